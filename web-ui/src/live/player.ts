export type Protocol = "websocket" | "hls";

/** Why a player gives up for good; the picture then tries the other way. */
export type GaveUp = "unsupported" | "unreachable";

/** Something that keeps live pictures in a video element, from start() to stop(), reconnecting on its own. */
export interface Player {
  readonly protocol: Protocol;
  start(): void;
  /** Ends it and takes the picture off the element. */
  stop(): void;
  /** Goes to the newest picture: the page was hidden. */
  catchUp(): void;
  /** Reconnects at once if it waits or its connection seems dead: the box is back. */
  hurry(): void;
  /** Milliseconds between now and what is on screen; null while there is nothing. */
  behindMs(now: number): number | null;
  /** When media last arrived, by performance.now(); null where the player cannot tell. */
  lastArrival(): number | null;
}

/** Takes whatever played off the element, so that no old picture stays behind. */
export function clearVideo(video: HTMLVideoElement): void {
  video.removeAttribute("src");
  video.load();
}
