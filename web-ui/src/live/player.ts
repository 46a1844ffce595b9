/** From the best way to play to the last one that is left. */
export const protocols = ["websocket", "llhls", "hls", "snapshot"] as const;
export type Protocol = (typeof protocols)[number];

/** The camera's own two streams, and what the box makes of the large one where no browser plays that. */
export type Rendition = "main" | "sub" | "h264";

export interface Way {
  readonly protocol: Protocol;
  readonly rendition: Rendition;
}

/**
 * What went wrong with an attempt: the browser has no decoder for it, the box did not answer, the stream could not
 * be read, or nothing came.
 */
export type Failure = "unsupported" | "unreachable" | "broken" | "stalled";

export interface PlayerPorts {
  /** The first picture of this player is on show. */
  readonly onPicture: () => void;
  /** An attempt failed; the player tries again by itself, except what is unsupported. */
  readonly onFailure: (failure: Failure) => void;
}

/** Something that keeps live pictures on the stage, from start() to stop(), reconnecting on its own. */
export interface Player {
  start(): void;
  /** Ends it and takes its picture off the stage. */
  stop(): void;
  /** Goes to the newest picture: the page was hidden. */
  catchUp(): void;
  /** Makes a new connection at once; the last picture stays until a new one is there. */
  reconnect(): void;
  /** Tries at once if it is waiting between two attempts. */
  hurry(): void;
  figures(now: number): Figures;
}

/** What a player knows about itself; null and empty are what it cannot tell. */
export interface Figures {
  /** What is really played, where the player has a say of its own in it. */
  readonly rendition: Rendition | null;
  /** As RFC 6381 writes them. */
  readonly codecs: string;
  readonly width: number;
  readonly height: number;
  /** Pictures shown so far; it only grows. */
  readonly shown: number;
  readonly dropped: number | null;
  /** Bytes of media received so far. */
  readonly bytes: number | null;
  /** When media last arrived, by performance.now(). */
  readonly arrivedAt: number | null;
  /** Between now and what is on screen. */
  readonly behindMs: number | null;
  /** What lies ready behind what is on screen. */
  readonly bufferMs: number | null;
  readonly rate: number;
  /** How often playback ran dry. */
  readonly stalls: number | null;
}

export const noFigures: Figures = {
  rendition: null,
  codecs: "",
  width: 0,
  height: 0,
  shown: 0,
  dropped: null,
  bytes: null,
  arrivedAt: null,
  behindMs: null,
  bufferMs: null,
  rate: 1,
  stalls: null,
};

export function sameWay(one: Way, other: Way): boolean {
  return one.protocol === other.protocol && one.rendition === other.rendition;
}
