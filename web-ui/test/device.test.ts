import { describe, expect, it } from "vitest";
import {
  activeSensors,
  eventWords,
  isClockOff,
  MOST_EVENTS,
  withEvents,
  type SensorEvent,
} from "../src/device";
import { camera, device } from "./cameras";

function event(number: number, changes: Partial<SensorEvent> = {}): SensorEvent {
  return {
    number,
    kind: "motion",
    source: "",
    change: "began",
    time: "2026-03-01T10:00:00Z",
    ...changes,
  };
}

describe("withEvents", () => {
  it("keeps the last ones", () => {
    const many = Array.from({ length: 60 }, (_, index) => event(index));
    const kept = withEvents(many, [event(60)]);
    expect(kept).toHaveLength(MOST_EVENTS);
    expect(kept.at(-1)?.number).toBe(60);
  });
});

describe("words", () => {
  it("say what was noticed, and of which input", () => {
    expect(eventWords(event(1))).toBe("Motion began");
    expect(eventWords(event(1, { kind: "tamper", change: "happened" }))).toBe("Tampering seen");
    expect(eventWords(event(1, { kind: "digital_input", source: "2", change: "ended" }))).toBe(
      "Input 2 ended",
    );
  });

  it("leave a few seconds of a clock be", () => {
    const isOff = (clockAheadSeconds: number | null) => isClockOff(device({ clockAheadSeconds }));
    expect([null, 0, -5, 5].map(isOff)).toEqual([false, false, false, false]);
    expect([6, -86_400 * 9000].map(isOff)).toEqual([true, true]);
  });
});

describe("activeSensors", () => {
  it("leaves out what is quiet", () => {
    const since = "2026-03-01T10:00:00Z";
    const on = { kind: "motion", source: "", active: true, since } as const;
    const off = { kind: "digital_input", source: "1", active: false, since } as const;
    const { onvif } = device();
    const seen = camera({ device: device({ onvif: { ...onvif, sensors: [on, off] } }) });
    expect(activeSensors(seen)).toEqual([on]);
  });
});
