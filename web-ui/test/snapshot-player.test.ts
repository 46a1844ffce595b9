import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Failure } from "../src/live/player";
import { SnapshotPlayer } from "../src/live/snapshot-player";
import { FakeScreens } from "./fake-screens";

let stage: FakeScreens;
let failures: Failure[];
let asked: string[];
let answer: () => Promise<HTMLImageElement>;
let player: SnapshotPlayer;

const image = (name: string) =>
  ({ name, naturalWidth: 640, naturalHeight: 360 }) as unknown as HTMLImageElement;

beforeEach(() => {
  vi.useFakeTimers();
  stage = new FakeScreens();
  failures = [];
  asked = [];
  answer = () => Promise.resolve(image(`picture ${asked.length}`));
  player = new SnapshotPlayer(stage.screens, {
    onPicture: () => undefined,
    onFailure: (failure) => failures.push(failure),
    url: () => `snapshot ${asked.length}`,
    load: (url) => {
      asked.push(url);
      return answer();
    },
  });
  player.start();
});

afterEach(() => {
  player.stop();
  vi.useRealTimers();
});

describe("SnapshotPlayer", () => {
  it("asks for a new picture each second, each time at another address", async () => {
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked).toEqual(["snapshot 0", "snapshot 1", "snapshot 2", "snapshot 3"]);
    expect(stage.front).toMatchObject({ name: "picture 4" });
    expect(player.figures()).toMatchObject({ shown: 4, width: 640 });
  });

  it("keeps the last picture while the box has none, and tries on", async () => {
    await vi.advanceTimersByTimeAsync(0);
    answer = () => Promise.reject(new Error("503"));
    await vi.advanceTimersByTimeAsync(2000);
    expect(stage.front).toMatchObject({ name: "picture 1" });
    expect(failures).toEqual(["unreachable", "unreachable"]);
    answer = () => Promise.resolve(image("again"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(stage.front).toMatchObject({ name: "again" });
  });

  it("does not wait for ever for an answer", async () => {
    await vi.advanceTimersByTimeAsync(0);
    answer = () => new Promise(() => undefined);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(failures).toEqual(["unreachable", "unreachable"]);
  });

  it("does not pile up requests on a slow box", async () => {
    await vi.advanceTimersByTimeAsync(0);
    answer = () =>
      new Promise<HTMLImageElement>((resolve) => setTimeout(() => resolve(image("slow")), 3000));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(failures).toEqual([]);
  });

  it("shows nothing that comes after it was stopped", async () => {
    await vi.advanceTimersByTimeAsync(0);
    let resolve: (image: HTMLImageElement) => void = () => undefined;
    answer = () => new Promise((done) => (resolve = done));
    await vi.advanceTimersByTimeAsync(1000);
    player.stop();
    resolve(image("late"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(stage.front).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});
