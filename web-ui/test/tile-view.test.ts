import { describe, expect, it } from "vitest";
import { tileView } from "../src/live/tile-view";
import { camera, picture, state, stream, video } from "./cameras";

const now = new Date("2026-03-01T12:00:00Z");

function view(changes: {
  camera?: Parameters<typeof camera>[0];
  picture?: Parameters<typeof picture>[0];
  feedLost?: boolean;
}) {
  return tileView({
    camera: camera(changes.camera),
    picture: picture(changes.picture),
    feedLost: changes.feedLost ?? false,
    now,
  });
}

describe("tileView", () => {
  it("calls a moving picture live, without a notice", () => {
    expect(view({})).toEqual({ badge: "Live", tone: "good", notice: null, remark: "" });
  });

  it("says plainly that a camera is away, why and since when, even while old frames still play", () => {
    const away = view({ camera: { state: state("offline", "No route to 192.0.2.7.") } });
    expect(away).toMatchObject({
      badge: "Offline",
      tone: "bad",
      notice: { title: "Offline", detail: "No route to 192.0.2.7." },
    });
    expect(away.notice?.since).toMatch(/^since \d\d:\d\d:\d\d$/);
  });

  it("never calls a picture live that has not moved for 3 s, though the feed says streaming", () => {
    expect(view({ picture: { stillForMs: 2999 } }).notice).toBeNull();
    const still = view({ picture: { stillForMs: 4200 } });
    expect(still.badge).toBe("Not live");
    expect(still.notice?.detail).toContain("Nothing new for 4 s");
  });

  it("does not call the last picture live when a camera has only just come back", () => {
    expect(view({ picture: { fresh: false } })).toMatchObject({
      badge: "Not live",
      notice: { title: "Loading picture" },
    });
  });

  it("names the lost box as the reason when the feed is gone", () => {
    const still = view({ picture: { stillForMs: 5000 }, feedLost: true });
    expect(still.notice?.detail).toContain("Connection to the box lost, reconnecting…");
  });

  it("keeps a degraded camera's picture and marks it", () => {
    expect(view({ camera: { state: state("degraded", "Packets are lost.") } })).toEqual({
      badge: "Degraded",
      tone: "warn",
      notice: null,
      remark: "",
    });
  });

  it("asks for a tap when the browser refuses to play", () => {
    expect(view({ picture: { blocked: true } }).notice?.detail).toBe("Tap to play.");
  });

  it("does not take an on-demand camera that starts for one that is away", () => {
    const starting = { badge: "Starting…", tone: "quiet", notice: { title: "Starting…" } };
    const still = { hasPicture: false, fresh: false };
    const idle = { state: state("idle"), mode: "on_demand" as const };
    expect(view({ camera: idle, picture: still })).toMatchObject(starting);
    const connecting = { state: state("connecting"), mode: "on_demand" as const };
    expect(view({ camera: connecting, picture: still })).toMatchObject(starting);
    expect(view({ camera: { state: state("connecting") }, picture: still })).toMatchObject({
      badge: "Connecting",
    });
  });

  it("shows the picture of a camera whose state has not caught up", () => {
    expect(view({ camera: { state: state("idle"), mode: "on_demand" } })).toMatchObject({
      badge: "Live",
      notice: null,
    });
  });

  it("labels still pictures as such, and says why where the browser cannot do better", () => {
    const still = view({ picture: { protocol: "snapshot" } });
    expect(still).toEqual({
      badge: "Still pictures, one a second",
      tone: "warn",
      notice: null,
      remark: "",
    });
    const h265 = view({
      camera: { streams: [stream({ video: video("H.265") })] },
      picture: { protocol: "snapshot", why: "unsupported" },
    });
    expect(h265.remark).toBe("This browser cannot play H.265; showing still pictures");
    const blocked = view({ picture: { protocol: "snapshot", why: "unreachable" } });
    expect(blocked.remark).toContain("does not get through");
  });

  it("says why a large picture is coarse where only the small stream can be played", () => {
    const h265 = view({
      camera: { streams: [stream({ video: video("H.265") })] },
      picture: { rendition: "sub", why: "unsupported" },
    });
    expect(h265).toMatchObject({
      badge: "Live",
      remark: "This browser cannot play H.265; showing the small stream",
    });
  });

  it("goes by the stream that plays, not by the other", () => {
    const main = stream({ state: state("offline", "404 Not Found") });
    const sub = stream({ rendition: "sub" });
    const changes = { state: main.state, streams: [main, sub] };
    expect(view({ camera: changes, picture: { rendition: "sub" } }).badge).toBe("Live");
    expect(view({ camera: changes }).notice).toMatchObject({ detail: "404 Not Found" });
  });

  it("says why the small stream does not come, and that the large one is shown instead", () => {
    const sub = stream({
      rendition: "sub",
      state: state("offline", "404 Not Found"),
      lastFailure: "404 Not Found",
    });
    const streams = [stream(), sub];
    const waiting = { rendition: "sub" as const, hasPicture: false, fresh: false };
    expect(view({ camera: { streams }, picture: waiting }).notice).toMatchObject({
      title: "Offline",
      detail: "The small stream: 404 Not Found",
    });
    expect(view({ camera: { streams }, picture: { missesSub: true } })).toMatchObject({
      badge: "Live",
      remark: "Showing the large stream, as the small one does not come: 404 Not Found",
    });
  });

  it("tells of the camera where the small stream has not been tried yet", () => {
    const away = state("offline", "No route to 192.0.2.7.");
    const sub = stream({ rendition: "sub", state: state("connecting") });
    const streams = [stream({ state: away }), sub];
    const waiting = { rendition: "sub" as const, hasPicture: false, fresh: false };
    expect(view({ camera: { state: away, streams }, picture: waiting }).notice).toMatchObject({
      detail: "No route to 192.0.2.7.",
    });
  });
});
