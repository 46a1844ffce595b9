import { describe, expect, it } from "vitest";
import { newEdge, stalled, steer, type Edge, type Playback } from "../src/live/live-edge";
import { simulate, steady } from "./simulated-playback";

function at(changes: Partial<Playback>, edge: Edge = newEdge(0)) {
  const playback = {
    currentTime: 99.88,
    ranges: [{ start: 90, end: 100 }],
    seeking: false,
    settling: false,
    ...changes,
  };
  const { seekTo, edge: after } = steer(edge, playback, 1);
  return { seekTo, rate: after.rate };
}

describe("steer", () => {
  it("plays on at normal speed near the edge", () => {
    expect(at({})).toEqual({ seekTo: null, rate: 1 });
  });

  it("does nothing while nothing is buffered", () => {
    expect(at({ ranges: [] }, { ...newEdge(0), rate: 1.1 })).toEqual({ seekTo: null, rate: 1 });
  });

  it("hurries in proportion, at most by a tenth, and slows down when too close", () => {
    expect(at({ currentTime: 99.8 }).rate).toBe(1.04);
    expect(at({ currentTime: 98.5 }).rate).toBe(1.1);
    expect(at({ currentTime: 99.95 }).rate).toBe(0.96);
    expect(at({ currentTime: 100 }).rate).toBe(0.95);
  });

  it("jumps only when it is seconds behind", () => {
    expect(at({ currentTime: 98.1 }).seekTo).toBeNull();
    expect(at({ currentTime: 97.9 }).seekTo).toBeCloseTo(99.8);
    const cautious = { ...newEdge(0), reserve: 1 };
    expect(at({ currentTime: 97.6 }, cautious).seekTo).toBeNull();
    expect(at({ currentTime: 97.4 }, cautious).seekTo).toBeCloseTo(98.92);
  });

  it("jumps sooner just after a start, when a whole group of pictures arrives at once", () => {
    expect(at({ currentTime: 99.1, settling: true }).seekTo).toBeCloseTo(99.8);
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
    expect(at({ ranges, currentTime: 98.95 }).seekTo).toBeCloseTo(99.8);
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
    expect(at({ currentTime: 50, seeking: true }).seekTo).toBeCloseTo(99.8);
  });
});

describe("stalled", () => {
  it("keeps more in reserve, up to a second", () => {
    let edge = newEdge(0);
    for (let stall = 0; stall < 20; stall++) {
      const before = edge.reserve;
      edge = stalled(edge, 0.2, stall);
      expect(edge.reserve).toBeGreaterThanOrEqual(before);
    }
    expect(edge.reserve).toBe(1);
  });

  it("does not take an outage for a stall", () => {
    expect(stalled(newEdge(0), 5, 10).reserve).toBe(newEdge(0).reserve);
  });
});

describe("playback against a simulated arrival", () => {
  it("stays close on a calm network, without a jump, a stall or a restless rate", () => {
    const run = simulate({ seconds: 60, fps: 25, delay: steady, startBehind: 0.7 });
    expect(run.jumps).toBe(0);
    expect(run.stalls).toBe(0);
    expect(run.medianBehind(10)).toBeLessThan(0.2);
    expect(run.rateChanges(20)).toBeLessThan(20);
  });

  it("comes down from nearly two seconds behind by playing faster, within half a minute", () => {
    const run = simulate({ seconds: 60, fps: 25, delay: steady, startBehind: 1.9 });
    expect(run.jumps).toBe(0);
    expect(run.medianBehind(30)).toBeLessThan(0.2);
  });

  it("stays within 300 ms where frames come up to 80 ms late", () => {
    const run = simulate({ seconds: 120, fps: 25, delay: (_, random) => random() * 0.08 });
    expect(run.jumps).toBe(0);
    expect(run.stalls).toBe(0);
    expect(run.medianBehind(10)).toBeLessThan(0.3);
  });

  it("plays a camera of five frames a second without stalls", () => {
    const run = simulate({ seconds: 60, fps: 5, delay: steady, startBehind: 0.5 });
    expect(run.stallsAfter(10)).toBe(0);
    expect(run.jumps).toBe(0);
  });

  it("goes farther back on a network that stops for half a second now and then, and stalls less and less", () => {
    // Every five seconds nothing comes for half a second, then all at once.
    const delay = (sent: number) => {
      const phase = sent % 5;
      return phase < 0.5 ? 0.5 - phase : 0;
    };
    const run = simulate({ seconds: 300, fps: 25, delay });
    expect(run.stallsBetween(0, 30)).toBeGreaterThan(0);
    expect(run.stallsAfter(60)).toBeLessThanOrEqual(3);
    expect(run.medianBehind(60)).toBeLessThan(1);
  });

  it("comes close again when a bad network has become a good one", () => {
    const delay = (sent: number) => (sent < 60 && sent % 3 < 0.4 ? 0.4 - (sent % 3) : 0);
    const run = simulate({ seconds: 480, fps: 25, delay });
    expect(run.medianBehind(400)).toBeLessThan(0.3);
    expect(run.stallsAfter(100)).toBe(0);
  });

  it("follows a camera whose clock runs a thousandth too fast or too slow", () => {
    for (const drift of [1.001, 0.999]) {
      const run = simulate({ seconds: 300, fps: 25, delay: steady, drift });
      expect(run.jumps).toBe(0);
      expect(run.stalls).toBe(0);
      expect(run.medianBehind(60)).toBeLessThan(0.25);
    }
  });
});
