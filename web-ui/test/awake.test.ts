import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Awake, type Network } from "../src/awake";

let page: EventTarget & { hidden: boolean };
let browser: EventTarget;
let network: Network & { type?: string };
let slept: [number, number];
let interruptions: number;
let awake: Awake;

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  browser = new EventTarget();
  network = Object.assign(new EventTarget(), { type: "wifi" });
  slept = [0, 0];
  interruptions = 0;
  awake = new Awake({
    page,
    window: browser,
    network,
    clocks: () => [performance.now() + slept[0], Date.now() + slept[1]],
  });
  awake.addEventListener("interrupted", () => interruptions++);
  awake.start();
});

afterEach(() => {
  awake.stop();
  vi.useRealTimers();
});

describe("Awake", () => {
  it("is not startled by a page that is busy for a moment", () => {
    vi.advanceTimersByTime(60_000);
    slept = [2500, 2500];
    vi.advanceTimersByTime(60_000);
    expect(interruptions).toBe(0);
  });

  it("notices that the machine slept, by either clock", () => {
    vi.advanceTimersByTime(5000);
    slept = [0, 30_000];
    vi.advanceTimersByTime(1000);
    expect(interruptions).toBe(1);
    slept = [30_000, 30_000];
    vi.advanceTimersByTime(1000);
    expect(interruptions).toBe(2);
    vi.advanceTimersByTime(60_000);
    expect(interruptions).toBe(2);
  });

  it("does not take the slow timers of a hidden page for sleep", () => {
    page.hidden = true;
    vi.advanceTimersByTime(1000);
    slept = [60_000, 60_000];
    vi.advanceTimersByTime(1000);
    page.hidden = false;
    slept = [120_000, 120_000];
    page.dispatchEvent(new Event("visibilitychange"));
    vi.advanceTimersByTime(1000);
    expect(interruptions).toBe(0);
  });

  it("notices that the network is back or another, but not each change of an estimate", () => {
    browser.dispatchEvent(new Event("online"));
    expect(interruptions).toBe(1);
    network.dispatchEvent(new Event("change"));
    expect(interruptions).toBe(1);
    network.type = "cellular";
    network.dispatchEvent(new Event("change"));
    expect(interruptions).toBe(2);
  });

  it("is silent once stopped", () => {
    awake.stop();
    browser.dispatchEvent(new Event("online"));
    slept = [60_000, 60_000];
    vi.advanceTimersByTime(5000);
    expect(interruptions).toBe(0);
  });
});
