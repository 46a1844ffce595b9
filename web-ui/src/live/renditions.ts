import type { Rendition } from "./player";

/**
 * Which of a camera's streams a picture is played from: the small one where that is enough, while it works; and what
 * the box converts only where the browser plays nothing else.
 * Pure; times in milliseconds, widths in the screen's pixels.
 */
export interface Renditions {
  readonly current: Rendition;
  readonly subWidth: number;
  /** Before then the small stream is not tried. */
  readonly subAgainAt: number;
  readonly subPause: number;
  /** What this browser has no decoder for. */
  readonly unplayable: readonly Rendition[];
}

export interface Place {
  readonly hasSub: boolean;
  /** The box can make H.264 of the large one. */
  readonly hasConverted: boolean;
  /** The one large picture of a page. */
  readonly large: boolean;
  readonly width: number;
}

/** What cameras send as their small stream, until it is known. */
const USUAL_SUB_WIDTH = 640;
/** Wider than so many of its pixels, the small stream looks coarse; between the two, what is shown stays. */
const TOO_WIDE = 1.5;
const NARROW_ENOUGH = 1.3;
const FIRST_PAUSE = 60_000;
const MOST_PAUSE = 1_800_000;

export const newRenditions: Renditions = {
  current: "main",
  subWidth: USUAL_SUB_WIDTH,
  subAgainAt: 0,
  subPause: FIRST_PAUSE,
  unplayable: [],
};

export function choose(before: Renditions, place: Place, now: number): Renditions {
  const current = wanted(before, place, now);
  return current === before.current ? before : { ...before, current };
}

/** The small stream does not come: the large one for a while. */
export function subFailed(before: Renditions, now: number): Renditions {
  if (now < before.subAgainAt) {
    return before;
  }
  return {
    ...before,
    current: "main",
    subAgainAt: now + before.subPause,
    subPause: Math.min(MOST_PAUSE, before.subPause * 2),
  };
}

/** The small stream has come after all, or it was not to blame. */
export function subWorks(before: Renditions, now: number): Renditions {
  return now < before.subAgainAt ? { ...before, subAgainAt: now } : before;
}

/** The small stream has come for a while: should it fail, that is a new failure. */
export function subIsSteady(before: Renditions): Renditions {
  return before.subPause === FIRST_PAUSE ? before : { ...before, subPause: FIRST_PAUSE };
}

export function cannotPlay(before: Renditions, rendition: Rendition): Renditions {
  return before.unplayable.includes(rendition)
    ? before
    : { ...before, unplayable: [...before.unplayable, rendition] };
}

/** Whether this browser can play nothing at all of a camera. */
export function isHopeless({ unplayable }: Renditions, { hasSub, hasConverted }: Place): boolean {
  return (
    unplayable.includes("main") &&
    (!hasSub || unplayable.includes("sub")) &&
    (!hasConverted || unplayable.includes("h264"))
  );
}

export function subIsWide(before: Renditions, width: number): Renditions {
  return width > 0 && width !== before.subWidth ? { ...before, subWidth: width } : before;
}

/** Whether the small stream would be enough, and is not tried because it failed. */
export function missesSub(now: Renditions, place: Place, at: number): boolean {
  return (
    place.hasSub && at < now.subAgainAt && wanted({ ...now, subAgainAt: at }, place, at) === "sub"
  );
}

function wanted(before: Renditions, place: Place, now: number): Rendition {
  const { unplayable } = before;
  const own = ownStream(before, place, now);
  const other = own === "main" ? "sub" : "main";
  if (!unplayable.includes(own)) {
    return own;
  }
  const converted = place.hasConverted && !unplayable.includes("h264");
  // The box has work with what it converts, so a tile does with the small stream.
  if (place.hasSub && !unplayable.includes(other) && !(converted && place.large)) {
    return other;
  }
  // Where nothing can be played there are still pictures.
  return converted ? "h264" : own;
}

function ownStream(before: Renditions, place: Place, now: number): "main" | "sub" {
  if (!place.hasSub || now < before.subAgainAt) {
    return "main";
  }
  const limit = before.current === "sub" ? TOO_WIDE : NARROW_ENOUGH;
  return place.large || place.width > limit * before.subWidth ? "main" : "sub";
}
