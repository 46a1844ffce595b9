import { sameWay, type Failure, type Player, type PlayerPorts, type Way } from "./player";

/** A player and the way that it plays. */
export interface Attempt {
  readonly way: Way;
  readonly player: Player;
  /** When it was begun, by performance.now(). */
  readonly since: number;
  hasPicture: boolean;
}

export interface HandoverPorts {
  readonly open: (way: Way, ports: PlayerPorts) => Player;
  /** What was tried beside what played has a picture and is in its place now. */
  readonly onArrived: (attempt: Attempt) => void;
  readonly onFailure: (attempt: Attempt, failure: Failure) => void;
}

/** What plays, and what is to take its place: what plays goes on until the other has shown its first picture. */
export class Handover {
  private playing: Attempt | undefined;
  private coming: Attempt | undefined;

  constructor(private readonly ports: HandoverPorts) {}

  get current(): Attempt | undefined {
    return this.playing;
  }

  get next(): Attempt | undefined {
    return this.coming;
  }

  start(way: Way, now: number): void {
    this.playing ??= this.attempt(way, now);
  }

  stop(): void {
    this.abandon();
    this.playing?.player.stop();
    this.playing = undefined;
  }

  /** Goes over to this way, if it is not what is played or being tried; does nothing before the start. */
  goTo(way: Way, now: number): void {
    if (!this.playing) {
      return;
    }
    if (this.coming && !sameWay(this.coming.way, way)) {
      this.abandon();
    }
    if (!this.coming && !sameWay(this.playing.way, way)) {
      this.coming = this.attempt(way, now);
    }
  }

  /** Ends what was being tried. */
  abandon(): void {
    this.coming?.player.stop();
    this.coming = undefined;
  }

  private attempt(way: Way, now: number): Attempt {
    const player: Player = this.ports.open(way, {
      onPicture: () => this.arrived(attempt),
      onFailure: (failure) => {
        if (attempt === this.playing || attempt === this.coming) {
          this.ports.onFailure(attempt, failure);
        }
      },
    });
    const attempt: Attempt = { way, player, since: now, hasPicture: false };
    player.start();
    return attempt;
  }

  private arrived(attempt: Attempt): void {
    attempt.hasPicture = true;
    if (attempt === this.coming) {
      this.coming = undefined;
      this.playing?.player.stop();
      this.playing = attempt;
      this.ports.onArrived(attempt);
    }
  }
}
