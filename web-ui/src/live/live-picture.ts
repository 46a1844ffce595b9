import { Handover, type Attempt } from "./handover";
import { climb, newLadder, wantedProtocol, type Ladder, type LadderEvent } from "./ladder";
import { Meter } from "./meter";
import { Movement } from "./movement";
import {
  type Failure,
  type Figures,
  type Player,
  type PlayerPorts,
  type Protocol,
  type Rendition,
  type Way,
} from "./player";
import {
  cannotPlay,
  choose,
  isHopeless,
  missesSub,
  newRenditions,
  subFailed,
  subIsSteady,
  subIsWide,
  subWorks,
  type Place,
} from "./renditions";

/** What can be said about the picture right now; times in milliseconds. */
export interface PictureStatus {
  readonly protocol: Protocol | "";
  readonly rendition: Rendition;
  /** The large stream is played because the small one, which would do, does not come. */
  readonly missesSub: boolean;
  /** Why it is not played by the best protocol; null while it is. */
  readonly why: Failure | null;
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
  rendition: "main",
  missesSub: false,
  why: null,
  hasPicture: false,
  fresh: false,
  behindMs: null,
  stillForMs: 0,
  blocked: false,
};

/** All that can be told of what plays, for those who ask. */
export interface Playing extends Figures {
  readonly protocol: Protocol;
  readonly rendition: Rendition;
  readonly why: Failure | null;
  readonly fps: number | null;
  readonly bitsPerSecond: number | null;
}

/** What the page knows about the camera and the place of its picture. */
export interface Situation extends Place {
  /** The box has pictures, as far as is known. */
  readonly expecting: boolean;
  /** The box itself does not answer, and no way of playing is to blame. */
  readonly boxLost: boolean;
  /** The camera itself sends nothing at the moment, though it is connected. */
  readonly degraded: boolean;
  /** Frames a second that the camera sends; 0 while unknown. */
  readonly fps: number;
  /** With another one, what could not be played may be playable. */
  readonly codec: string;
}

export interface LivePicturePorts {
  readonly open: (way: Way, ports: PlayerPorts) => Player;
  readonly stage: { readonly blocked: boolean; readonly hasPicture: boolean; play(): void };
  /** What this browser can do, the best first. */
  readonly rungs: readonly Protocol[];
}

/** A new way gets this long to show its first picture. */
const ARRIVES_WITHIN_MS = 8000;
const SUB_ARRIVES_WITHIN_MS = 5000;
/** A page that is looked at again does not wait for a connection that has been silent for this long. */
const SILENT_WHILE_HIDDEN_MS = 1000;

const nowhere: Situation = {
  expecting: false,
  boxLost: false,
  degraded: false,
  fps: 0,
  codec: "",
  hasSub: false,
  hasConverted: false,
  large: false,
  width: 0,
};

/**
 * The live picture of one camera: picks the way to play it, watches that it moves, and changes the way without
 * taking the picture away: what plays goes on until the new way has shown its first picture.
 */
export class LivePicture {
  private ladder: Ladder;
  private renditions = newRenditions;
  private situation = nowhere;
  private readonly players: Handover;
  private meter = new Meter();
  private readonly movement = new Movement();

  constructor(private readonly ports: LivePicturePorts) {
    this.ladder = newLadder(ports.rungs);
    this.players = new Handover({
      open: ports.open,
      onArrived: ({ way }) => this.arrived(way),
      onFailure: (attempt, failure) => {
        if (failure === "unsupported" || this.mayBlame()) {
          this.blame(attempt, failure, performance.now());
          this.follow(performance.now());
        }
      },
    });
  }

  start(): void {
    if (!this.players.current) {
      const now = performance.now();
      this.movement.expect(now, 0);
      this.players.start(this.wanted(now), now);
    }
  }

  stop(): void {
    this.players.stop();
  }

  /** The camera, its place on the page, or what is known of either has changed. */
  update(situation: Situation): void {
    const now = performance.now();
    const before = this.situation;
    this.situation = situation;
    if (situation.expecting && !before.expecting) {
      this.movement.expect(now, this.players.current?.player.figures(now).shown ?? 0);
    }
    if (before.codec !== "" && situation.codec !== "" && situation.codec !== before.codec) {
      this.renditions = { ...this.renditions, unplayable: [] };
      this.move({ type: "new-codec" }, now);
    }
    if (before.degraded && !situation.degraded) {
      this.movement.nudged(now);
    }
    if (before.boxLost && !situation.boxLost) {
      this.hope(now);
      this.players.current?.player.hurry();
    }
    this.follow(now);
  }

  /** Connections are likely to be dead: the machine slept or the network is another. */
  interrupted(): void {
    const now = performance.now();
    this.hope(now);
    this.players.current?.player.reconnect();
    this.follow(now);
  }

  /** The page is looked at again. */
  catchUp(): void {
    const now = performance.now();
    const arrivedAt = this.players.current?.player.figures(now).arrivedAt ?? null;
    this.movement.nudged(now);
    if (arrivedAt !== null && now - arrivedAt > SILENT_WHILE_HIDDEN_MS) {
      this.players.current?.player.reconnect();
    } else {
      this.players.current?.player.catchUp();
    }
    this.ports.stage.play();
  }

  /** Looks at the picture and does what has become necessary; to be called about twice a second. */
  look(now: number): PictureStatus {
    const { current } = this.players;
    if (!current) {
      return noPicture;
    }
    this.ports.stage.play();
    const figures = current.player.figures(now);
    this.meter.note(now, figures);
    this.notice(current, figures, now);
    if (this.mayBlame() && !document.hidden) {
      this.watch(current, figures, now);
    }
    this.move({ type: "tick" }, now);
    this.follow(now);
    return this.status(now);
  }

  /** All that can be told; null while it is stopped. */
  playing(now: number): Playing | null {
    const { current } = this.players;
    if (!current) {
      return null;
    }
    const figures = current.player.figures(now);
    return {
      ...figures,
      protocol: current.way.protocol,
      rendition: figures.rendition ?? current.way.rendition,
      why: this.why(current.way),
      fps: this.meter.fps(),
      bitsPerSecond: this.meter.bitsPerSecond(),
    };
  }

  private status(now: number): PictureStatus {
    const { movement } = this;
    const { current } = this.players;
    if (!current) {
      return noPicture;
    }
    const figures = current.player.figures(now);
    const { stage } = this.ports;
    return {
      protocol: current.way.protocol,
      rendition: figures.rendition ?? current.way.rendition,
      missesSub: missesSub(this.renditions, this.situation, now),
      why: this.why(current.way),
      hasPicture: stage.hasPicture,
      behindMs: figures.behindMs,
      fresh: movement.fresh,
      stillForMs: movement.stillFor(now, figures),
      blocked: stage.blocked,
    };
  }

  private why({ rendition }: Way): Failure | null {
    const instead = rendition !== "main" && this.renditions.unplayable.includes("main");
    return instead ? "unsupported" : this.ladder.why;
  }

  private notice({ way }: Attempt, { shown, width }: Figures, now: number): void {
    if (
      this.movement.note(now, shown) &&
      way.rendition === "sub" &&
      this.players.current?.hasPicture
    ) {
      this.renditions = subWorks(this.renditions, now);
    }
    if (way.rendition === "sub" && way.protocol === "websocket") {
      this.renditions = subIsWide(this.renditions, width);
    }
    if (this.movement.isSteady(now)) {
      this.renditions = way.rendition === "sub" ? subIsSteady(this.renditions) : this.renditions;
      this.move({ type: "steady", protocol: way.protocol }, now);
    }
  }

  /** What takes too long is a failure; a connection that is silent though the camera streams is replaced. */
  private watch(current: Attempt, figures: Figures, now: number): void {
    const { movement } = this;
    const { next } = this.players;
    if (next && this.isLate(next, now)) {
      this.players.abandon();
      this.blame(next, "stalled", now);
    }
    if (current.way.rendition === "sub" && !current.hasPicture && this.isLate(current, now)) {
      this.blame(current, "stalled", now);
    } else if (movement.isStuck(now, figures, this.situation.fps)) {
      movement.nudged(now);
      current.player.reconnect();
      this.blame(current, "stalled", now);
    }
  }

  private isLate({ way, since }: Attempt, now: number): boolean {
    const limit = way.rendition === "sub" ? SUB_ARRIVES_WITHIN_MS : ARRIVES_WITHIN_MS;
    return this.movement.waitedFor(now, since) > limit;
  }

  /** Goes over to what is wanted now. */
  private follow(now: number): void {
    this.players.goTo(this.wanted(now), now);
  }

  private wanted(now: number): Way {
    this.renditions = choose(this.renditions, this.situation, now);
    return { protocol: wantedProtocol(this.ladder), rendition: this.renditions.current };
  }

  private arrived({ protocol }: Way): void {
    this.meter = new Meter();
    this.movement.countAnew();
    this.move({ type: "arrived", protocol }, performance.now());
  }

  /** While the camera or the box is away, nothing can be played in any way. */
  private mayBlame(): boolean {
    const { expecting, boxLost, degraded } = this.situation;
    return expecting && !boxLost && !degraded;
  }

  private blame({ way }: Attempt, failure: Failure, now: number): void {
    const { rendition, protocol } = way;
    const subOnly = rendition === "sub" && protocol === this.ladder.rungs[this.ladder.at];
    if (failure === "unsupported") {
      this.renditions = cannotPlay(this.renditions, rendition);
      if (isHopeless(this.renditions, this.situation)) {
        this.move({ type: "failed", protocol, failure }, now);
      }
    } else if (subOnly) {
      this.renditions = subFailed(this.renditions, now);
    } else {
      this.move({ type: "failed", protocol, failure }, now);
    }
  }

  private hope(now: number): void {
    this.movement.nudged(now);
    this.move({ type: "hope" }, now);
  }

  private move(event: LadderEvent, now: number): void {
    const before = this.ladder;
    this.ladder = climb(before, event, now);
    if (this.ladder.at !== before.at) {
      // It was the protocol, then, and not the small stream.
      this.renditions = subWorks(this.renditions, now);
    }
  }
}
