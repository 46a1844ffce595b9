import type { Figures } from "./player";

/** Nothing for this long, from a camera that streams, and the connection is taken for dead. */
const SILENT_MS = 3000;
/** Where arrivals are not told, or are not shown: as long as a player may take to start. */
const STUCK_MS = 8000;
/** A camera of few frames a second may take so many of them. */
const SLOW_FRAMES = 4;
const STEADY_MS = 10_000;

/** Whether pictures move as they should; times in milliseconds. */
export class Movement {
  /** Something new has been shown since pictures were expected. */
  fresh = false;
  private shown = 0;
  private movedAt = 0;
  private movingSince = 0;
  private expectedAt = 0;
  private nudgedAt = 0;

  /** From now on there should be pictures: what is on screen is old until something new is shown. */
  expect(now: number, shown: number): void {
    this.expectedAt = now;
    this.nudgedAt = now;
    this.shown = shown;
    this.fresh = false;
  }

  /** Gives a new connection, or a page that was hidden, the time that it needs. */
  nudged(now: number): void {
    this.nudgedAt = now;
  }

  /** Another player counts its own pictures. */
  countAnew(): void {
    this.shown = 0;
  }

  /** Counts pictures, as seeking moves the time without showing anything new; true when there are new ones. */
  note(now: number, shown: number): boolean {
    if (shown === this.shown) {
      return false;
    }
    if (now - this.movedAt > SILENT_MS) {
      this.movingSince = now;
    }
    this.shown = shown;
    this.movedAt = now;
    this.fresh = true;
    return true;
  }

  isSteady(now: number): boolean {
    return this.movedAt - this.movingSince > STEADY_MS && now - this.movedAt < SILENT_MS;
  }

  /** How long nothing new has been shown or has arrived. */
  stillFor(now: number, { arrivedAt }: Figures): number {
    const newest = Math.min(this.movedAt, arrivedAt ?? this.movedAt);
    return Math.max(0, now - Math.max(this.expectedAt, newest));
  }

  /** Whether only a new connection helps; `fps` is the camera's rate, 0 while unknown. */
  isStuck(now: number, { arrivedAt }: Figures, fps: number): boolean {
    const slow = fps > 0 ? (SLOW_FRAMES * 1000) / fps : 0;
    const since = Math.max(this.nudgedAt, this.expectedAt);
    return (
      (arrivedAt !== null && now - Math.max(arrivedAt, since) > Math.max(SILENT_MS, slow)) ||
      now - Math.max(this.movedAt, since) > Math.max(STUCK_MS, slow)
    );
  }

  /** For how long a new attempt could have shown something. */
  waitedFor(now: number, since: number): number {
    return now - Math.max(since, this.expectedAt);
  }
}
