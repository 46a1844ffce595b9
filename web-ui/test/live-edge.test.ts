import { describe, expect, it } from "vitest";
import { steer, type Playback } from "../src/live/live-edge";

function at(changes: Partial<Playback>) {
  return steer({
    currentTime: 99.7,
    ranges: [{ start: 90, end: 100 }],
    rate: 1,
    seeking: false,
    settling: false,
    ...changes,
  });
}

describe("steer", () => {
  it("plays on at normal speed near the target", () => {
    expect(at({})).toEqual({ seekTo: null, rate: 1 });
  });

  it("does nothing while nothing is buffered", () => {
    expect(at({ ranges: [], rate: 1.1 })).toEqual({ seekTo: null, rate: 1 });
  });

  it("hurries slightly when it has fallen behind, more when further", () => {
    expect(at({ currentTime: 99.2 }).rate).toBe(1.05);
    expect(at({ currentTime: 98.5 }).rate).toBe(1.1);
  });

  it("keeps hurrying until the target is reached, not only until it is near", () => {
    expect(at({ currentTime: 99.55, rate: 1.05 }).rate).toBe(1.05);
    expect(at({ currentTime: 99.55, rate: 1 }).rate).toBe(1);
    expect(at({ currentTime: 99.75, rate: 1.05 }).rate).toBe(1);
  });

  it("jumps to just before the edge when more than 2 s behind", () => {
    expect(at({ currentTime: 97.9 })).toEqual({ seekTo: 99.8, rate: 1 });
  });

  it("jumps sooner just after a start, when a whole group of pictures arrives at once", () => {
    expect(at({ currentTime: 99.1, settling: true }).seekTo).toBe(99.8);
    expect(at({ currentTime: 99.1, settling: false }).seekTo).toBeNull();
  });

  it("jumps in when the stream's timestamps start after the position, or before it", () => {
    expect(at({ currentTime: 0, ranges: [{ start: 5000, end: 5000.04 }] }).seekTo).toBe(5000);
    expect(at({ currentTime: 7000, ranges: [{ start: 20, end: 22 }] }).seekTo).toBeCloseTo(21.8);
  });

  it("jumps over a gap only when the picture has come to it", () => {
    const ranges = [
      { start: 90, end: 99 },
      { start: 99.5, end: 100 },
    ];
    expect(at({ ranges, currentTime: 98.5 }).seekTo).toBeNull();
    expect(at({ ranges, currentTime: 98.95 }).seekTo).toBe(99.8);
  });

  it("never lands before the key frame behind a gap", () => {
    const ranges = [
      { start: 90, end: 99 },
      { start: 99.9, end: 100 },
    ];
    expect(at({ ranges, currentTime: 98.98 }).seekTo).toBe(99.9);
  });

  it("lets a seek finish before it asks for another", () => {
    expect(at({ currentTime: 95, seeking: true }).seekTo).toBeNull();
    expect(at({ currentTime: 50, seeking: true }).seekTo).toBe(99.8);
  });
});
