import { describe, expect, it } from "vitest";
import {
  conversions,
  emptyProfile,
  encodersInUse,
  inUseText,
  loadText,
  picturesOf,
  profileForm,
  profileInput,
  purpose,
  refusalsText,
  transcodeRows,
  troubleWith,
  type Conversion,
  type Profile,
} from "../src/transcoding";
import { camera, state, stream, transcode, video } from "./cameras";

const wall: Profile = {
  name: "wall",
  width: 640,
  height: 360,
  frameRate: 10,
  bitRate: 400_500,
  offer: "always",
};

const made = stream({
  rendition: "h264",
  video: video("H.264"),
  fps: 24.9,
  transcode: transcode(),
});
const source = stream({ video: { ...video("H.265"), width: 1920, height: 1080 } });
const gate = camera({ id: "c-1", name: "Gate", streams: [source, made] });

describe("a profile's form", () => {
  it("holds the bit rate in kbit/s and gives back what it was made of", () => {
    const form = profileForm(wall);
    expect(form).toMatchObject({ name: "wall", width: "640", bitRate: "400.5" });
    const { name, ...rest } = wall;
    expect(name).toBe("wall");
    expect(profileInput(form)).toEqual(rest);
  });

  it("begins with something that the box takes", () => {
    expect(profileInput(emptyProfile)).toEqual({
      width: 1280,
      height: 720,
      frameRate: 25,
      bitRate: 2_000_000,
      offer: "when_needed",
    });
  });

  it("sends what is no number as it was typed, so that the box says what it takes", () => {
    const typed = {
      ...emptyProfile,
      width: "",
      height: " 72O ",
      frameRate: "25,5",
      bitRate: "2 M",
    };
    expect(profileInput(typed)).toMatchObject({
      width: "",
      height: "72O",
      frameRate: "25,5",
      bitRate: "2 M",
    });
    for (const text of ["1e3", "0x10", "Infinity", "NaN", "9".repeat(400), "+5", "--1"]) {
      expect(profileInput({ ...emptyProfile, bitRate: text }).bitRate).toBe(text);
    }
    expect(profileInput({ ...emptyProfile, width: "-1", frameRate: "12.5" })).toMatchObject({
      width: -1,
      frameRate: 12.5,
    });
  });

  it("makes no fraction of a bit of a fraction of a kilobit", () => {
    expect(profileInput({ ...emptyProfile, bitRate: "1000.1" }).bitRate).toBe(1_000_100);
    expect(profileInput({ ...emptyProfile, bitRate: "0.0001" }).bitRate).toBe(0.1);
  });
});

describe("what a profile is for", () => {
  it("is said in words, with the address of what is not played by the page", () => {
    expect(purpose({ ...wall, name: "h264", offer: "when_needed" })).toBe(
      "This page plays it where a browser cannot play the camera itself, such as H.265 or MJPEG. " +
        "Players are offered it for cameras that browsers cannot play.",
    );
    expect(purpose(wall)).toBe(
      "Players are offered it for every camera; ?rendition=wall in the address of any camera's live.mp4 asks for it.",
    );
  });
});

describe("conversions", () => {
  it("are what the box makes, and what it is asked for and does not make", () => {
    const waiting = stream({ rendition: "wall", state: state("connecting") });
    const refused = stream({ rendition: "wall", state: state("offline", "the box is too slow") });
    const idle = stream({ rendition: "thumb", state: state("idle") });
    const yard = camera({ id: "c-2", streams: [source, waiting, idle] });
    const dock = camera({ id: "c-3", streams: [source, stream({ rendition: "sub" }), refused] });
    const all = conversions([gate, yard, dock]);
    expect(all.map((one) => `${one.camera.id} ${one.stream.rendition}`)).toEqual([
      "c-1 h264",
      "c-2 wall",
      "c-3 wall",
    ]);
    expect(all.map(troubleWith)).toEqual([
      "",
      "Waits for the camera's pictures.",
      "The box is too slow.",
    ]);
  });

  it("say what goes in and what comes out", () => {
    expect(picturesOf({ camera: gate, stream: made })).toEqual([
      "Picture",
      "H.265 1920 × 1080, 25 fps → H.264 1280 × 720, 24.9 fps",
    ]);
    const new_ = stream({ rendition: "h264", video: null, transcode: transcode() });
    expect(picturesOf({ camera: camera({ streams: [] }), stream: new_ })[1]).toBe("– → –");
  });

  it("say how they go", () => {
    expect(transcodeRows(transcode())).toEqual([
      ["Decoder", "Processor"],
      ["Encoder", "libx264 (processor)"],
      ["Pictures left out", "34 of 1,234"],
      ["Damaged pictures", "0"],
      ["Delay", "41 ms"],
    ]);
    expect(new Map(transcodeRows(transcode({ encoded: 0, lateMillis: 0 }))).get("Delay")).toBe("–");
  });

  it("say what is not as it should be", () => {
    const of = (changes: Partial<Conversion["stream"]>) =>
      troubleWith({ camera: gate, stream: { ...made, ...changes } });
    expect(of({ transcode: transcode({ reduced: true }) })).toMatch(/^Made smaller/);
    expect(of({ lastFailure: "the encoder failed" })).toBe(
      "The encoder failed; another way was taken.",
    );
    expect(of({ state: state("degraded", "the box leaves out 9 of 10 pictures") })).toBe(
      "The box leaves out 9 of 10 pictures.",
    );
  });
});

describe("encoders in use", () => {
  it("are those of what runs, each with how often", () => {
    const hardware = stream({
      rendition: "wall",
      transcode: transcode({ encoder: "h264_vaapi", hardware: true }),
    });
    const yard = camera({ id: "c-2", streams: [source, made, hardware] });
    expect(inUseText(encodersInUse([gate, yard]))).toBe("libx264 (2), h264_vaapi");
    expect(inUseText(encodersInUse([camera()]))).toBe("Nothing is being converted");
  });
});

describe("how much is converted", () => {
  const none = { count: 0, since: "2026-01-02T03:04:05", last: null };

  it("goes with what was refused", () => {
    const now = new Date("2026-01-02T05:00:00");
    const last = {
      camera: "c-1",
      profile: "wall",
      reason: "the box already converts one stream",
      time: "2026-01-02T04:05:06",
    };
    const text = (count: number, cameras = [gate]) =>
      refusalsText(
        { running: 1, room: 0, used: 1, refusals: { ...none, count, last } },
        cameras,
        now,
      );
    expect(text(2)).toBe(
      "2 conversions were refused since 03:04:05. " +
        "The last: Gate as wall, 04:05:06: the box already converts one stream.",
    );
    expect(text(1, [])).toMatch(
      /^1 conversion was refused since .*: a camera that was removed as wall, /,
    );
    expect(refusalsText({ running: 1, room: 0, used: 1, refusals: none }, [gate], now)).toBe("");
    expect(refusalsText(null, [gate], now)).toBe("");
  });

  it("is told against what the box can hold", () => {
    const text = (running: number, room: number) =>
      loadText({ running, room, used: 0, refusals: none });
    expect(text(2, 1)).toBe("2 of about 3 conversions that the box can hold");
    expect(text(0, 3)).toBe("Nothing at the moment; the box can hold about 3 conversions");
    expect(text(1, 0)).toBe("1 conversion; there is no room for another of the usual size");
    expect(text(0, 0)).toBe("Nothing, and the box is not fast enough for the usual conversion");
    expect(loadText({ running: 2, room: 0, used: 1.4, refusals: none })).toBe(
      "2 conversions, more than the box can hold; there is no room for another",
    );
    expect(loadText(null)).toBe("");
  });
});
