/** What a camera's motors are told, as the box's API has it. */
export type PtzCommand =
  | ({ readonly action: "move"; readonly seconds: number } & Velocity)
  | { readonly action: "stop" }
  | { readonly action: "goto" | "remove"; readonly preset: string }
  | { readonly action: "set"; readonly name: string }
  | { readonly action: "home" };

/** To the right, upwards, closer: each from -1 to 1. */
export interface Velocity {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

/** A place that a camera remembers. */
export interface Preset {
  readonly token: string;
  readonly name: string;
}

export const still: Velocity = { pan: 0, tilt: 0, zoom: 0 };

/** A movement that nobody renews ends after this, by the camera and by the box. */
const MOVE_SECONDS = 2;
const RENEW_MS = 1000;

/** A hand that only rests on the stick moves nothing. */
const DEAD = 0.15;

export interface PtzPorts {
  readonly send: (command: PtzCommand) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/**
 * Lets a camera follow a stick: one command is under way at a time, and of what the stick did meanwhile only the last
 * is sent. While it is held the movement is renewed, so that it ends by itself if this page does.
 */
export class PtzStick {
  private wanted = still;
  private sent = still;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: PtzPorts) {}

  /** The stick is there now; in its middle it stops. */
  aim(velocity: Velocity): void {
    if (!isSame(velocity, this.wanted)) {
      this.wanted = velocity;
      void this.follow();
    }
  }

  /** Lets go. */
  release(): void {
    this.aim(still);
  }

  private async follow(): Promise<void> {
    if (this.busy) {
      return;
    }
    clearTimeout(this.timer);
    this.busy = true;
    try {
      do {
        await this.sendWanted();
      } while (!isSame(this.sent, this.wanted));
      if (!isSame(this.wanted, still)) {
        this.timer = setTimeout(() => void this.follow(), RENEW_MS);
      }
    } catch (error) {
      // What moves ends by itself; to move again the stick is moved again.
      this.wanted = still;
      this.sent = still;
      this.ports.onError(error);
    } finally {
      this.busy = false;
    }
  }

  private async sendWanted(): Promise<void> {
    const { wanted } = this;
    if (!isSame(wanted, still)) {
      await this.ports.send({ action: "move", ...wanted, seconds: MOVE_SECONDS });
    } else if (!isSame(this.sent, still)) {
      await this.ports.send({ action: "stop" });
    }
    this.sent = wanted;
  }
}

/** Where a stick is that was drawn so far from its middle, in parts of its reach; y grows downwards. */
export function stickAt(x: number, y: number): Velocity {
  const length = Math.hypot(x, y);
  if (length < DEAD) {
    return still;
  }
  const most = Math.max(1, length);
  return { pan: tenths(x / most), tilt: tenths(-y / most), zoom: 0 };
}

const keys: Record<string, Velocity> = {
  ArrowLeft: { pan: -1, tilt: 0, zoom: 0 },
  ArrowRight: { pan: 1, tilt: 0, zoom: 0 },
  ArrowUp: { pan: 0, tilt: 1, zoom: 0 },
  ArrowDown: { pan: 0, tilt: -1, zoom: 0 },
  "+": { pan: 0, tilt: 0, zoom: 1 },
  "=": { pan: 0, tilt: 0, zoom: 1 },
  "-": { pan: 0, tilt: 0, zoom: -1 },
};

/** True of a key that moves. */
export function isStickKey(key: string): boolean {
  return key in keys;
}

/** How keys that are held move; two that are opposite do nothing. Keys go a little slower than a stick to its end. */
export function keysHeld(held: Iterable<string>): Velocity {
  let [pan, tilt, zoom] = [0, 0, 0];
  for (const key of held) {
    const way = keys[key] ?? still;
    pan += way.pan;
    tilt += way.tilt;
    zoom += way.zoom;
  }
  return { pan: atMost(pan), tilt: atMost(tilt), zoom: atMost(zoom) };
}

const KEY_SPEED = 0.6;

function atMost(value: number): number {
  return Math.sign(value) * KEY_SPEED || 0;
}

function isSame(a: Velocity, b: Velocity): boolean {
  return a.pan === b.pan && a.tilt === b.tilt && a.zoom === b.zoom;
}

/** Finer than that no motor is, and no minus before nought. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}
