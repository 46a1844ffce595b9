import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Timeline } from "../src/live/media-timeline";
import type { GaveUp } from "../src/live/player";
import { WebSocketPlayer } from "../src/live/websocket-player";
import { fakeSockets } from "./fake-socket";

interface FakeTimeline extends Timeline {
  readonly mime: string;
  readonly fragments: number;
  readonly closed: boolean;
}

let wire: ReturnType<typeof fakeSockets>;
let timelines: FakeTimeline[];
let breakTimeline: (reason: string) => void;
let gaveUp: GaveUp[];
let player: WebSocketPlayer;

function openTimeline(mime: string, _init: ArrayBuffer, onBroken: (reason: string) => void) {
  const made = {
    mime,
    fragments: 0,
    closed: false,
    append: () => void made.fragments++,
    behind: () => 0.25,
    steer: () => undefined,
    close: () => void (made.closed = true),
  };
  timelines.push(made);
  breakTimeline = onBroken;
  return made;
}

const h264 = { type: "format", mime: 'video/mp4; codecs="avc1.64001f"', width: 1280, height: 720 };
const h265 = { ...h264, mime: 'video/mp4; codecs="hvc1.1.6.L93.B0"' };
const media = () => new ArrayBuffer(8);

beforeEach(() => {
  vi.useFakeTimers();
  wire = fakeSockets();
  timelines = [];
  gaveUp = [];
  const video = { removeAttribute: () => undefined, load: () => undefined };
  player = new WebSocketPlayer(video as unknown as HTMLVideoElement, {
    openSocket: wire.open,
    onGiveUp: (why) => gaveUp.push(why),
    canPlay: (mime) => mime.includes("avc1"),
    openTimeline,
  });
  player.start();
});

afterEach(() => {
  player.stop();
  vi.useRealTimers();
});

describe("WebSocketPlayer", () => {
  it("opens a timeline with the init segment and gives it the fragments", () => {
    const socket = wire.newest();
    [h264, media(), media(), media()].forEach((message) => socket.say(message));
    expect(timelines).toMatchObject([{ mime: h264.mime, fragments: 2 }]);
  });

  it("starts anew with each format, as timestamps may start anywhere", () => {
    const socket = wire.newest();
    [h264, media(), media(), h264, media(), media()].forEach((message) => socket.say(message));
    expect(timelines).toMatchObject([
      { fragments: 1, closed: true },
      { fragments: 1, closed: false },
    ]);
  });

  it("counts the time since the last fragment into how far behind it is", () => {
    [h264, media(), media()].forEach((message) => wire.newest().say(message));
    vi.advanceTimersByTime(4000);
    expect(player.behindMs(performance.now())).toBeCloseTo(4250);
  });

  it("reconnects after a pause when the socket closes", () => {
    wire.newest().say({ type: "state", state: {} });
    wire.newest().drop();
    expect(wire.sockets).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(wire.sockets).toHaveLength(2);
  });

  it("reconnects when the browser cannot decode on", () => {
    [h264, media(), media()].forEach((message) => wire.newest().say(message));
    breakTimeline("decoding failed");
    expect(wire.newest().closed).toBe(true);
    vi.advanceTimersByTime(500);
    expect(wire.sockets).toHaveLength(2);
  });

  it("gives up after three sockets in a row without a word", () => {
    for (let socket = 0; socket < 3; socket++) {
      wire.newest().drop();
      vi.advanceTimersByTime(2000);
    }
    expect(gaveUp).toEqual(["unreachable"]);
    expect(wire.sockets).toHaveLength(3);
  });

  it("does not count sockets that did speak", () => {
    for (let socket = 0; socket < 6; socket++) {
      wire.newest().say({ type: "state", state: {} });
      wire.newest().drop();
      vi.advanceTimersByTime(10_000);
    }
    expect(gaveUp).toEqual([]);
  });

  it("gives up at once on a codec that the browser cannot play", () => {
    wire.newest().say(h265);
    expect(gaveUp).toEqual(["unsupported"]);
    expect(wire.newest().closed).toBe(true);
  });

  it("replaces a socket that died with the box, but not one that speaks", () => {
    [h264, media(), media()].forEach((message) => wire.newest().say(message));
    player.hurry();
    expect(wire.sockets).toHaveLength(1);
    vi.advanceTimersByTime(3000);
    player.hurry();
    expect(wire.sockets).toHaveLength(2);
    expect(wire.sockets[0]?.closed).toBe(true);
  });
});
