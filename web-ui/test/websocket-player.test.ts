import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Timeline, TimelinePorts } from "../src/live/media-timeline";
import type { Failure } from "../src/live/player";
import { WebSocketPlayer } from "../src/live/websocket-player";
import { FakeScreens } from "./fake-screens";
import { fakeSockets } from "./fake-socket";

interface FakeTimeline extends Timeline {
  readonly mime: string;
  readonly fragments: number;
  readonly closed: boolean;
  readonly ports: TimelinePorts;
}

let wire: ReturnType<typeof fakeSockets>;
let stage: FakeScreens;
let timelines: FakeTimeline[];
let failures: Failure[];
let pictures: number;
let player: WebSocketPlayer;

function openTimeline(
  _video: HTMLVideoElement,
  mime: string,
  _init: ArrayBuffer,
  ports: TimelinePorts,
) {
  const made = {
    mime,
    ports,
    fragments: 0,
    closed: false,
    stalls: 0,
    append: () => void made.fragments++,
    behind: () => 0.25,
    steer: () => undefined,
    settle: () => undefined,
    close: () => void (made.closed = true),
  };
  timelines.push(made);
  return made;
}

const h264 = { type: "format", mime: 'video/mp4; codecs="avc1.64001f"', width: 1280, height: 720 };
const h265 = { ...h264, mime: 'video/mp4; codecs="hvc1.1.6.L93.B0"' };
const media = () => new ArrayBuffer(8);

function play() {
  [h264, media(), media()].forEach((message) => wire.newest().say(message));
  timelines.at(-1)?.ports.onPicture();
}

beforeEach(() => {
  vi.useFakeTimers();
  wire = fakeSockets();
  stage = new FakeScreens();
  timelines = [];
  failures = [];
  pictures = 0;
  player = new WebSocketPlayer(stage.screens, {
    openSocket: wire.open,
    onPicture: () => void pictures++,
    onFailure: (failure) => failures.push(failure),
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

  it("shows a timeline only when it has a picture", () => {
    [h264, media(), media()].forEach((message) => wire.newest().say(message));
    expect(stage.front).toBeUndefined();
    timelines[0]?.ports.onPicture();
    expect(stage.front).toBe(stage.made[0]);
    expect(pictures).toBe(1);
  });

  it("keeps the old picture through a change of format, until the new one is there", () => {
    play();
    [h264, media(), media()].forEach((message) => wire.newest().say(message));
    expect(timelines).toMatchObject([
      { fragments: 1, closed: false },
      { fragments: 1, closed: false },
    ]);
    expect(stage.front).toBe(stage.made[0]);
    timelines[1]?.ports.onPicture();
    expect(stage.front).toBe(stage.made[1]);
    expect(timelines[0]?.closed).toBe(true);
    expect([...stage.taken]).toEqual([stage.made[1]]);
  });

  it("lets go of a format that was followed by another before it had a picture", () => {
    play();
    for (let change = 0; change < 3; change++) {
      [h264, media(), media()].forEach((message) => wire.newest().say(message));
    }
    expect(stage.taken.size).toBe(2);
    timelines.at(-1)?.ports.onPicture();
    expect([...stage.taken]).toEqual([stage.made[3]]);
  });

  it("goes on counting pictures from one format to the next", () => {
    play();
    stage.made[0]!.frames = 40;
    expect(player.figures(0).shown).toBe(40);
    play();
    stage.made[1]!.frames = 2;
    expect(player.figures(0).shown).toBe(42);
  });

  it("tells what it plays", () => {
    play();
    expect(player.figures(performance.now())).toMatchObject({
      codecs: "avc1.64001f",
      width: 1280,
      height: 720,
      bytes: 16,
      bufferMs: 250,
    });
  });

  it("counts the time since the last fragment into how far behind it is", () => {
    play();
    vi.advanceTimersByTime(4000);
    expect(player.figures(performance.now()).behindMs).toBeCloseTo(4250);
  });

  it("reconnects after a pause when the socket closes, and keeps the picture meanwhile", () => {
    play();
    wire.newest().drop();
    expect(wire.sockets).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(wire.sockets).toHaveLength(2);
    expect(stage.front).toBe(stage.made[0]);
    expect(failures).toEqual([]);
  });

  it("reconnects when the browser cannot decode on, and says so", () => {
    play();
    timelines[0]?.ports.onBroken("decoding failed");
    expect(wire.newest().closed).toBe(true);
    expect(failures).toEqual(["broken"]);
    vi.advanceTimersByTime(500);
    expect(wire.sockets).toHaveLength(2);
  });

  it("tells of each socket that closes without a word, and tries on", () => {
    for (let socket = 0; socket < 3; socket++) {
      wire.newest().drop();
      vi.advanceTimersByTime(2000);
    }
    expect(failures).toEqual(["unreachable", "unreachable", "unreachable"]);
    expect(wire.sockets).toHaveLength(4);
  });

  it("does not complain of sockets that did speak", () => {
    for (let socket = 0; socket < 6; socket++) {
      wire.newest().say({ type: "state", state: {} });
      wire.newest().drop();
      vi.advanceTimersByTime(10_000);
    }
    expect(failures).toEqual([]);
  });

  it("gives up at once on a codec that the browser cannot play", () => {
    wire.newest().say(h265);
    expect(failures).toEqual(["unsupported"]);
    expect(wire.newest().closed).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(wire.sockets).toHaveLength(1);
  });

  it("replaces a connection when told that it is dead; a pause it ends only if there is one", () => {
    play();
    player.hurry();
    expect(wire.sockets).toHaveLength(1);
    player.reconnect();
    expect(wire.sockets).toHaveLength(2);
    expect(wire.sockets[0]?.closed).toBe(true);
    wire.newest().drop();
    player.hurry();
    expect(wire.sockets).toHaveLength(3);
  });
});
