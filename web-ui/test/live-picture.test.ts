import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LivePicture, type Situation } from "../src/live/live-picture";
import {
  noFigures,
  protocols,
  type Figures,
  type Player,
  type PlayerPorts,
  type Protocol,
  type Rendition,
  type Way,
} from "../src/live/player";

/** A player that does what the test says. */
class FakePlayer implements Player {
  running = false;
  reconnects = 0;
  hurries = 0;
  caughtUp = 0;
  width = 1280;
  private shown = 0;
  private arrivedAt: number | null = null;

  constructor(
    readonly way: Way,
    readonly ports: PlayerPorts,
  ) {}

  start = () => void (this.running = true);
  stop = () => void (this.running = false);
  catchUp = () => void this.caughtUp++;
  reconnect = () => void this.reconnects++;
  hurry = () => void this.hurries++;

  figures(): Figures {
    const { shown, arrivedAt, width } = this;
    return { ...noFigures, shown, arrivedAt, width };
  }

  arrive() {
    this.arrivedAt = performance.now();
    this.shown++;
    if (this.shown === 1) {
      this.ports.onPicture();
    }
  }
}

const there: Situation = {
  expecting: true,
  boxLost: false,
  degraded: false,
  fps: 25,
  codec: "H.264",
  hasSub: false,
  hasConverted: false,
  large: false,
  width: 600,
};

let players: FakePlayer[];
let live: LivePicture;

function open(rungs: readonly Protocol[] = protocols) {
  players = [];
  live = new LivePicture({
    open: (way, ports) => {
      const player = new FakePlayer(way, ports);
      players.push(player);
      return player;
    },
    stage: { blocked: false, hasPicture: true, play: () => undefined },
    rungs,
  });
}

function begin(situation: Partial<Situation> = {}) {
  live.update({ ...there, ...situation });
  live.start();
}

/** Lets time pass, while these players get pictures. */
function pass(ms: number, ...playing: FakePlayer[]) {
  for (let at = 0; at < ms; at += 500) {
    vi.advanceTimersByTime(500);
    playing.filter(({ running }) => running).forEach((player) => player.arrive());
    live.look(performance.now());
  }
}

function running() {
  return players
    .filter((player) => player.running)
    .map(({ way: { protocol, rendition } }) => `${protocol} ${rendition}`);
}

function player(protocol: Protocol, rendition: Rendition = "main"): FakePlayer {
  const found = players.findLast(
    ({ way }) => way.protocol === protocol && way.rendition === rendition,
  );
  if (!found) {
    throw new Error(`${protocol} ${rendition} was not tried`);
  }
  return found;
}

function fail(times: number, ...args: Parameters<typeof player>) {
  for (let failure = 0; failure < times; failure++) {
    player(...args).ports.onFailure("unreachable");
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { hidden: false });
  open();
});

afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the fallback", () => {
  it("goes from WebSocket over both kinds of HLS to still pictures, and says what it is at", () => {
    begin();
    for (const protocol of ["websocket", "llhls", "hls"] as const) {
      fail(3, protocol);
    }
    expect(running()).toContain("snapshot main");
    player("snapshot").arrive();
    expect(running()).toEqual(["snapshot main"]);
    expect(live.look(performance.now())).toMatchObject({
      protocol: "snapshot",
      why: "unreachable",
    });
  });

  it("keeps a picture that moves while it probes the better way, and goes over when that has one", () => {
    begin();
    fail(3, "websocket");
    pass(10_000, player("llhls"));
    expect(running()).toEqual(["llhls main"]);
    pass(21_000, player("llhls"));
    expect(running()).toEqual(["llhls main", "websocket main"]);
    player("websocket").arrive();
    expect(running()).toEqual(["websocket main"]);
    expect(live.look(performance.now())).toMatchObject({ protocol: "websocket", why: null });
  });

  it("gives a probe up that shows nothing, without a break", () => {
    begin();
    fail(3, "websocket");
    pass(45_000, player("llhls"));
    expect(running()).toEqual(["llhls main"]);
    expect(player("websocket").running).toBe(false);
  });

  it("goes straight to still pictures where the browser has no decoder, until the codec changes", () => {
    begin({ codec: "H.265" });
    player("websocket").ports.onFailure("unsupported");
    player("snapshot").arrive();
    expect(running()).toEqual(["snapshot main"]);
    pass(3_600_000, player("snapshot"));
    expect(running()).toEqual(["snapshot main"]);
    live.update({ ...there, codec: "H.264" });
    player("websocket").arrive();
    expect(running()).toEqual(["websocket main"]);
  });

  it("blames no way of playing while the camera or the box is away", () => {
    begin({ expecting: false });
    fail(9, "websocket");
    live.update({ ...there, boxLost: true });
    fail(9, "websocket");
    pass(60_000);
    expect(running()).toEqual(["websocket main"]);
  });

  it("tries the best way at once when the box is back", () => {
    begin();
    fail(3, "websocket");
    pass(2000, player("llhls"));
    live.update({ ...there, boxLost: true });
    live.update(there);
    expect(running()).toEqual(["llhls main", "websocket main"]);
    expect(player("llhls").hurries).toBe(1);
  });

  it("plays only what is forced", () => {
    open(["hls"]);
    begin();
    fail(9, "hls");
    pass(120_000);
    expect(running()).toEqual(["hls main"]);
  });
});

describe("a connection that is dead without saying so", () => {
  it("is replaced after three seconds, and the third time another way is tried", () => {
    begin();
    pass(2000, player("websocket"));
    pass(3500);
    expect(player("websocket").reconnects).toBe(1);
    pass(7000);
    expect(running()).toEqual(["websocket main", "llhls main"]);
  });

  it("is left alone while the camera itself sends nothing, and has time when it does again", () => {
    begin();
    pass(2000, player("websocket"));
    live.update({ ...there, degraded: true });
    pass(20_000);
    live.update(there);
    pass(2500);
    expect(player("websocket").reconnects).toBe(0);
    expect(running()).toEqual(["websocket main"]);
  });

  it("is left alone where the camera sends a frame every two seconds", () => {
    begin({ fps: 0.5 });
    pass(2000, player("websocket"));
    pass(7000);
    expect(player("websocket").reconnects).toBe(0);
  });

  it("is replaced at once after the machine slept", () => {
    begin();
    pass(2000, player("websocket"));
    live.interrupted();
    expect(player("websocket").reconnects).toBe(1);
  });

  it("is replaced at once when the page is looked at again, if it was silent; else it catches up", () => {
    begin();
    pass(2000, player("websocket"));
    live.catchUp();
    expect(player("websocket")).toMatchObject({ reconnects: 0, caughtUp: 1 });
    vi.advanceTimersByTime(1500);
    live.catchUp();
    expect(player("websocket")).toMatchObject({ reconnects: 1, caughtUp: 1 });
  });

  it("counts as still from when nothing new came, and as old until something new is shown", () => {
    begin();
    pass(2000, player("websocket"));
    vi.advanceTimersByTime(2500);
    expect(live.look(performance.now())).toMatchObject({ fresh: true, stillForMs: 2500 });
    live.update({ ...there, expecting: false });
    live.update(there);
    expect(live.look(performance.now())).toMatchObject({ fresh: false, stillForMs: 0 });
  });
});

describe("the small stream", () => {
  const small = { hasSub: true };

  it("is played in a tile and not large, and the change takes no picture away", () => {
    begin(small);
    pass(1000, player("websocket", "sub"));
    live.update({ ...there, ...small, large: true });
    expect(running()).toEqual(["websocket sub", "websocket main"]);
    player("websocket", "main").arrive();
    expect(running()).toEqual(["websocket main"]);
  });

  it("gives way to the large one when nothing comes for five seconds, and is tried again", () => {
    begin(small);
    pass(4500);
    expect(running()).toEqual(["websocket sub"]);
    pass(1000);
    expect(running()).toEqual(["websocket sub", "websocket main"]);
    pass(55_000, player("websocket", "main"));
    expect(running()).toEqual(["websocket main"]);
    pass(10_000, player("websocket", "main"));
    expect(player("websocket", "sub")).not.toBe(players[0]);
  });

  it("gives way at once when the box does not know it", () => {
    begin(small);
    fail(1, "websocket", "sub");
    expect(running()).toEqual(["websocket sub", "websocket main"]);
  });

  it("stays when it comes back before the large one has a picture", () => {
    begin(small);
    pass(2000, player("websocket", "sub"));
    pass(3500);
    expect(running()).toEqual(["websocket sub", "websocket main"]);
    pass(1000, player("websocket", "sub"));
    expect(running()).toEqual(["websocket sub"]);
  });

  it("is not blamed for a network that lets no WebSocket through", () => {
    begin(small);
    fail(1, "websocket", "sub");
    fail(3, "websocket", "main");
    expect(running()).toContain("llhls sub");
  });

  it("stands in where the browser can play only that", () => {
    begin({ ...small, large: true });
    player("websocket", "main").ports.onFailure("unsupported");
    player("websocket", "sub").arrive();
    expect(running()).toEqual(["websocket sub"]);
    expect(live.look(performance.now())).toMatchObject({ rendition: "sub", why: "unsupported" });
  });

  it("is measured, for a large tile plays the large one", () => {
    begin(small);
    const sub = player("websocket", "sub");
    sub.width = 352;
    pass(1000, sub);
    expect(running()).toEqual(["websocket sub", "websocket main"]);
  });
});

it("shows nothing once stopped", () => {
  begin({ hasSub: true });
  pass(6000);
  live.stop();
  expect(running()).toEqual([]);
  expect(live.look(performance.now()).protocol).toBe("");
});
