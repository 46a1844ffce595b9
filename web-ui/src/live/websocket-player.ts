import { Backoff } from "../backoff";
import { canPlay, codecsOf } from "./media-source";
import { MediaTimeline, type Timeline, type TimelinePorts } from "./media-timeline";
import { noFigures, type Figures, type Player, type PlayerPorts } from "./player";
import type { Screens } from "./stage";

const STEER_EVERY_MS = 250;
/** Playing this long, the next failure is a new one and not the old one again. */
const STEADY_MS = 5000;

interface Format {
  readonly type: "format";
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** A timeline, the element that it plays in and what it plays. */
interface Showing {
  readonly video: HTMLVideoElement;
  readonly timeline: Timeline;
  readonly format: Format;
}

export interface WebSocketPlayerPorts extends PlayerPorts {
  readonly openSocket: () => WebSocket;
  readonly canPlay?: (mime: string) => boolean;
  readonly openTimeline?: (
    video: HTMLVideoElement,
    mime: string,
    init: ArrayBuffer,
    ports: TimelinePorts,
  ) => Timeline;
}

/** Plays the live socket: one fragment a frame into Media Source Extensions. */
export class WebSocketPlayer implements Player {
  private socket: WebSocket | undefined;
  private pendingFormat: Format | undefined;
  /** What is on show, and what replaces it as soon as it has a picture. */
  private current: Showing | undefined;
  private next: Showing | undefined;
  private arrivedAt: number | null = null;
  private openedAt = 0;
  private bytes = 0;
  /** Counted in elements that are gone. */
  private shownBefore = 0;
  private droppedBefore = 0;
  private stallsBefore = 0;
  private readonly backoff = new Backoff(500, 10_000);
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private steerTimer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly screens: Screens,
    private readonly ports: WebSocketPlayerPorts,
  ) {}

  start(): void {
    this.steerTimer = setInterval(() => this.newest()?.timeline.steer(), STEER_EVERY_MS);
    this.connect();
  }

  stop(): void {
    clearInterval(this.steerTimer);
    clearTimeout(this.retryTimer);
    this.disconnect();
    this.current = this.close(this.current);
    this.next = this.close(this.next);
  }

  catchUp(): void {
    this.newest()?.timeline.settle();
  }

  reconnect(): void {
    this.disconnect();
    clearTimeout(this.retryTimer);
    this.connect();
  }

  hurry(): void {
    if (!this.socket) {
      this.reconnect();
    }
  }

  figures(now: number): Figures {
    const { current, arrivedAt } = this;
    if (!current) {
      return { ...noFigures, bytes: this.bytes, arrivedAt };
    }
    const { video, timeline, format } = current;
    const quality = video.getVideoPlaybackQuality?.();
    const ahead = timeline.behind();
    return {
      rendition: null,
      codecs: codecsOf(format.mime),
      width: video.videoWidth || format.width,
      height: video.videoHeight || format.height,
      shown: this.shownBefore + (quality?.totalVideoFrames ?? 0),
      dropped: quality ? this.droppedBefore + quality.droppedVideoFrames : null,
      bytes: this.bytes,
      arrivedAt,
      behindMs:
        ahead === null || arrivedAt === null ? null : ahead * 1000 + Math.max(0, now - arrivedAt),
      bufferMs: ahead === null ? null : ahead * 1000,
      rate: video.playbackRate,
      stalls: this.stallsBefore + timeline.stalls,
    };
  }

  private newest(): Showing | undefined {
    return this.next ?? this.current;
  }

  private connect(): void {
    const socket = this.ports.openSocket();
    let silent = true;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      silent = false;
      if (typeof data === "string") {
        this.control(JSON.parse(data) as { type: string });
      } else {
        this.media(data);
      }
    };
    socket.onclose = () => {
      this.retry();
      if (silent) {
        this.ports.onFailure("unreachable");
      }
    };
    this.socket = socket;
    this.openedAt = performance.now();
  }

  private control(message: { type: string }): void {
    if (message.type === "format") {
      this.pendingFormat = message as Format;
      if (!(this.ports.canPlay ?? canPlay)(this.pendingFormat.mime)) {
        this.disconnect();
        this.ports.onFailure("unsupported");
      }
    }
  }

  private media(bytes: ArrayBuffer): void {
    const format = this.pendingFormat;
    this.bytes += bytes.byteLength;
    if (format) {
      this.pendingFormat = undefined;
      this.open(format, bytes);
      return;
    }
    this.arrivedAt = performance.now();
    if (this.arrivedAt - this.openedAt > STEADY_MS) {
      this.backoff.reset();
    }
    this.newest()?.timeline.append(bytes);
  }

  private open(format: Format, init: ArrayBuffer): void {
    this.next = this.close(this.next);
    this.openedAt = performance.now();
    const video = this.screens.take();
    const ports: TimelinePorts = {
      onPicture: () => this.reveal(),
      // A decoder that failed once starts again at the next key frame, in a new connection.
      onBroken: () => {
        this.retry();
        this.ports.onFailure("broken");
      },
    };
    const timeline = this.ports.openTimeline
      ? this.ports.openTimeline(video, format.mime, init, ports)
      : new MediaTimeline(video, format.mime, init, ports);
    this.next = { video, timeline, format };
  }

  private reveal(): void {
    const { next, current } = this;
    if (!next) {
      return;
    }
    this.screens.show(next.video);
    this.next = undefined;
    this.current = next;
    this.retire(current);
    this.ports.onPicture();
  }

  /** What was on show ends, and is still counted. */
  private retire(showing: Showing | undefined): void {
    if (showing) {
      const quality = showing.video.getVideoPlaybackQuality?.();
      this.shownBefore += quality?.totalVideoFrames ?? 0;
      this.droppedBefore += quality?.droppedVideoFrames ?? 0;
      this.stallsBefore += showing.timeline.stalls;
      this.close(showing);
    }
  }

  private close(showing: Showing | undefined): undefined {
    if (showing) {
      showing.timeline.close();
      this.screens.release(showing.video);
    }
  }

  private retry(): void {
    this.disconnect();
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), this.backoff.next());
  }

  private disconnect(): void {
    const socket = this.socket;
    this.socket = undefined;
    this.pendingFormat = undefined;
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
  }
}
