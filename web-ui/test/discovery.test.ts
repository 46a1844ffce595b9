import { describe, expect, it } from "vitest";
import {
  byHandUrl,
  clockText,
  factsOf,
  foldDiscovery,
  matches,
  newCamera,
  newName,
  profileText,
  progressText,
  titleOf,
  trialText,
  type Discovery,
  type DiscoveryMessage,
  type FoundCamera,
  type Trial,
} from "../src/discovery";
import { noFeed, reduce } from "../src/feed";

function found(change: Partial<FoundCamera> = {}): FoundCamera {
  return {
    id: "uuid-1",
    name: "Gate",
    make: "Axis",
    model: "P3245",
    serial: null,
    mac: "ac:cc:8e:01:02:03",
    uuid: null,
    place: null,
    address: "192.0.2.7",
    addresses: ["192.0.2.7", "192.0.2.8"],
    network: "eth0",
    services: [],
    streams: [],
    ports: [554],
    sources: ["ws_discovery"],
    firstSeen: "2026-01-01T00:00:00Z",
    lastSeen: "2026-01-01T00:00:00Z",
    camera: null,
    ...change,
  };
}

function trial(change: Partial<Trial> = {}): Trial {
  return {
    state: "ready",
    why: "",
    identity: { serial: "S-1", mac: "ac:cc:8e:01:02:03", uuid: null },
    make: "AXIS",
    model: "AXIS P3245",
    firmware: "11.2",
    clockOffsetSeconds: 0,
    profiles: [profile("large", 1920, 1080), profile("small", 640, 360)],
    main: "large",
    sub: "small",
    picture: null,
    notes: [],
    ...change,
  };
}

function profile(token: string, width: number, height: number) {
  return {
    token,
    name: token,
    url: `rtsp://192.0.2.7/${token}`,
    codec: "H.264",
    width,
    height,
    frameRate: 12.5,
    kilobits: 512,
    playsEverywhere: true,
  };
}

function message(change: Partial<DiscoveryMessage>): DiscoveryMessage {
  return {
    type: "discovery",
    whole: false,
    searching: true,
    began: "2026-01-01T00:00:00Z",
    ended: null,
    notices: [],
    cameras: [],
    lost: [],
    ...change,
  };
}

describe("foldDiscovery", () => {
  it("begins with the whole, and then changes, adds and drops in place", () => {
    const first = foldDiscovery(null, message({ whole: true, cameras: [a("1"), a("2"), a("3")] }));
    const second = foldDiscovery(
      first,
      message({ cameras: [a("4"), found({ id: "2", name: "Door" })], lost: ["1"] }),
    );
    expect(second.cameras.map(({ id, name }) => `${id} ${name}`)).toEqual([
      "2 Door",
      "3 Gate",
      "4 Gate",
    ]);
    const whole = foldDiscovery(second, message({ whole: true, searching: false }));
    expect(whole).toMatchObject({ searching: false, cameras: [] });
  });

  it("is what the feed keeps", () => {
    const state = reduce(noFeed, message({ whole: true, cameras: [a("1")] }));
    expect(state.discovery?.cameras).toHaveLength(1);
    expect(state.cameras).toEqual([]);
  });

  function a(id: string) {
    return found({ id });
  }
});

describe("a camera that was found", () => {
  it("is called by make and model, which the model's name may hold already", () => {
    expect(titleOf(found())).toBe("Axis P3245");
    expect(titleOf(found(), trial())).toBe("AXIS P3245");
    expect(titleOf(found({ make: null }))).toBe("P3245");
    expect(titleOf(found({ make: null, model: null }))).toBe("Gate");
    expect(titleOf(found({ make: null, model: null, name: null }))).toBe("192.0.2.7");
  });

  it("tells what else is known of it", () => {
    expect(factsOf(found())).toEqual(["Gate", "192.0.2.7", "ac:cc:8e:01:02:03"]);
    expect(factsOf(found({ make: null, model: null, name: null, mac: null }), trial())).toEqual([
      "192.0.2.7",
      "ac:cc:8e:01:02:03",
      "serial S-1",
      "firmware 11.2",
    ]);
  });

  it("is found again by any of its words", () => {
    expect(matches(found(), "")).toBe(true);
    expect(matches(found(), "axis GATE")).toBe(true);
    expect(matches(found(), "192.0.2.8")).toBe(true);
    expect(matches(found(), "axis door")).toBe(false);
  });

  it("can be added by hand, beginning with its address", () => {
    expect(byHandUrl(found())).toBe("rtsp://192.0.2.7/");
    expect(byHandUrl(found({ ports: [8554, 554] }))).toBe("rtsp://192.0.2.7:8554/");
    expect(byHandUrl(found({ address: "fe80::1%eth0", ports: [] }))).toBe("rtsp://[fe80::1]/");
    expect(byHandUrl(found({ streams: ["rtsp://192.0.2.7/live"] }))).toBe("rtsp://192.0.2.7/live");
  });

  it("gets a name of its own", () => {
    expect(newName(found(), trial(), [])).toBe("Gate");
    expect(newName(found({ name: "P3245", place: "Yard" }), trial(), [])).toBe("AXIS P3245, Yard");
    expect(newName(found({ name: null }), trial(), ["AXIS P3245", "AXIS P3245 (2)"])).toBe(
      "AXIS P3245 (3)",
    );
    expect(newName(found({ name: "a\nb" }), trial(), [])).toBe("a b");
    expect(newName(found({ name: "x".repeat(300) }), trial(), []).length).toBeLessThan(100);
  });
});

describe("a trial", () => {
  it("is told in words", () => {
    expect(trialText(trial({ state: "needs-credentials" }))).toBe(
      "Needs a user name and a password.",
    );
    expect(clockText(trial())).toBe("");
    expect(clockText(trial({ clockOffsetSeconds: -59 }))).toBe("");
    expect(clockText(trial({ clockOffsetSeconds: 600 }))).toBe("Its clock is 10 min ahead.");
    expect(clockText(trial({ clockOffsetSeconds: -86400 * 365 }))).toBe(
      "Its clock is 365 days behind.",
    );
    expect(profileText(trial().profiles[0]!)).toBe("1920 × 1080, H.264, 12.5 fps, 512 kbit/s");
  });

  it("becomes a camera with the streams chosen", () => {
    const credentials = { username: "admin", password: "secret" };
    expect(newCamera("Gate", trial(), { main: "large", sub: "small" }, credentials)).toEqual({
      name: "Gate",
      address: { type: "rtsp", url: "rtsp://192.0.2.7/large", subUrl: "rtsp://192.0.2.7/small" },
      credentials,
      identity: { ...trial().identity, make: "AXIS", model: "AXIS P3245" },
    });
    for (const sub of ["", "large"]) {
      expect(newCamera("Gate", trial(), { main: "large", sub }, null)).toMatchObject({
        name: "Gate",
        address: { type: "rtsp", url: "rtsp://192.0.2.7/large" },
        credentials: null,
      });
    }
  });
});

describe("progressText", () => {
  function text(searching: boolean, cameras: readonly FoundCamera[]) {
    const discovery: Discovery = { searching, began: null, ended: null, notices: [], cameras };
    return progressText(discovery);
  }

  it("counts", () => {
    const added = found({ camera: "c-1" });
    expect(text(true, [])).toBe("Searching… No camera found so far.");
    expect(text(false, [found()])).toBe("1 camera found.");
    expect(text(false, [added])).toBe("1 camera found, which is added already.");
    expect(text(false, [added, found()])).toBe("2 cameras found, 1 of them added already.");
    expect(text(false, [added, added])).toBe("2 cameras found, all of them added already.");
  });
});
