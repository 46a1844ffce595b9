import { AppendQueue } from "./append-queue";
import { FirstPicture } from "./first-picture";
import { newEdge, rangesOf, stalled, steer, type Range } from "./live-edge";
import { mediaSourceClass, onStreaming } from "./media-source";

/** After a start, the newest group of pictures arrives as a burst for about this long. */
const SETTLING_MS = 1500;
/** A picture that waits with more than this ahead, in seconds, waits for the decoder, which no reserve helps. */
const DRY_WITHIN = 0.3;

/** What the player needs of a timeline. */
export interface Timeline {
  append(fragment: ArrayBuffer): void;
  /** Seconds between the newest buffered picture and the one on screen; null while nothing is buffered. */
  behind(): number | null;
  readonly stalls: number;
  steer(): void;
  /** Whatever piled up is not to be played but jumped over: the page was hidden. */
  settle(): void;
  close(): void;
}

export interface TimelinePorts {
  /** Its first picture can be shown. */
  readonly onPicture: () => void;
  /** It cannot go on; called at most once. */
  readonly onBroken: (reason: string) => void;
}

/**
 * One format of one stream in a video element: from its init segment to the next format. Timestamps of the next
 * one may start anywhere and its tracks may be others, so each format gets a MediaSource of its own.
 */
export class MediaTimeline implements Timeline {
  stalls = 0;
  private readonly source: MediaSource;
  private queue: AppendQueue | undefined;
  private early: ArrayBuffer[] = [];
  private settlingSince = performance.now();
  private edge = newEdge(performance.now() / 1000);
  private dryAt: number | null = null;
  /** When something came after it had run dry. */
  private relievedAt: number | null = null;
  private shown = false;
  private readonly onVideoError = () => this.fail(this.video.error?.message || "decoding failed");
  private readonly firstPicture: FirstPicture;
  private readonly onDry = () => {
    const dry = (this.behind() ?? 0) < DRY_WITHIN;
    if (dry && this.shown && !this.video.seeking && !this.settling() && !document.hidden) {
      this.dryAt = performance.now();
      this.relievedAt = null;
    }
  };
  private readonly onPlaying = () => {
    if (this.dryAt !== null) {
      // Until something came, not until it played: the rest is the time that the browser takes to go on.
      const now = performance.now();
      const missing = (this.relievedAt ?? now) - this.dryAt;
      this.edge = stalled(this.edge, missing / 1000, now / 1000);
      this.dryAt = null;
      this.stalls++;
    }
  };

  constructor(
    private readonly video: HTMLVideoElement,
    mime: string,
    init: ArrayBuffer,
    private readonly ports: TimelinePorts,
  ) {
    const Source = mediaSourceClass();
    if (!Source) {
      throw new Error("no MediaSource");
    }
    this.early.push(init);
    this.source = new Source();
    const url = URL.createObjectURL(this.source);
    this.source.addEventListener("sourceopen", () => this.open(mime, url), { once: true });
    onStreaming(this.source, (streaming) => this.queue?.hold(!streaming));
    video.addEventListener("error", this.onVideoError);
    this.firstPicture = new FirstPicture(video, () => this.enterStage());
    video.addEventListener("waiting", this.onDry);
    video.addEventListener("playing", this.onPlaying);
    video.src = url;
  }

  append(fragment: ArrayBuffer): void {
    this.relievedAt ??= this.dryAt === null ? null : performance.now();
    if (this.queue) {
      this.steer();
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
    const { video } = this;
    const playback = {
      currentTime: video.currentTime,
      ranges: this.ranges(),
      seeking: video.seeking,
      settling: this.settling(),
    };
    const { seekTo, edge } = steer(this.edge, playback, performance.now() / 1000);
    this.edge = edge;
    if (seekTo !== null) {
      video.currentTime = seekTo;
    }
    if (video.playbackRate !== edge.rate) {
      video.playbackRate = edge.rate;
    }
  }

  settle(): void {
    this.settlingSince = performance.now();
    this.steer();
  }

  close(): void {
    this.queue?.close();
    this.early = [];
    this.video.removeEventListener("error", this.onVideoError);
    this.firstPicture.close();
    this.video.removeEventListener("waiting", this.onDry);
    this.video.removeEventListener("playing", this.onPlaying);
  }

  private open(mime: string, url: string): void {
    URL.revokeObjectURL(url);
    try {
      this.queue = new AppendQueue(this.source.addSourceBuffer(mime), {
        currentTime: () => this.video.currentTime,
        onAppended: () => this.appended(),
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

  /** The stream's times start anywhere, and playback at 0: the first picture needs a jump at once. */
  private appended(): void {
    if (!this.shown || this.settling()) {
      this.steer();
    }
  }

  /** A busy machine takes its time for the burst: only now can be told how far behind that has left it. */
  private enterStage(): void {
    this.shown = true;
    this.settlingSince = performance.now();
    this.ports.onPicture();
  }

  private settling(): boolean {
    return performance.now() - this.settlingSince < SETTLING_MS;
  }

  private ranges(): Range[] {
    return rangesOf(this.video.buffered);
  }

  private fail(reason: string): void {
    this.close();
    this.ports.onBroken(reason);
  }
}
