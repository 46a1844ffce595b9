import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isStickKey, keysHeld, PtzStick, stickAt, still, type PtzCommand } from "../src/ptz";

const right = { pan: 1, tilt: 0, zoom: 0 };
const left = { pan: -1, tilt: 0, zoom: 0 };
const up = { pan: 0, tilt: 1, zoom: 0 };
const move = (velocity: typeof right) => ({ action: "move", ...velocity, seconds: 2 });
const stop = { action: "stop" };

describe("PtzStick", () => {
  let sent: PtzCommand[];
  let answers: { resolve: () => void; reject: (error: Error) => void }[];
  let errors: unknown[];
  let stick: PtzStick;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    answers = [];
    errors = [];
    stick = new PtzStick({
      send: (command) => {
        sent.push(command);
        return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
      },
      onError: (error) => errors.push(error),
    });
  });

  afterEach(() => vi.useRealTimers());

  async function answered(): Promise<void> {
    answers.shift()?.resolve();
    await vi.advanceTimersByTimeAsync(0);
  }

  it("has one command under way, and of those that come meanwhile sends the last", async () => {
    stick.aim(right);
    stick.aim(up);
    stick.aim(left);
    expect(sent).toEqual([move(right)]);
    await answered();
    expect(sent).toEqual([move(right), move(left)]);
    stick.aim(up);
    stick.release();
    await answered();
    expect(sent).toEqual([move(right), move(left), stop]);
    await answered();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(3);
  });

  it("renews a movement while the stick is held, and no longer", async () => {
    stick.aim(right);
    await answered();
    stick.aim(right);
    await vi.advanceTimersByTimeAsync(999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([move(right), move(right)]);
    stick.release();
    await answered();
    expect(sent.at(-1)).toEqual(stop);
  });

  it("stops nothing that does not move", async () => {
    stick.release();
    await answered();
    expect(sent).toEqual([]);
  });

  it("stops after a movement that was let go before the camera had taken it", async () => {
    stick.aim(right);
    stick.release();
    await answered();
    expect(sent).toEqual([move(right), stop]);
  });

  it("tells a failure once, and moves again when the stick is moved again", async () => {
    stick.aim(right);
    answers.shift()?.reject(new Error("no answer"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(errors).toEqual([new Error("no answer")]);
    expect(sent).toEqual([move(right)]);
    stick.aim(right);
    expect(sent).toHaveLength(2);
  });
});

describe("stickAt", () => {
  it("rests in the middle, goes no further than its end, and counts upwards as up", () => {
    expect(stickAt(0.1, -0.1)).toEqual(still);
    expect(stickAt(0.5, 0)).toEqual({ pan: 0.5, tilt: 0, zoom: 0 });
    expect(stickAt(0, -3)).toEqual({ pan: 0, tilt: 1, zoom: 0 });
    expect(stickAt(-2, 2)).toEqual({ pan: -0.7, tilt: -0.7, zoom: 0 });
  });
});

describe("keysHeld", () => {
  it("adds keys up", () => {
    expect(keysHeld(new Set())).toEqual(still);
    expect(keysHeld(new Set(["ArrowUp", "ArrowLeft"]))).toEqual({ pan: -0.6, tilt: 0.6, zoom: 0 });
    expect(keysHeld(new Set(["ArrowLeft", "ArrowRight", "+"]))).toEqual({
      pan: 0,
      tilt: 0,
      zoom: 0.6,
    });
    expect(keysHeld(new Set(["a"]))).toEqual(still);
    expect(isStickKey("-")).toBe(true);
    expect(isStickKey("Tab")).toBe(false);
  });
});
