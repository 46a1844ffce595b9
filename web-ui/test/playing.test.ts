import { describe, expect, it } from "vitest";
import type { Playing } from "../src/live/live-picture";
import { noFigures } from "../src/live/player";
import { codecWords, playingRows } from "../src/live/playing";
import { Meter } from "../src/live/meter";
import { camera, stream, transcode, video } from "./cameras";

const playing: Playing = {
  ...noFigures,
  protocol: "websocket",
  rendition: "sub",
  why: null,
  codecs: "avc1.64001f,mp4a.40.2",
  width: 640,
  height: 360,
  shown: 500,
  dropped: 3,
  bufferMs: 162.4,
  behindMs: 184.2,
  rate: 1.02,
  stalls: 1,
  fps: 12.48,
  bitsPerSecond: 312_000,
};

describe("what is playing", () => {
  it("tells all there is to tell", () => {
    const gate = camera({ streams: [stream(), stream({ rendition: "sub", transport: "tcp" })] });
    expect(playingRows(playing, gate)).toEqual([
      ["Protocol", "WebSocket"],
      ["Stream", "Small stream"],
      ["Codec", "H.264 (avc1.64001f), AAC (mp4a.40.2)"],
      ["Size", "640 × 360"],
      ["Frame rate", "12.5 fps"],
      ["Bitrate", "312 kbit/s"],
      ["Behind the newest", "184 ms"],
      ["Buffer", "162 ms"],
      ["Playback rate", "1.02 ×"],
      ["Dropped frames", "3"],
      ["Ran dry", "Once"],
      ["Camera to box", "RTSP over TCP"],
    ]);
  });

  it("says by what the box makes what it plays, and how the camera itself comes", () => {
    const gate = camera({
      streams: [
        stream({ transport: "udp", video: video("H.265") }),
        stream({
          rendition: "h264",
          transport: "",
          transcode: transcode({ encoder: "h264_vaapi", hardware: true, decoder: "vaapi" }),
        }),
      ],
    });
    const rows = new Map(playingRows({ ...playing, rendition: "h264" }, gate));
    expect(rows.get("Stream")).toBe("Converted, h264");
    expect(rows.get("Encoded by")).toBe("h264_vaapi (hardware)");
    expect(rows.get("Decoded by the box")).toBe("VAAPI");
    expect(rows.get("Camera to box")).toBe("RTSP over UDP");
    expect(new Map(playingRows(playing, gate)).has("Encoded by")).toBe(false);
  });

  it("says why it is not the best protocol, and leaves out what still pictures do not have", () => {
    const rows = playingRows(
      { ...noFigures, ...{ protocol: "snapshot", rendition: "main", why: "unsupported" } } as never,
      camera(),
    );
    expect(rows.slice(0, 2)).toEqual([
      ["Protocol", "Still pictures"],
      ["Because", "The browser has no decoder"],
    ]);
    expect(rows.map(([name]) => name)).not.toContain("Buffer");
  });

  it("names codecs, and leaves those that it does not know as they are", () => {
    expect(codecWords("hvc1.1.6.L93.B0, opus")).toBe("H.265 (hvc1.1.6.L93.B0), Opus");
    expect(codecWords("vp09.00.10.08")).toBe("vp09.00.10.08");
    expect(codecWords("")).toBe("");
  });
});

describe("Meter", () => {
  it("measures rates over the last seconds, once it has seen enough", () => {
    const meter = new Meter();
    for (let at = 0; at <= 10_000; at += 500) {
      expect(meter.fps() !== null).toBe(at >= 2000);
      meter.note(at, { ...noFigures, shown: at / 40, bytes: at * 100 });
    }
    expect(meter.fps()).toBeCloseTo(25);
    expect(meter.bitsPerSecond()).toBeCloseTo(800_000);
  });

  it("says nothing where nothing can be counted", () => {
    const meter = new Meter();
    [0, 2000].forEach((at) => meter.note(at, { ...noFigures, shown: 1, bytes: null }));
    expect(meter.bitsPerSecond()).toBeNull();
  });
});
