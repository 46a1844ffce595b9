/** Where playback should be. Pure: seconds on the media timeline in, one decision out. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Playback {
  readonly currentTime: number;
  /** What is buffered, ascending. */
  readonly ranges: readonly Range[];
  readonly rate: number;
  readonly seeking: boolean;
  /** True shortly after a start, when a whole group of pictures arrives at once. */
  readonly settling: boolean;
}

export interface Steering {
  /** Where to jump, or null to play on. */
  readonly seekTo: number | null;
  readonly rate: number;
}

/** Jumps land this far before the edge: a few frames, so that the decoder is not starved at once. */
const LANDING = 0.2;
const TARGET = 0.3;
const HURRY_BEYOND = 0.6;
const JUMP_BEYOND = 2;
const JUMP_BEYOND_SETTLING = 0.8;
/** Closer than this to the end of a range, playback has stopped at it. */
const STUCK_WITHIN = 0.1;

export function steer({ currentTime, ranges, rate, seeking, settling }: Playback): Steering {
  const last = ranges.at(-1);
  if (!last) {
    return { seekTo: null, rate: 1 };
  }
  const landing = Math.max(last.start, last.end - LANDING);
  const here = ranges.find(({ start, end }) => currentTime >= start && currentTime <= end);
  const behind = last.end - currentTime;
  if (here && seeking) {
    return { seekTo: null, rate };
  }
  const tooFar = behind > (settling ? JUMP_BEYOND_SETTLING : JUMP_BEYOND);
  const outside = here === undefined && Math.abs(behind) > STUCK_WITHIN;
  const beforeGap = here !== undefined && here !== last && here.end - currentTime < STUCK_WITHIN;
  if (tooFar || outside || beforeGap) {
    // A range that begins less than the landing before the edge is played from its key frame.
    return { seekTo: landing, rate: 1 };
  }
  return { seekTo: null, rate: pace(behind, rate) };
}

/** Slightly fast until the target is reached again, so that catching up cannot be seen. */
function pace(behind: number, rate: number): number {
  if (behind > 2 * HURRY_BEYOND) {
    return 1.1;
  }
  if (behind > HURRY_BEYOND || (rate > 1 && behind > TARGET)) {
    return 1.05;
  }
  return 1;
}

export function rangesOf(buffered: TimeRanges): Range[] {
  return Array.from({ length: buffered.length }, (_, index) => ({
    start: buffered.start(index),
    end: buffered.end(index),
  }));
}
