import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FeedState } from "../src/feed";
import { parseProblem, ProblemError } from "../src/problem";
import { StatusFeed } from "../src/status-feed";
import { camera } from "./cameras";
import { fakeSockets } from "./fake-socket";

let feed: StatusFeed;
let seen: FeedState[];
let checkSession: ReturnType<typeof vi.fn<() => Promise<unknown>>>;
let wire: ReturnType<typeof fakeSockets>;

beforeEach(() => {
  vi.useFakeTimers();
  seen = [];
  wire = fakeSockets();
  checkSession = vi.fn(() => Promise.resolve());
  feed = new StatusFeed({
    openSocket: wire.open,
    checkSession,
    onChange: (state) => seen.push(state),
  });
  feed.start();
  wire.newest().say({ type: "snapshot", cameras: [camera()] });
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

describe("StatusFeed", () => {
  it("tells what the box says", () => {
    expect(seen.at(-1)).toEqual({
      connection: "open",
      known: true,
      cameras: [camera()],
      events: {},
      load: null,
      discovery: null,
    });
  });

  it("says at once that the connection is lost, keeps the cameras, and comes back", async () => {
    wire.newest().drop();
    expect(seen.at(-1)).toMatchObject({ connection: "lost", cameras: [{ id: "c-1" }] });
    await vi.advanceTimersByTimeAsync(500);
    expect(wire.sockets).toHaveLength(2);
    wire.newest().say({ type: "snapshot", cameras: [] });
    expect(seen.at(-1)).toMatchObject({ connection: "open", cameras: [] });
  });

  it("takes a feed that has gone quiet for lost, though its socket is open", async () => {
    const first = wire.newest();
    await vi.advanceTimersByTimeAsync(5900);
    expect(seen.at(-1)?.connection).toBe("open");
    await vi.advanceTimersByTimeAsync(200);
    expect(seen.at(-1)?.connection).toBe("lost");
    expect(first.closed).toBe(true);
  });

  it("stays connected on ticks alone", async () => {
    for (let second = 0; second < 20; second += 2) {
      await vi.advanceTimersByTimeAsync(2000);
      wire.newest().say({ type: "tick" });
    }
    expect(seen.at(-1)?.connection).toBe("open");
  });

  it("waits longer and longer while the box is away", async () => {
    checkSession.mockRejectedValue(new TypeError("Failed to fetch"));
    wire.newest().drop();
    await vi.advanceTimersByTimeAsync(60_000);
    const tries = checkSession.mock.calls.length;
    expect(tries).toBeGreaterThanOrEqual(8);
    expect(tries).toBeLessThanOrEqual(18);
    expect(wire.sockets).toHaveLength(1);
  });

  it("tries at once when told that the network is back", async () => {
    checkSession.mockRejectedValue(new TypeError("Failed to fetch"));
    wire.newest().drop();
    await vi.advanceTimersByTimeAsync(30_000);
    checkSession.mockResolvedValue(undefined);
    feed.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.sockets).toHaveLength(2);
  });

  it("replaces a connection that is likely to be dead, without saying that it is lost", async () => {
    const first = wire.newest();
    feed.reconnect();
    await vi.advanceTimersByTimeAsync(0);
    expect(first.closed).toBe(true);
    expect(wire.sockets).toHaveLength(2);
    expect(seen.at(-1)?.connection).toBe("open");
  });

  it("does not knock on when the session has ended", async () => {
    checkSession.mockRejectedValue(new ProblemError(parseProblem(401, {}, null)));
    wire.newest().drop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(checkSession).toHaveBeenCalledTimes(1);
    expect(wire.sockets).toHaveLength(1);
  });

  it("is silent once stopped", async () => {
    feed.stop();
    const told = seen.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toHaveLength(told);
    expect(wire.sockets).toHaveLength(1);
  });
});
