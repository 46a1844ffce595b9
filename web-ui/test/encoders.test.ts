import { describe, expect, it } from "vitest";
import {
  asideText,
  choices,
  formatSpeed,
  progressText,
  sorted,
  type Candidate,
  type Encoders,
} from "../src/encoders";

function candidate(change: Partial<Candidate>): Candidate {
  return {
    kind: "encoder",
    name: "libx264",
    hardware: false,
    works: true,
    fps720: 120,
    fps1080: 50,
    reason: "",
    ...change,
  };
}

const broken = { works: false, fps720: 0, fps1080: 0, hardware: true, reason: "No device" };

function encoders(change: Partial<Encoders> = {}): Encoders {
  return {
    encoder: "auto",
    inUse: "libx264",
    warning: "",
    setAside: [],
    running: false,
    current: "",
    done: 0,
    total: 17,
    fingerprint: "Linux 6.1",
    testedAt: "2026-01-02T03:04:05Z",
    candidates: [
      candidate({ name: "h264_vaapi", ...broken }),
      candidate({}),
      candidate({ name: "libopenh264", fps720: 60 }),
      candidate({ name: "hevc", kind: "decoder" }),
    ],
    ...change,
  };
}

describe("encoders", () => {
  it("offers what works", () => {
    expect(choices(encoders()).map(({ value }) => value)).toEqual([
      "auto",
      "libx264",
      "libopenh264",
    ]);
  });

  it("keeps showing what was chosen, though it works no more", () => {
    const values = choices(encoders({ encoder: "h264_vaapi" })).map(({ value }) => value);
    expect(values).toEqual(["auto", "libx264", "libopenh264", "h264_vaapi"]);
  });

  it("puts the fastest first and what does not work last", () => {
    const { candidates } = encoders({
      candidates: [
        candidate({ name: "h264_vaapi", ...broken }),
        candidate({ name: "libopenh264", fps720: 60 }),
        candidate({}),
        candidate({ name: "h264_qsv", ...broken }),
        candidate({ name: "hevc", kind: "decoder" }),
      ],
    });
    expect(sorted(candidates, "encoder").map(({ name }) => name)).toEqual([
      "libx264",
      "libopenh264",
      "h264_vaapi",
      "h264_qsv",
    ]);
    expect(sorted(candidates, "decoder").map(({ name }) => name)).toEqual(["hevc"]);
  });

  it("say what is set aside, until when and why", () => {
    const aside = {
      kind: "encoder",
      name: "h264_vaapi",
      reason: "h264_vaapi, send: Input/output error",
      until: "2026-01-02T03:14:05",
    } as const;
    const now = new Date("2026-01-02T03:04:05");
    expect(asideText(aside, now)).toBe(
      "The encoder h264_vaapi is set aside until 03:14:05: h264_vaapi, send: Input/output error.",
    );
    expect(asideText({ ...aside, reason: "it no longer answers", until: null }, now)).toBe(
      "The encoder h264_vaapi is set aside until the box starts anew: it no longer answers.",
    );
  });

  it("writes speeds without decimals that say nothing", () => {
    expect([0, 4.26, 29.96, 1404.02, Number.NaN].map(formatSpeed)).toEqual([
      "–",
      "4.3",
      "30",
      "1404",
      "–",
    ]);
  });

  it("says how far a run is", () => {
    expect(progressText(encoders())).toBe("");
    expect(progressText(encoders({ running: true }))).toBe("Starting…");
    expect(progressText(encoders({ running: true, current: "h264_qsv", done: 3 }))).toBe(
      "Testing h264_qsv, 4 of 17",
    );
  });
});
