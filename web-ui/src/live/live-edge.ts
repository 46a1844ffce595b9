/** Where playback should be, and how fast. Pure: seconds on the media timeline and on the clock in, decisions out. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Playback {
  readonly currentTime: number;
  /** What is buffered, ascending. */
  readonly ranges: readonly Range[];
  readonly seeking: boolean;
  /** True shortly after a start, when a whole group of pictures arrives at once. */
  readonly settling: boolean;
}

/** What is remembered from one decision to the next. */
export interface Edge {
  /** How much should be left to play at the worst moment, just before something new arrives. */
  readonly reserve: number;
  /** No stall for this long, and the reserve begins to shrink. */
  readonly patience: number;
  /** When the last stall was, or the patience began. */
  readonly calmSince: number;
  readonly rate: number;
  /** When the last decision was made. */
  readonly at: number;
  /** How much has been gained by playing slowly, or lost by playing fast, since the window began. */
  readonly gained: number;
  /** What was left to play at past moments, less what was gained until then. */
  readonly window: readonly Sample[];
}

interface Sample {
  readonly at: number;
  readonly left: number;
}

export interface Steering {
  /** Where to jump, or null to play on. */
  readonly seekTo: number | null;
  readonly edge: Edge;
}

const LEAST_RESERVE = 0.12;
const MOST_RESERVE = 1;
const STALL_ADDS_LEAST = 0.06;
const STALL_ADDS_MOST = 0.3;
/** Longer than this, and it was an outage, which no reserve would have bridged. */
const OUTAGE = 2;
const PATIENCE = 10;
const PATIENCE_MOST = 160;
/** The part of what is too much that goes in a second. */
const SHRINKS_BY = 0.05;

const WINDOW = 2;
/** Closer than this to the reserve, the rate is 1. */
const DEAD_BAND = 0.03;
const GAIN = 0.5;
const SLOWEST = 0.95;
const FASTEST = 1.1;
/** Browsers take time over each change of the rate, so it is changed in steps. */
const RATE_STEPS = 100;

/** Jumps land this far before the edge beside the reserve: a few frames. */
const LANDING = 0.08;
const JUMP_BEYOND = 2;
/** Beside the reserve, where that is large. */
const JUMP_BEYOND_RESERVE = 1.5;
const JUMP_BEYOND_SETTLING = 0.6;
/** Closer than this to the end of a range, playback has stopped at it. */
const STUCK_WITHIN = 0.1;

export function newEdge(at: number): Edge {
  return {
    reserve: LEAST_RESERVE,
    patience: PATIENCE,
    calmSince: at,
    rate: 1,
    at,
    gained: 0,
    window: [],
  };
}

/** Playback ran dry, and what was missing came so many seconds later. */
export function stalled(edge: Edge, seconds: number, now: number): Edge {
  if (seconds > OUTAGE) {
    return { ...edge, window: [] };
  }
  const more = Math.min(STALL_ADDS_MOST, Math.max(STALL_ADDS_LEAST, seconds));
  // A stall while the reserve was shrinking means that it had shrunk too far: wait longer the next time.
  const again = now - edge.calmSince < 2 * edge.patience;
  return {
    ...edge,
    reserve: Math.min(MOST_RESERVE, edge.reserve + more),
    patience: again ? Math.min(PATIENCE_MOST, edge.patience * 2) : PATIENCE,
    calmSince: now,
    window: [],
  };
}

/** Decides; to be called just before something new is appended, and now and then. */
export function steer(before: Edge, playback: Playback, now: number): Steering {
  const edge = elapse(before, now);
  const { currentTime, ranges, seeking, settling } = playback;
  const last = ranges.at(-1);
  if (!last) {
    return { seekTo: null, edge: atRate(1, edge) };
  }
  const here = ranges.find(({ start, end }) => currentTime >= start && currentTime <= end);
  const behind = last.end - currentTime;
  if (here && seeking) {
    return { seekTo: null, edge };
  }
  const tooFar =
    behind >
    (settling
      ? edge.reserve + JUMP_BEYOND_SETTLING
      : Math.max(JUMP_BEYOND, edge.reserve + JUMP_BEYOND_RESERVE));
  const outside = here === undefined && Math.abs(behind) > STUCK_WITHIN;
  const beforeGap = here !== undefined && here !== last && here.end - currentTime < STUCK_WITHIN;
  if (tooFar || outside || beforeGap) {
    // A range that begins less than the landing before the edge is played from its key frame.
    const seekTo = Math.max(last.start, last.end - edge.reserve - LANDING);
    return { seekTo, edge: { ...atRate(1, edge), window: [] } };
  }
  return { seekTo: null, edge: pace(edge, Math.max(0, behind), now) };
}

function elapse(edge: Edge, now: number): Edge {
  const seconds = Math.max(0, now - edge.at);
  const calm = now - edge.calmSince > edge.patience;
  const excess = edge.reserve - LEAST_RESERVE;
  return {
    ...edge,
    at: now,
    gained: edge.gained + (1 - edge.rate) * seconds,
    reserve: calm ? edge.reserve - excess * Math.min(1, SHRINKS_BY * seconds) : edge.reserve,
  };
}

/**
 * Looks at the least that was left to play within the last two seconds, as it would be now: what arrives in bursts,
 * late, or in large steps has a low least, and is played further behind.
 */
function pace(edge: Edge, behind: number, now: number): Edge {
  const left = behind - edge.gained;
  // Only what is smaller than all that came after it can still become the least: the window stays short.
  const window = edge.window.filter((sample) => now - sample.at <= WINDOW && sample.left < left);
  window.push({ at: now, left });
  const least = (window[0]?.left ?? left) + edge.gained;
  const error = least - edge.reserve;
  if (Math.abs(error) <= DEAD_BAND) {
    return { ...atRate(1, edge), window };
  }
  const rate = Math.min(FASTEST, Math.max(SLOWEST, 1 + GAIN * error));
  return { ...atRate(Math.round(rate * RATE_STEPS) / RATE_STEPS, edge), window };
}

function atRate(rate: number, edge: Edge): Edge {
  return rate === edge.rate ? edge : { ...edge, rate };
}

export function rangesOf(buffered: TimeRanges): Range[] {
  return Array.from({ length: buffered.length }, (_, index) => ({
    start: buffered.start(index),
    end: buffered.end(index),
  }));
}
