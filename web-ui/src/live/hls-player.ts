import type Hls from "hls.js";
import { Backoff } from "../backoff";
import { mediaSourceClass } from "./media-timeline";
import { clearVideo, type Player } from "./player";

/** Whether a browser without MSE can play HLS by itself (iPhones before iOS 17). */
function playsHlsItself(video: HTMLVideoElement): boolean {
  return !mediaSourceClass() && video.canPlayType("application/vnd.apple.mpegurl") !== "";
}

/** Plays the HLS playlist, a few seconds behind; retries endlessly, as the playlist is not there without pictures. */
export class HlsPlayer implements Player {
  readonly protocol = "hls";
  private hls: Hls | undefined;
  private stopped = false;
  private readonly backoff = new Backoff(1000, 10_000);
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly onVideoError = () => this.retry();
  private readonly onPlaying = () => this.backoff.reset();

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
  ) {}

  start(): void {
    this.video.addEventListener("playing", this.onPlaying);
    void this.open();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retryTimer);
    this.video.removeEventListener("playing", this.onPlaying);
    this.drop();
    clearVideo(this.video);
  }

  catchUp(): void {
    const edge = this.hls ? this.hls.liveSyncPosition : this.seekableEnd();
    if (edge != null && edge - this.video.currentTime > 1) {
      this.video.currentTime = edge;
    }
  }

  hurry(): void {
    if (!this.hls && this.retryTimer !== undefined) {
      clearTimeout(this.retryTimer);
      void this.open();
    }
  }

  behindMs(): number | null {
    if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      return null;
    }
    if (this.hls) {
      return Math.max(0, this.hls.latency * 1000);
    }
    const end = this.seekableEnd();
    return end === null ? null : Math.max(0, (end - this.video.currentTime) * 1000);
  }

  lastArrival(): number | null {
    return null;
  }

  private async open(): Promise<void> {
    this.retryTimer = undefined;
    if (playsHlsItself(this.video)) {
      this.video.addEventListener("error", this.onVideoError);
      this.video.src = this.url;
      return;
    }
    try {
      const { default: HlsLibrary } = await import("hls.js");
      if (!this.stopped) {
        this.attach(HlsLibrary);
      }
    } catch {
      this.retry();
    }
  }

  private attach(HlsLibrary: typeof Hls): void {
    // No worker: the box's Content-Security-Policy allows none.
    const hls = new HlsLibrary({
      enableWorker: false,
      lowLatencyMode: true,
      backBufferLength: 10,
      maxLiveSyncPlaybackRate: 1.1,
      liveDurationInfinity: true,
    });
    hls.on(HlsLibrary.Events.ERROR, (_event, { fatal }) => {
      if (fatal) {
        this.retry();
      }
    });
    this.hls = hls;
    hls.loadSource(this.url);
    hls.attachMedia(this.video);
  }

  private retry(): void {
    this.drop();
    if (!this.stopped) {
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => void this.open(), this.backoff.next());
    }
  }

  private drop(): void {
    this.hls?.destroy();
    this.hls = undefined;
    this.video.removeEventListener("error", this.onVideoError);
  }

  private seekableEnd(): number | null {
    const { seekable } = this.video;
    return seekable.length > 0 ? seekable.end(seekable.length - 1) : null;
  }
}
