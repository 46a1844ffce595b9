import type { Figures } from "./player";

const WINDOW_MS = 3000;

interface Reading {
  readonly at: number;
  readonly shown: number;
  readonly bytes: number | null;
}

/** How fast the counts of a player have grown over the last seconds. */
export class Meter {
  private readings: Reading[] = [];

  note(at: number, { shown, bytes }: Figures): void {
    const last = this.readings.at(-1);
    if (last && (shown < last.shown || (bytes ?? 0) < (last.bytes ?? 0))) {
      this.readings = [];
    }
    this.readings = this.readings.filter((reading) => at - reading.at <= WINDOW_MS);
    this.readings.push({ at, shown, bytes });
  }

  /** Pictures a second; null while too little is known. */
  fps(): number | null {
    return this.perSecond(({ shown }) => shown);
  }

  bitsPerSecond(): number | null {
    const bytes = this.perSecond((reading) => reading.bytes);
    return bytes === null ? null : bytes * 8;
  }

  private perSecond(count: (reading: Reading) => number | null): number | null {
    const [first] = this.readings;
    const last = this.readings.at(-1);
    const from = first ? count(first) : null;
    const to = last ? count(last) : null;
    if (!first || !last || from === null || to === null || last.at - first.at < WINDOW_MS / 2) {
      return null;
    }
    return ((to - from) * 1000) / (last.at - first.at);
  }
}
