import { AppendQueue } from "./append-queue";
import { rangesOf, steer, type Range } from "./live-edge";

/** After a start, the newest group of pictures arrives as a burst for about this long. */
const SETTLING_MS = 1500;

type MediaSourceClass = typeof MediaSource;

/** MediaSource, or what iPhones have in its place. */
export function mediaSourceClass(): MediaSourceClass | undefined {
  const scope = globalThis as {
    MediaSource?: MediaSourceClass;
    ManagedMediaSource?: MediaSourceClass;
  };
  return scope.MediaSource ?? scope.ManagedMediaSource;
}

export function canPlay(mime: string): boolean {
  return mediaSourceClass()?.isTypeSupported(mime) ?? false;
}

/** What the player needs of a timeline. */
export interface Timeline {
  append(fragment: ArrayBuffer): void;
  /** Seconds between the newest buffered picture and the one on screen; null while nothing is buffered. */
  behind(): number | null;
  steer(): void;
  close(): void;
}

/**
 * One format of one stream in the video element: from its init segment to the next format. Timestamps of the next
 * one may start anywhere, so each format gets a MediaSource of its own.
 */
export class MediaTimeline implements Timeline {
  private readonly source: MediaSource;
  private readonly openedAt = performance.now();
  private queue: AppendQueue | undefined;
  private early: ArrayBuffer[] = [];
  private readonly onVideoError = () => this.fail(this.video.error?.message || "decoding failed");

  constructor(
    private readonly video: HTMLVideoElement,
    mime: string,
    init: ArrayBuffer,
    private readonly onBroken: (reason: string) => void,
  ) {
    const Source = mediaSourceClass();
    if (!Source) {
      throw new Error("no MediaSource");
    }
    this.early.push(init);
    this.source = new Source();
    const url = URL.createObjectURL(this.source);
    this.source.addEventListener("sourceopen", () => this.open(mime, url), { once: true });
    video.addEventListener("error", this.onVideoError);
    // A ManagedMediaSource opens only where the picture cannot be sent to another screen.
    video.disableRemotePlayback = true;
    video.src = url;
  }

  append(fragment: ArrayBuffer): void {
    if (this.queue) {
      this.queue.push(fragment);
    } else {
      this.early.push(fragment);
    }
  }

  behind(): number | null {
    const end = this.ranges().at(-1)?.end;
    return end === undefined ? null : Math.max(0, end - this.video.currentTime);
  }

  steer(): void {
    const { seekTo, rate } = steer({
      currentTime: this.video.currentTime,
      ranges: this.ranges(),
      rate: this.video.playbackRate,
      seeking: this.video.seeking,
      settling: performance.now() - this.openedAt < SETTLING_MS,
    });
    if (seekTo !== null) {
      this.video.currentTime = seekTo;
    }
    if (this.video.playbackRate !== rate) {
      this.video.playbackRate = rate;
    }
  }

  close(): void {
    this.queue?.close();
    this.early = [];
    this.video.removeEventListener("error", this.onVideoError);
  }

  private open(mime: string, url: string): void {
    URL.revokeObjectURL(url);
    try {
      this.queue = new AppendQueue(this.source.addSourceBuffer(mime), {
        currentTime: () => this.video.currentTime,
        onAppended: () => this.steer(),
        onBroken: (reason) => this.fail(reason),
      });
    } catch (error) {
      this.fail(String(error));
      return;
    }
    const early = this.early;
    this.early = [];
    early.forEach((bytes) => this.append(bytes));
  }

  private ranges(): Range[] {
    return rangesOf(this.video.buffered);
  }

  private fail(reason: string): void {
    this.close();
    this.onBroken(reason);
  }
}
