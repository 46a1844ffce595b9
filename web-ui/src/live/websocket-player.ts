import { Backoff } from "../backoff";
import { MediaTimeline, canPlay, type Timeline } from "./media-timeline";
import { clearVideo, type GaveUp, type Player } from "./player";

/** So many sockets in a row that close without a word mean that something between here and the box blocks them. */
const SILENT_SOCKETS = 3;
const STEER_EVERY_MS = 250;
/** Playing this long, the next failure is a new one and not the old one again. */
const STEADY_MS = 5000;
/** A box that lost its power closes no socket: after an outage, one that is silent for this long is replaced. */
const DEAD_MS = 2000;

interface FormatMessage {
  readonly type: "format";
  readonly mime: string;
}

export interface WebSocketPlayerPorts {
  readonly openSocket: () => WebSocket;
  readonly onGiveUp: (why: GaveUp) => void;
  readonly canPlay?: (mime: string) => boolean;
  readonly openTimeline?: (
    mime: string,
    init: ArrayBuffer,
    onBroken: (reason: string) => void,
  ) => Timeline;
}

/** Plays the live socket: one fragment a frame into Media Source Extensions. */
export class WebSocketPlayer implements Player {
  readonly protocol = "websocket";
  private socket: WebSocket | undefined;
  private timeline: Timeline | undefined;
  private pendingFormat: FormatMessage | undefined;
  private arrivedAt: number | null = null;
  private startedAt = 0;
  private silentSockets = 0;
  private readonly backoff = new Backoff(500, 10_000);
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private steerTimer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly ports: WebSocketPlayerPorts,
  ) {}

  start(): void {
    this.steerTimer = setInterval(() => this.timeline?.steer(), STEER_EVERY_MS);
    this.connect();
  }

  stop(): void {
    clearInterval(this.steerTimer);
    clearTimeout(this.retryTimer);
    this.disconnect();
    this.closeTimeline();
    clearVideo(this.video);
  }

  catchUp(): void {
    this.timeline?.steer();
  }

  hurry(): void {
    const quietFor = performance.now() - (this.arrivedAt ?? this.startedAt);
    if (!this.socket || quietFor > DEAD_MS) {
      this.disconnect();
      clearTimeout(this.retryTimer);
      this.connect();
    }
  }

  behindMs(now: number): number | null {
    const buffered = this.timeline?.behind() ?? null;
    return buffered === null || this.arrivedAt === null
      ? null
      : buffered * 1000 + Math.max(0, now - this.arrivedAt);
  }

  lastArrival(): number | null {
    return this.arrivedAt;
  }

  private connect(): void {
    const socket = this.ports.openSocket();
    let silent = true;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      silent = false;
      this.silentSockets = 0;
      if (typeof data === "string") {
        this.control(JSON.parse(data) as { type: string });
      } else {
        this.media(data);
      }
    };
    socket.onclose = () => {
      if (silent && ++this.silentSockets >= SILENT_SOCKETS) {
        this.disconnect();
        this.ports.onGiveUp("unreachable");
      } else {
        this.reconnect();
      }
    };
    this.socket = socket;
    this.startedAt = performance.now();
  }

  private control(message: { type: string }): void {
    if (message.type === "format") {
      this.pendingFormat = message as FormatMessage;
      if (!(this.ports.canPlay ?? canPlay)(this.pendingFormat.mime)) {
        this.disconnect();
        this.ports.onGiveUp("unsupported");
      }
    }
  }

  private media(bytes: ArrayBuffer): void {
    const format = this.pendingFormat;
    if (format) {
      this.pendingFormat = undefined;
      this.openTimeline(format.mime, bytes);
      return;
    }
    this.arrivedAt = performance.now();
    if (this.arrivedAt - this.startedAt > STEADY_MS) {
      this.backoff.reset();
    }
    this.timeline?.append(bytes);
  }

  private openTimeline(mime: string, init: ArrayBuffer): void {
    this.closeTimeline();
    this.startedAt = performance.now();
    // A decoder that failed once starts again at the next key frame, in a new connection.
    const onBroken = () => this.reconnect();
    this.timeline = this.ports.openTimeline
      ? this.ports.openTimeline(mime, init, onBroken)
      : new MediaTimeline(this.video, mime, init, onBroken);
  }

  private reconnect(): void {
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

  private closeTimeline(): void {
    this.timeline?.close();
    this.timeline = undefined;
    this.arrivedAt = null;
  }
}
