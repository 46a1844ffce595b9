import { describe, expect, it } from "vitest";
import {
  Adjuster,
  formatLevel,
  modeWord,
  settingsOf,
  stepOf,
  wayBack,
  type Imaging,
  type ImagingChange,
} from "../src/imaging";
import { ProblemError } from "../src/problem";

const onOff = ["off", "on"];

function level(value: number, min = 0, max = 100) {
  return { value, min, max };
}

describe("settingsOf", () => {
  it("shows what the camera has, in one order", () => {
    const imaging: Imaging = {
      infraredFilter: { value: "auto", choices: ["on", "off", "auto"] },
      sharpness: level(3),
      brightness: level(50),
    };
    expect(settingsOf(imaging).map(({ name }) => name)).toEqual([
      "brightness",
      "sharpness",
      "infraredFilter",
    ]);
    expect(settingsOf({})).toEqual([]);
  });

  it("shows how strong something is only while it is on", () => {
    const names = (value: string) =>
      settingsOf({
        wideDynamicRange: { value, choices: onOff },
        wideDynamicRangeLevel: level(50),
      }).map(({ label }) => label);
    expect(names("off")).toEqual(["Wide dynamic range"]);
    expect(names("on")).toEqual(["Wide dynamic range", "Wide dynamic range: strength"]);
  });
});

describe("levels", () => {
  it("go by ones where cameras count so, else by hundredths of the range", () => {
    expect(stepOf(level(50))).toBe(1);
    expect(stepOf(level(0, -128, 127))).toBe(1);
    expect(stepOf(level(0.5, 0, 1))).toBe(0.01);
    expect(stepOf(level(0.5, -0.5, 1.5))).toBe(0.02);
    expect(stepOf(level(7, 7, 7))).toBe(1);
  });

  it("are written with the decimals that they need", () => {
    expect(formatLevel(50, level(50))).toBe("50");
    expect(formatLevel(0.5, level(0.5, 0, 1))).toBe("0.50");
    expect(formatLevel(2.25, level(2, 0.5, 40.5))).toBe("2.3");
  });
});

it("says what a filter does", () => {
  expect(modeWord("infraredFilter", "off")).toBe("Off (night)");
  expect(modeWord("wideDynamicRange", "off")).toBe("Off");
  expect(modeWord("wideDynamicRange", "extended")).toBe("extended");
});

describe("wayBack", () => {
  it("is what has changed and can be set now", () => {
    const before: Imaging = {
      brightness: level(50),
      contrast: level(40),
      wideDynamicRange: { value: "on", choices: onOff },
      wideDynamicRangeLevel: level(30),
    };
    const now: Imaging = {
      brightness: level(60),
      contrast: level(40),
      wideDynamicRange: { value: "off", choices: onOff },
      saturation: level(1),
    };
    expect(wayBack(before, now)).toEqual({ brightness: 50, wideDynamicRange: "on" });
    expect(wayBack(before, before)).toEqual({});
  });
});

/** A camera with levels and wide dynamic range, which has a strength while it is on; 13 it refuses. */
class FakeCamera {
  readonly asked: ImagingChange[] = [];
  private now: Imaging;
  private open: () => void = () => undefined;
  private gate: Promise<void> = Promise.resolve();

  constructor(start: Imaging) {
    this.now = start;
  }

  /** Holds its answers back until it is let go. */
  hold(): void {
    this.gate = new Promise((resolve) => (this.open = resolve));
  }

  letGo(): void {
    this.open();
  }

  readonly send = async (change: ImagingChange): Promise<Imaging> => {
    this.asked.push(change);
    await this.gate;
    const entries = Object.entries(change);
    const wrong = entries.filter(([, value]) => value === 13);
    if (wrong.length > 0) {
      throw new ProblemError({
        type: "urn:vedette:problem:camera-refuses",
        title: "The camera says no",
        detail: "picture: not 13",
        status: 409,
        errors: [],
        retryAfter: 0,
      });
    }
    for (const [name, value] of entries) {
      const before = this.now[name as keyof Imaging];
      if (before === undefined) {
        throw new Error(`${name} cannot be set`);
      }
      this.now = { ...this.now, [name]: { ...before, value } };
    }
    const { wideDynamicRangeLevel, ...rest } = this.now;
    this.now =
      this.now.wideDynamicRange?.value === "on"
        ? { ...rest, wideDynamicRangeLevel: wideDynamicRangeLevel ?? level(50) }
        : rest;
    return this.now;
  };
}

function adjuster(start: Imaging) {
  const camera = new FakeCamera(start);
  return {
    camera,
    adjuster: new Adjuster(start, { send: camera.send, onChange: () => undefined }),
  };
}

describe("Adjuster", () => {
  it("sends of what is wanted while the camera is busy only the last", async () => {
    const { camera, adjuster: it } = adjuster({ brightness: level(50), contrast: level(50) });
    camera.hold();
    const done = it.set({ brightness: 51 });
    await Promise.resolve();
    await Promise.resolve();
    void it.set({ brightness: 52 });
    void it.set({ contrast: 9 });
    void it.set({ brightness: 53 });
    expect(it.busy).toBe(true);
    expect(it.value("brightness")).toBe(53);
    camera.letGo();
    await done;
    expect(camera.asked).toEqual([{ brightness: 51 }, { brightness: 53, contrast: 9 }]);
    expect(it.busy).toBe(false);
    expect(it.known.brightness?.value).toBe(53);
  });

  it("goes back to what the camera has when it refuses, and says so at the setting", async () => {
    const { adjuster: it } = adjuster({ brightness: level(50), contrast: level(50) });
    await it.set({ brightness: 13 });
    expect(it.value("brightness")).toBe(50);
    expect(it.errors).toEqual({ brightness: "picture: not 13" });
    await it.set({ contrast: 60 });
    expect(it.errors).toEqual({ brightness: "picture: not 13" });
    await it.set({ brightness: 14 });
    expect(it.errors).toEqual({});
  });

  it("blames no setting where several were refused at once", async () => {
    const { adjuster: it } = adjuster({ brightness: level(50), contrast: level(50) });
    await it.set({ brightness: 13, contrast: 60 });
    expect(it.errors).toEqual({});
    expect(it.failure).toBe("picture: not 13");
    expect(it.value("contrast")).toBe(50);
  });

  it("goes back to the opening, also to how strong something was that is off now", async () => {
    const { camera, adjuster: it } = adjuster({
      brightness: level(50),
      wideDynamicRange: { value: "on", choices: onOff },
      wideDynamicRangeLevel: level(30),
    });
    expect(it.isChanged).toBe(false);
    await it.set({ wideDynamicRangeLevel: 80 });
    await it.set({ wideDynamicRange: "off", brightness: 70 });
    await it.set({ brightness: 13 });
    expect(it.isChanged).toBe(true);
    await it.reset();
    expect(camera.asked.slice(3)).toEqual([
      { brightness: 50, wideDynamicRange: "on" },
      { wideDynamicRangeLevel: 30 },
    ]);
    expect(it.isChanged).toBe(false);
    expect(it.errors).toEqual({});
  });
});
