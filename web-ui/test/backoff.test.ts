import { describe, expect, it } from "vitest";
import { Backoff } from "../src/backoff";

describe("Backoff", () => {
  it("doubles up to the most and starts over after a reset", () => {
    const backoff = new Backoff(500, 10_000, () => 1);
    const pauses = Array.from({ length: 7 }, () => backoff.next());
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    backoff.reset();
    expect(backoff.next()).toBe(500);
  });

  it("spreads pauses over the upper half of each step", () => {
    expect(new Backoff(500, 10_000, () => 0).next()).toBe(250);
  });
});
