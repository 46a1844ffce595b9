import { newEdge, stalled, steer } from "../src/live/live-edge";

const STEP = 0.004;
/** A browser that has run dry starts again when it has this much. */
const RESUMES_WITH = 0.08;

export interface Scenario {
  readonly seconds: number;
  readonly fps: number;
  /** Seconds that the frame of this time takes longer than the quickest; order is kept, as TCP does. */
  readonly delay: (sent: number, random: () => number) => number;
  readonly startBehind?: number;
  /** Seconds of media in a second. */
  readonly drift?: number;
}

export const steady = () => 0;

/** A browser that plays what arrives, steered by what is tested, on a clock that costs no time. */
export function simulate({ seconds, fps, delay, startBehind = 0.2, drift = 1 }: Scenario) {
  const random = generator(7);
  const frames = arrivals(seconds, fps, delay, random);
  const samples: { at: number; behind: number; rate: number }[] = [];
  const stallTimes: number[] = [];
  let jumps = 0;
  let edge = newEdge(0);
  let end = startBehind;
  let position = 0;
  let dryAt: number | null = null;
  let relievedAt: number | null = null;
  let next = 0;
  const decide = (now: number) => {
    const playback = {
      currentTime: position,
      ranges: [{ start: -100, end }],
      seeking: false,
      settling: false,
    };
    const decision = steer(edge, playback, now);
    edge = decision.edge;
    if (decision.seekTo !== null) {
      jumps++;
      position = decision.seekTo;
    }
  };
  for (let tick = 0; tick * STEP < seconds; tick++) {
    const now = tick * STEP;
    for (let at = frames[next]; at !== undefined && at <= now; at = frames[++next]) {
      decide(now);
      relievedAt ??= dryAt === null ? null : now;
      end += drift / fps;
    }
    if (tick % 60 === 0) {
      decide(now);
    }
    if (dryAt !== null && end - position >= RESUMES_WITH) {
      edge = stalled(edge, (relievedAt ?? now) - dryAt, now);
      dryAt = null;
    }
    if (dryAt === null) {
      position = Math.min(end, position + STEP * edge.rate);
      if (position === end) {
        dryAt = now;
        relievedAt = null;
        stallTimes.push(now);
      }
    }
    samples.push({ at: now, behind: end - position, rate: edge.rate });
  }
  const after = (from: number) => samples.filter(({ at }) => at >= from);
  const stallsBetween = (from: number, to: number) =>
    stallTimes.filter((at) => at >= from && at < to).length;
  return {
    jumps,
    stalls: stallTimes.length,
    stallsBetween,
    stallsAfter: (from: number) => stallsBetween(from, Infinity),
    medianBehind: (from: number) => {
      const sorted = after(from)
        .map(({ behind }) => behind)
        .sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? NaN;
    },
    rateChanges: (from: number) =>
      after(from).filter(({ rate }, index, all) => index > 0 && rate !== all[index - 1]?.rate)
        .length,
  };
}

/** When the box's frames reach the browser, ascending. */
function arrivals(
  seconds: number,
  fps: number,
  delay: Scenario["delay"],
  random: () => number,
): number[] {
  const times: number[] = [];
  for (let frame = 0; frame < seconds * fps; frame++) {
    const sent = frame / fps;
    times.push(Math.max(times.at(-1) ?? 0, sent + delay(sent, random)));
  }
  return times;
}

/** The same numbers in each run (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
