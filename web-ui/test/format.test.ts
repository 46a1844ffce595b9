import { describe, expect, it } from "vitest";
import {
  formatBehind,
  formatBitrate,
  formatClock,
  formatColour,
  formatFps,
  formatResolution,
  formatSince,
  formatTransport,
  formatWait,
  stateWord,
  unknown,
} from "../src/format";
import { video } from "./cameras";

describe("human units", () => {
  it("writes frame rates with a decimal only where it says something", () => {
    expect(formatFps(25)).toBe("25 fps");
    expect(formatFps(24.98)).toBe("25 fps");
    expect(formatFps(12.5)).toBe("12.5 fps");
    expect(formatFps(0)).toBe(unknown);
  });

  it("writes how far a clock is off in the largest unit that says enough", () => {
    expect(formatClock(null)).toBe("");
    expect(formatClock(1)).toBe("Right");
    expect(formatClock(-90)).toBe("90 s behind");
    expect(formatClock(3600)).toBe("60 minutes ahead");
    expect(formatClock(86_400)).toBe("24 hours ahead");
    expect(formatClock(-34_560_000)).toBe("400 days behind");
  });

  it("writes bit rates in kbit/s and Mbit/s", () => {
    expect(formatBitrate(0)).toBe(unknown);
    expect(formatBitrate(Number.NaN)).toBe(unknown);
    expect(formatBitrate(200)).toBe("1 kbit/s");
    expect(formatBitrate(640_400)).toBe("640 kbit/s");
    expect(formatBitrate(999_600)).toBe("1.0 Mbit/s");
    expect(formatBitrate(3_140_000)).toBe("3.1 Mbit/s");
  });

  it("writes how far behind live a picture is", () => {
    expect(formatBehind(-20)).toBe("0.0 s behind");
    expect(formatBehind(310)).toBe("0.3 s behind");
    expect(formatBehind(9960)).toBe("10 s behind");
    expect(formatBehind(125_000)).toBe("2 min behind");
  });

  it("writes a resolution only when it is known", () => {
    expect(formatResolution(1920, 1080)).toBe("1920 × 1080");
    expect(formatResolution(0, 0)).toBe(unknown);
  });

  it("names the day only when it is another one", () => {
    const noon = new Date(2026, 2, 1, 12, 0, 0);
    expect(formatSince(new Date(2026, 2, 1, 9, 5, 7).toISOString(), noon)).toBe("since 09:05:07");
    expect(formatSince(new Date(2026, 1, 27, 9, 5, 7).toISOString(), noon)).toBe(
      "since 27 Feb, 09:05:07",
    );
    expect(formatSince("", noon)).toBe("");
  });

  it("writes a wait in words", () => {
    expect(formatWait(1)).toBe("1 second");
    expect(formatWait(27)).toBe("27 seconds");
    expect(formatWait(121)).toBe("3 minutes");
  });

  it("writes bits, sampling and colours, equal names once", () => {
    expect(formatColour(video("H.264"))).toBe("8 bit 4:2:0, bt709, limited range");
    expect(formatColour({ ...video("H.264"), colour: null })).toBe("8 bit 4:2:0");
    const mixed = { primaries: "bt470bg", transfer: "bt709", matrix: "bt470bg", range: "full" };
    expect(formatColour({ ...video("H.264"), colour: mixed as never })).toBe(
      "8 bit 4:2:0, bt470bg/bt709, full range",
    );
  });

  it("says which transport was found where none was chosen", () => {
    expect(formatTransport("auto", "")).toBe("Automatic");
    expect(formatTransport("auto", "ffmpeg")).toBe("Automatic, FFmpeg");
    expect(formatTransport("udp", "udp")).toBe("UDP");
  });

  it("shows a state that it does not know by its own name", () => {
    expect(stateWord("auth_failed")).toBe("Sign-in refused");
    expect(stateWord("melted" as never)).toBe("melted");
  });
});
