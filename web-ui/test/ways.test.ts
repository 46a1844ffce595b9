import { afterEach, describe, expect, it, vi } from "vitest";
import { codecsOf } from "../src/live/media-source";
import { protocols } from "../src/live/player";
import { rungsHere } from "../src/live/ways";

function browser({ mse = "", hls = false }: { mse?: string; hls?: boolean }) {
  if (mse) {
    vi.stubGlobal(mse, class {});
  }
  vi.stubGlobal("document", {
    createElement: () => ({ canPlayType: () => (hls ? "maybe" : "") }),
  });
}

afterEach(() => vi.unstubAllGlobals());

describe("what a browser can play", () => {
  it("is everything with MSE, ordinary or managed", () => {
    for (const mse of ["MediaSource", "ManagedMediaSource"]) {
      browser({ mse, hls: true });
      expect(rungsHere("")).toEqual(protocols);
      vi.unstubAllGlobals();
    }
  });

  it("is its own HLS without MSE, and still pictures without either", () => {
    browser({ hls: true });
    expect(rungsHere("")).toEqual(["hls", "snapshot"]);
    browser({});
    expect(rungsHere("")).toEqual(["snapshot"]);
  });

  it("is what the address asks for, if that is a protocol", () => {
    browser({ mse: "MediaSource" });
    expect(rungsHere("?protocol=snapshot")).toEqual(["snapshot"]);
    expect(rungsHere("?protocol=rtsp")).toEqual(protocols);
  });
});

it("reads the codecs out of a MIME type", () => {
  expect(codecsOf('video/mp4; codecs="avc1.64001f,mp4a.40.2"')).toBe("avc1.64001f,mp4a.40.2");
  expect(codecsOf("video/mp4")).toBe("");
});
