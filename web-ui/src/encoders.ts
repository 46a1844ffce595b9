import { formatTime, unknown } from "./format";

/** What the box knows of its encoders, as the HTTP contract writes it. */
export interface Encoders {
  /** What was chosen: "auto", or the name of an encoder. */
  readonly encoder: string;
  /** What the next transcode begins with. */
  readonly inUse: string;
  /** Why what was chosen is not used; else empty. */
  readonly warning: string;
  readonly setAside: readonly Aside[];
  readonly running: boolean;
  /** What is being tried; empty between runs. */
  readonly current: string;
  readonly done: number;
  readonly total: number;
  /** Of the system on which they were tried; empty before the first time. */
  readonly fingerprint: string;
  /** ISO-8601, UTC; null before the first time. */
  readonly testedAt: string | null;
  readonly candidates: readonly Candidate[];
}

/** Hardware that failed in use and is not used for a while. */
export interface Aside {
  readonly kind: "encoder" | "decoder";
  readonly name: string;
  /** What happened, without a full stop. */
  readonly reason: string;
  /** ISO-8601, UTC; null until the box starts anew. */
  readonly until: string | null;
}

export interface Candidate {
  readonly kind: "encoder" | "decoder";
  readonly name: string;
  readonly hardware: boolean;
  readonly works: boolean;
  /** Pictures a second, 0 where it does not work. */
  readonly fps720: number;
  readonly fps1080: number;
  /** A sentence, or empty. */
  readonly reason: string;
}

export const automatic = "auto";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What can be chosen: what works, and what was chosen whether it works or not. */
export function choices({ encoder, candidates }: Encoders): readonly Choice[] {
  const names = candidates
    .filter(({ kind, works }) => kind === "encoder" && works)
    .map(({ name }) => name);
  if (encoder !== automatic && !names.includes(encoder)) {
    names.push(encoder);
  }
  return [
    { value: automatic, label: "Automatic" },
    ...names.map((name) => ({ value: name, label: name })),
  ];
}

/** Those that work first, the fastest at their head; the box's order among equals. */
export function sorted(
  candidates: readonly Candidate[],
  kind: Candidate["kind"],
): readonly Candidate[] {
  return candidates
    .filter((candidate) => candidate.kind === kind)
    .sort((a, b) => Number(b.works) - Number(a.works) || b.fps720 - a.fps720);
}

export function formatSpeed(fps: number): string {
  if (!(fps > 0)) {
    return unknown;
  }
  return fps < 10 ? String(Math.round(fps * 10) / 10) : String(Math.round(fps));
}

/** What is not used, for how long and why. */
export function asideText({ kind, name, reason, until }: Aside, now: Date): string {
  const end = until === null ? "the box starts anew" : formatTime(until, now);
  return `The ${kind} ${name} is set aside until ${end}: ${reason}.`;
}

/** How far a run is, for people. */
export function progressText({ running, current, done, total }: Encoders): string {
  if (!running) {
    return "";
  }
  return current === "" ? "Starting…" : `Testing ${current}, ${done + 1} of ${total}`;
}
