import type { Failure, Protocol } from "./player";

/**
 * Which protocol a picture is played by: the best one that works. Down after repeated failures, and up again by
 * probing what is above while the picture goes on. Pure; times in milliseconds.
 */
export interface Ladder {
  /** What this browser can do, the best first; never empty. */
  readonly rungs: readonly Protocol[];
  /** The rung in use. */
  readonly at: number;
  /** A better rung that is being tried beside the one in use. */
  readonly probe: number | null;
  /** Failures in a row on the rung in use. */
  readonly failures: number;
  /** Why the rung above is not in use. */
  readonly why: Failure | null;
  readonly probeAt: number;
  readonly probePause: number;
}

export type LadderEvent =
  | { readonly type: "failed"; readonly protocol: Protocol; readonly failure: Failure }
  /** Pictures have been coming for a while. */
  | { readonly type: "steady"; readonly protocol: Protocol }
  /** A probe has shown its first picture, and replaces what was in use. */
  | { readonly type: "arrived"; readonly protocol: Protocol }
  | { readonly type: "tick" }
  /** The box or the network is back, which may have been all that was wrong. */
  | { readonly type: "hope" }
  /** The camera sends something else now. */
  | { readonly type: "new-codec" };

/** So many failures in a row without a picture, and the next rung is tried. */
const PATIENCE = 3;
const FIRST_PROBE = 30_000;
const MOST_PROBE = 600_000;

export function newLadder(rungs: readonly Protocol[]): Ladder {
  return {
    rungs,
    at: 0,
    probe: null,
    failures: 0,
    why: null,
    probeAt: Infinity,
    probePause: FIRST_PROBE,
  };
}

/** What should be played, or tried, now. */
export function wantedProtocol({ rungs, at, probe }: Ladder): Protocol {
  const protocol = rungs[probe ?? at];
  if (!protocol) {
    throw new RangeError("a ladder without rungs");
  }
  return protocol;
}

export function climb(ladder: Ladder, event: LadderEvent, now: number): Ladder {
  switch (event.type) {
    case "failed":
      return fail(ladder, event.protocol, event.failure, now);
    case "steady":
      return isInUse(ladder, event.protocol) ? { ...ladder, failures: 0 } : ladder;
    case "arrived":
      return arrive(ladder, event.protocol, now);
    case "tick":
      return ladder.probe === null && ladder.at > 0 && now >= ladder.probeAt
        ? { ...ladder, probe: 0 }
        : ladder;
    case "hope":
      return ladder.why === "unsupported" ? ladder : top(ladder);
    case "new-codec":
      return top(ladder);
  }
}

function top(ladder: Ladder): Ladder {
  return ladder.at === 0 && ladder.failures === 0 ? ladder : newLadder(ladder.rungs);
}

function fail(ladder: Ladder, protocol: Protocol, failure: Failure, now: number): Ladder {
  if (ladder.probe !== null && ladder.rungs[ladder.probe] === protocol) {
    return failProbe(ladder, now);
  }
  if (!isInUse(ladder, protocol)) {
    return ladder;
  }
  if (failure === "unsupported") {
    return stepTo(ladder, ladder.rungs.length - 1, failure, now);
  }
  const failures = ladder.failures + 1;
  return failures < PATIENCE || ladder.at === ladder.rungs.length - 1
    ? { ...ladder, failures }
    : stepTo(ladder, ladder.at + 1, failure, now);
}

/** The next one down is probed, until what is in use is reached; then all wait twice as long as before. */
function failProbe(ladder: Ladder, now: number): Ladder {
  const probe = (ladder.probe ?? 0) + 1;
  if (probe < ladder.at) {
    return { ...ladder, probe };
  }
  const probePause = Math.min(MOST_PROBE, ladder.probePause * 2);
  return { ...ladder, probe: null, probePause, probeAt: now + probePause };
}

function arrive(ladder: Ladder, protocol: Protocol, now: number): Ladder {
  const { probe, rungs, probePause } = ladder;
  if (probe === null || rungs[probe] !== protocol) {
    return ladder;
  }
  // The pause stays: should this rung fail again soon, it is not to be tried every half minute.
  const why = probe === 0 ? null : ladder.why;
  return { ...ladder, at: probe, probe: null, failures: 0, why, probeAt: now + probePause };
}

/** No probe will help while the browser has no decoder. */
function stepTo(ladder: Ladder, at: number, why: Failure, now: number): Ladder {
  const probeAt = why === "unsupported" ? Infinity : now + ladder.probePause;
  return { ...ladder, at, probe: null, failures: 0, why, probeAt };
}

function isInUse(ladder: Ladder, protocol: Protocol): boolean {
  return ladder.rungs[ladder.at] === protocol;
}
