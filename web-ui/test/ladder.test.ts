import { describe, expect, it } from "vitest";
import {
  climb,
  newLadder,
  wantedProtocol,
  type Ladder,
  type LadderEvent,
} from "../src/live/ladder";
import { protocols, type Failure, type Protocol } from "../src/live/player";

function after(ladder: Ladder, now: number, ...events: LadderEvent[]): Ladder {
  return events.reduce((state, event) => climb(state, event, now), ladder);
}

function failing(protocol: Protocol, failure: Failure, times: number): LadderEvent[] {
  return Array.from({ length: times }, () => ({ type: "failed", protocol, failure }));
}

const fresh = newLadder(protocols);
const onHls = after(
  fresh,
  0,
  ...failing("websocket", "unreachable", 3),
  ...failing("llhls", "broken", 3),
);

describe("ladder", () => {
  it("goes down one rung at a time, each after three failures, and ends at still pictures", () => {
    const seen: Protocol[] = [];
    let ladder = fresh;
    for (let failure = 0; failure < 12; failure++) {
      const protocol = wantedProtocol(ladder);
      seen.push(protocol);
      ladder = climb(ladder, { type: "failed", protocol, failure: "broken" }, 0);
    }
    const thrice = (protocol: Protocol) => [protocol, protocol, protocol];
    expect(seen).toEqual(protocols.flatMap(thrice));
    expect(wantedProtocol(ladder)).toBe("snapshot");
  });

  it("forgets failures once pictures have come for a while", () => {
    const ladder = after(
      fresh,
      0,
      ...failing("websocket", "stalled", 2),
      { type: "steady", protocol: "websocket" },
      ...failing("websocket", "stalled", 2),
    );
    expect(wantedProtocol(ladder)).toBe("websocket");
  });

  it("shows still pictures at once where there is no decoder, and does not try in vain", () => {
    const ladder = after(fresh, 0, ...failing("websocket", "unsupported", 1));
    expect(wantedProtocol(ladder)).toBe("snapshot");
    expect(ladder.why).toBe("unsupported");
    const later = after(ladder, 86_400_000, { type: "tick" }, { type: "hope" });
    expect(wantedProtocol(later)).toBe("snapshot");
    expect(wantedProtocol(climb(later, { type: "new-codec" }, 0))).toBe("websocket");
  });

  it("is not moved by what a player fails that is not in use any more", () => {
    expect(after(onHls, 0, ...failing("llhls", "broken", 9))).toEqual(onHls);
  });

  it("probes what is above after half a minute, from the top, and takes the first that plays", () => {
    expect(wantedProtocol(onHls)).toBe("hls");
    expect(climb(onHls, { type: "tick" }, 29_999)).toBe(onHls);
    const probing = climb(onHls, { type: "tick" }, 30_000);
    expect(wantedProtocol(probing)).toBe("websocket");
    const second = after(probing, 31_000, ...failing("websocket", "unreachable", 1));
    expect(wantedProtocol(second)).toBe("llhls");
    const up = climb(second, { type: "arrived", protocol: "llhls" }, 32_000);
    expect(wantedProtocol(up)).toBe("llhls");
    expect(wantedProtocol(climb(up, { type: "tick" }, 90_000))).toBe("websocket");
  });

  it("keeps what plays while it probes, and counts its failures all the same", () => {
    const probing = climb(onHls, { type: "tick" }, 30_000);
    const down = after(probing, 31_000, ...failing("hls", "broken", 3));
    expect(wantedProtocol(down)).toBe("snapshot");
  });

  it("probes less and less often, but never stops", () => {
    let ladder = onHls;
    const probedAt: number[] = [];
    for (let now = 0; now < 7_200_000; now += 1000) {
      ladder = climb(ladder, { type: "tick" }, now);
      if (ladder.probe !== null) {
        probedAt.push(now);
        ladder = after(
          ladder,
          now,
          ...failing("websocket", "unreachable", 1),
          ...failing("llhls", "broken", 1),
        );
        expect(wantedProtocol(ladder)).toBe("hls");
      }
    }
    const pauses = probedAt.slice(1).map((at, index) => at - (probedAt[index] ?? 0));
    expect(pauses.slice(0, 5)).toEqual([60_000, 120_000, 240_000, 480_000, 600_000]);
    expect(pauses.at(-1)).toBe(600_000);
  });

  it("starts at the top again when the box or the network is back", () => {
    expect(wantedProtocol(climb(onHls, { type: "hope" }, 5))).toBe("websocket");
    expect(climb(fresh, { type: "hope" }, 5)).toBe(fresh);
  });

  it("has no other way where one is forced", () => {
    const forced = newLadder(["hls"]);
    expect(wantedProtocol(after(forced, 0, ...failing("hls", "unsupported", 9)))).toBe("hls");
  });
});
