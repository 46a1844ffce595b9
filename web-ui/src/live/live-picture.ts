import { hlsPath, livePath, socketUrl } from "../api";
import { HlsPlayer } from "./hls-player";
import { mediaSourceClass } from "./media-timeline";
import type { GaveUp, Player, Protocol } from "./player";
import { WebSocketPlayer } from "./websocket-player";

/** What can be said about the picture right now; times in milliseconds. */
export interface PictureStatus {
  readonly protocol: Protocol | "";
  /** A picture of this camera is on screen, moving or not. */
  readonly hasPicture: boolean;
  /** Something new has been shown since pictures were expected. */
  readonly fresh: boolean;
  readonly behindMs: number | null;
  /** How long nothing new has been shown or has arrived. */
  readonly stillForMs: number;
  /** The browser waits for a tap before it plays. */
  readonly blocked: boolean;
}

export const noPicture: PictureStatus = {
  protocol: "",
  hasPicture: false,
  fresh: false,
  behindMs: null,
  stillForMs: 0,
  blocked: false,
};

/** The live picture of one camera in one video element: picks the way to play it and watches that it moves. */
export class LivePicture {
  private player: Player | undefined;
  private gaveUp: GaveUp | undefined;
  private blocked = false;
  private lastMark = 0;
  private movedAt = 0;
  private expectedAt = 0;
  private fresh = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly cameraId: string,
    private readonly forceHls: boolean,
  ) {}

  start(): void {
    if (!this.player) {
      this.expect();
      this.player = this.choose();
      this.player.start();
    }
  }

  stop(): void {
    this.player?.stop();
    this.player = undefined;
    this.blocked = false;
  }

  restart(): void {
    this.stop();
    this.start();
  }

  /** From now on there should be pictures: what is on screen is old until something new is shown. */
  expect(): void {
    this.expectedAt = performance.now();
    this.lastMark = this.mark();
    this.fresh = false;
  }

  /** The box is back after an outage, which may have looked as if it spoke no WebSocket: try the better way again. */
  boxIsBack(): void {
    if (this.player && this.gaveUp === "unreachable") {
      this.gaveUp = undefined;
      this.restart();
    } else {
      this.player?.hurry();
    }
  }

  catchUp(): void {
    this.player?.catchUp();
    this.play();
  }

  /** Looks at the picture; call it about twice a second. */
  status(now: number): PictureStatus {
    if (!this.player) {
      return noPicture;
    }
    this.play();
    const mark = this.mark();
    if (mark !== this.lastMark) {
      this.lastMark = mark;
      this.movedAt = now;
      this.fresh = true;
    }
    const newest = Math.min(this.movedAt, this.player.lastArrival() ?? this.movedAt);
    return {
      protocol: this.player.protocol,
      hasPicture: this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
      behindMs: this.player.behindMs(now),
      fresh: this.fresh,
      stillForMs: Math.max(0, now - Math.max(this.expectedAt, newest)),
      blocked: this.blocked,
    };
  }

  private choose(): Player {
    if (this.forceHls || this.gaveUp || !mediaSourceClass()) {
      return new HlsPlayer(this.video, hlsPath(this.cameraId));
    }
    return new WebSocketPlayer(this.video, {
      openSocket: () => new WebSocket(socketUrl(livePath(this.cameraId))),
      onGiveUp: (why) => {
        this.gaveUp = why;
        this.restart();
      },
    });
  }

  /** Counts pictures where the browser does, as seeking moves the time without showing anything new. */
  private mark(): number {
    const frames = this.video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
    return frames > 0 ? frames : this.video.currentTime;
  }

  private play(): void {
    const { video } = this;
    if (!video.paused || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      return;
    }
    video.play().then(
      () => (this.blocked = false),
      (error: unknown) => {
        this.blocked = error instanceof DOMException && error.name === "NotAllowedError";
      },
    );
  }
}
