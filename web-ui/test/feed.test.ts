import { describe, expect, it } from "vitest";
import { noFeed, reduce } from "../src/feed";
import { camera, state } from "./cameras";

const gate = camera({ id: "c-1", name: "Gate" });
const yard = camera({ id: "c-2", name: "Yard" });
const both = reduce(noFeed, { type: "snapshot", cameras: [gate, yard] });

describe("reduce", () => {
  it("does not take not yet knowing for having no cameras", () => {
    expect(noFeed.known).toBe(false);
    expect(reduce(noFeed, { type: "snapshot", cameras: [] })).toMatchObject({
      known: true,
      cameras: [],
    });
  });

  it("replaces everything with a snapshot and is connected again", () => {
    const lost = { ...both, connection: "lost" as const };
    expect(reduce(lost, { type: "snapshot", cameras: [yard] })).toEqual({
      connection: "open",
      known: true,
      cameras: [yard],
      events: {},
      load: null,
      discovery: null,
    });
  });

  it("takes what the box says of its conversions, and keeps it over a snapshot", () => {
    const refusals = { count: 0, since: "2026-01-02T03:04:05Z", last: null };
    const load = { running: 2, room: 1, used: 0.61, refusals };
    const told = reduce(both, { type: "transcoding", load });
    expect(told).toEqual({ ...both, load });
    expect(reduce(told, { type: "snapshot", cameras: [yard] }).load).toEqual(load);
  });

  it("changes a camera in its place", () => {
    const away = { ...gate, state: state("offline", "No answer.") };
    expect(reduce(both, { type: "camera", camera: away }).cameras).toEqual([away, yard]);
  });

  it("puts a new camera at the end", () => {
    const dock = camera({ id: "c-3" });
    expect(reduce(both, { type: "camera", camera: dock }).cameras).toEqual([gate, yard, dock]);
  });

  it("forgets a removed camera, and does not mind an unknown one", () => {
    expect(reduce(both, { type: "removed", id: "c-1" }).cameras).toEqual([yard]);
    expect(reduce(both, { type: "removed", id: "c-9" }).cameras).toEqual([gate, yard]);
  });

  it("keeps what cameras have noticed until the box tells all of it anew", () => {
    const event = (number: number) => ({
      number,
      kind: "motion" as const,
      source: "",
      change: "began" as const,
      time: "2026-03-01T10:00:00Z",
    });
    const once = reduce(both, { type: "events", id: "c-1", events: [event(1)] });
    const twice = reduce(once, { type: "events", id: "c-1", events: [event(2), event(3)] });
    expect(twice.events).toEqual({ "c-1": [event(1), event(2), event(3)] });
    expect(reduce(twice, { type: "snapshot", cameras: [gate] }).events).toEqual({});
  });

  it("changes nothing on a tick", () => {
    expect(reduce(both, { type: "tick" })).toBe(both);
  });
});
