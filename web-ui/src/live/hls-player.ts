import type Hls from "hls.js";
import type { ErrorData, Level } from "hls.js";
import { Backoff } from "../backoff";
import { FirstPicture } from "./first-picture";
import { rangesOf } from "./live-edge";
import { playsHlsItself } from "./media-source";
import {
  noFigures,
  type Failure,
  type Figures,
  type Player,
  type PlayerPorts,
  type Rendition,
} from "./player";
import type { Screens } from "./stage";

/** The box has no segment yet: the camera has only just come, and no player can do better. */
const NOT_READY = 503;

export interface HlsPlayerPorts extends PlayerPorts {
  readonly url: string;
  readonly rendition: Rendition;
  /** Plays parts of segments as they come, about a second behind; else whole segments. */
  readonly lowLatency: boolean;
}

/** Plays the HLS playlist through hls.js, or by itself where the browser has no MSE. */
export class HlsPlayer implements Player {
  private video: HTMLVideoElement | undefined;
  private hls: Hls | undefined;
  private bytes = 0;
  private firstPicture: FirstPicture | undefined;
  private stopped = false;
  private readonly backoff = new Backoff(1000, 10_000);
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly onVideoError = () => this.fail("broken");

  constructor(
    private readonly screens: Screens,
    private readonly ports: HlsPlayerPorts,
  ) {}

  start(): void {
    void this.open();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retryTimer);
    this.drop();
  }

  catchUp(): void {
    const { video } = this;
    const edge = this.hls ? this.hls.liveSyncPosition : seekableEnd(video);
    if (video && edge != null && edge - video.currentTime > 1) {
      video.currentTime = edge;
    }
  }

  reconnect(): void {
    this.drop();
    clearTimeout(this.retryTimer);
    void this.open();
  }

  hurry(): void {
    if (this.retryTimer !== undefined) {
      this.reconnect();
    }
  }

  figures(): Figures {
    const { video, hls } = this;
    if (!video || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      return { ...noFigures, bytes: hls ? this.bytes : null };
    }
    const level = hls?.levels[hls.currentLevel];
    const quality = video.getVideoPlaybackQuality?.();
    const end = rangesOf(video.buffered).at(-1)?.end;
    const edge = seekableEnd(video);
    return {
      ...noFigures,
      rendition: level ? renditionOf(level) : null,
      codecs: level?.codecs ?? "",
      width: video.videoWidth,
      height: video.videoHeight,
      shown: quality?.totalVideoFrames || video.currentTime,
      dropped: quality?.droppedVideoFrames ?? null,
      bytes: hls ? this.bytes : null,
      behindMs: hls
        ? Math.max(0, hls.latency * 1000)
        : edge === null
          ? null
          : Math.max(0, (edge - video.currentTime) * 1000),
      bufferMs: end === undefined ? null : Math.max(0, (end - video.currentTime) * 1000),
      rate: video.playbackRate,
    };
  }

  private async open(): Promise<void> {
    this.retryTimer = undefined;
    const video = this.screens.take();
    this.video = video;
    this.firstPicture = new FirstPicture(video, () => {
      this.backoff.reset();
      this.screens.show(video);
      this.ports.onPicture();
    });
    if (playsHlsItself()) {
      video.addEventListener("error", this.onVideoError);
      video.src = this.ports.url;
      return;
    }
    try {
      const { default: HlsLibrary } = await import("hls.js");
      if (!this.stopped && this.video === video) {
        this.attach(HlsLibrary, video);
      }
    } catch {
      if (this.video === video) {
        this.fail("unreachable");
      }
    }
  }

  private attach(HlsLibrary: typeof Hls, video: HTMLVideoElement): void {
    const { Events } = HlsLibrary;
    // No worker: the box's Content-Security-Policy allows none.
    const hls = new HlsLibrary({
      enableWorker: false,
      lowLatencyMode: this.ports.lowLatency,
      backBufferLength: 10,
      maxLiveSyncPlaybackRate: 1.1,
      liveDurationInfinity: true,
    });
    hls.on(Events.MANIFEST_PARSED, (_event, { levels }) => this.limit(hls, levels));
    hls.on(Events.FRAG_LOADED, (_event, { part, frag }) => {
      this.bytes += (part ?? frag).stats.loaded;
    });
    hls.on(Events.ERROR, (_event, data) => this.failed(data));
    this.hls = hls;
    hls.loadSource(this.ports.url);
    hls.attachMedia(video);
  }

  /** The small stream only, where that is wanted; else the large one as long as the network carries it. */
  private limit(hls: Hls, levels: readonly Level[]): void {
    const level = levels.findIndex((each) => renditionOf(each) === this.ports.rendition);
    if (level >= 0) {
      hls.startLevel = level;
      hls.autoLevelCapping = level;
    }
  }

  private failed({ fatal, details, response }: ErrorData): void {
    if (!fatal) {
      return;
    }
    if (/incompatibleCodecs|AddCodec/i.test(details)) {
      this.drop();
      this.ports.onFailure("unsupported");
    } else if (response?.code === NOT_READY) {
      this.retry();
    } else {
      this.fail(response ? "unreachable" : "broken");
    }
  }

  private fail(failure: Failure): void {
    this.retry();
    this.ports.onFailure(failure);
  }

  private retry(): void {
    this.drop();
    if (!this.stopped) {
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => void this.open(), this.backoff.next());
    }
  }

  private drop(): void {
    const { video } = this;
    this.hls?.destroy();
    this.hls = undefined;
    this.video = undefined;
    this.firstPicture?.close();
    if (video) {
      video.removeEventListener("error", this.onVideoError);
      this.screens.release(video);
    }
  }
}

/** The box names a rendition's folder after it; a playlist without choice is the large one. */
function renditionOf(level: Level): Rendition {
  return /\/h264\//.test(level.uri) ? "h264" : /\/sub\//.test(level.uri) ? "sub" : "main";
}

function seekableEnd(video: HTMLVideoElement | undefined): number | null {
  const seekable = video?.seekable;
  return seekable && seekable.length > 0 ? seekable.end(seekable.length - 1) : null;
}
