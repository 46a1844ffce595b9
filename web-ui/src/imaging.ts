import { explain, fieldErrors, ProblemError } from "./problem";

/** How much of something a camera's picture has, and could have. */
export interface Level {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** One of a few words, in small letters. */
export interface Mode {
  readonly value: string;
  readonly choices: readonly string[];
}

export type LevelName =
  | "brightness"
  | "contrast"
  | "saturation"
  | "sharpness"
  | "wideDynamicRangeLevel"
  | "backlightCompensationLevel";

export type ModeName = "infraredFilter" | "wideDynamicRange" | "backlightCompensation";

export type SettingName = LevelName | ModeName;

/** What can be set in a camera's picture, as the box's JSON writes it; what the camera does not have is left out. */
export type Imaging = { readonly [name in LevelName]?: Level } & {
  readonly [name in ModeName]?: Mode;
};

/** What is to be set; the rest stays. */
export type ImagingChange = { [name in LevelName]?: number } & { [name in ModeName]?: string };

/** A setting to be shown. */
export type Setting =
  | { readonly name: LevelName; readonly label: string; readonly level: Level }
  | { readonly name: ModeName; readonly label: string; readonly mode: Mode };

const levels: readonly (readonly [LevelName, string])[] = [
  ["brightness", "Brightness"],
  ["contrast", "Contrast"],
  ["saturation", "Saturation"],
  ["sharpness", "Sharpness"],
];

const modes: readonly (readonly [ModeName, string, LevelName?])[] = [
  ["infraredFilter", "Infrared filter"],
  ["wideDynamicRange", "Wide dynamic range", "wideDynamicRangeLevel"],
  ["backlightCompensation", "Backlight compensation", "backlightCompensationLevel"],
];

/** What a camera has, in the order in which it is shown; how strong something is only while it is on. */
export function settingsOf(imaging: Imaging): readonly Setting[] {
  const shown: Setting[] = [];
  for (const [name, label] of levels) {
    const level = imaging[name];
    if (level) {
      shown.push({ name, label, level });
    }
  }
  for (const [name, label, strength] of modes) {
    const mode = imaging[name];
    if (mode) {
      shown.push({ name, label, mode });
    }
    const level = strength && imaging[strength];
    if (level && mode?.value !== "off") {
      shown.push({ name: strength, label: `${label}: strength`, level });
    }
  }
  return shown;
}

const modeWords: Record<string, string> = { on: "On", off: "Off", auto: "Auto" };
const filterWords: Record<string, string> = { on: "On (day)", off: "Off (night)", auto: "Auto" };

export function modeWord(name: ModeName, value: string): string {
  const words = name === "infraredFilter" ? filterWords : modeWords;
  return words[value] ?? value;
}

/** A whole range of some length goes by ones, as cameras have it; another by hundredths of it. */
export function stepOf({ min, max }: Level): number {
  const whole = Number.isInteger(min) && Number.isInteger(max) && max - min >= 5;
  return whole || max === min ? 1 : (max - min) / 100;
}

/** With as many decimals as the steps need. */
export function formatLevel(value: number, level: Level): string {
  const step = stepOf(level);
  return value.toFixed(step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step))));
}

/** What has to be set for the picture to be as it was, as far as the camera has it now. */
export function wayBack(before: Imaging, now: Imaging): ImagingChange {
  const change: Record<string, number | string> = {};
  for (const name of Object.keys(before) as SettingName[]) {
    const was = before[name]?.value;
    const is = now[name]?.value;
    if (was !== undefined && is !== undefined && was !== is) {
      change[name] = was;
    }
  }
  return change;
}

export interface AdjusterPorts {
  /** Answers what the camera has made of it. */
  readonly send: (change: ImagingChange) => Promise<Imaging>;
  readonly onChange: () => void;
}

/**
 * Sets a camera's picture: one change is under way at a time, and of what is wanted meanwhile only the last of each
 * setting is sent, together. What the camera refuses goes back to what it has.
 */
export class Adjuster {
  /** As the camera has it, as far as it has told. */
  known: Imaging;
  /** By setting, why it was refused. */
  errors: Readonly<Record<string, string>> = {};
  /** Why several settings at once were refused, which is the fault of none. */
  failure = "";
  private wanted: ImagingChange = {};
  private sent: ImagingChange = {};
  private running: Promise<void> | undefined;

  constructor(
    readonly opening: Imaging,
    private readonly ports: AdjusterPorts,
  ) {
    this.known = opening;
  }

  /** True while a change is under way. */
  get busy(): boolean {
    return this.running !== undefined;
  }

  /** What a setting is, or is about to be. */
  value(name: SettingName): number | string | undefined {
    return this.wanted[name] ?? this.sent[name] ?? this.known[name]?.value;
  }

  /** True where something is not as it was at the opening. */
  get isChanged(): boolean {
    return Object.keys(wayBack(this.opening, this.known)).length > 0;
  }

  /** Settled when the camera has answered to it. */
  set(change: ImagingChange): Promise<void> {
    this.wanted = { ...this.wanted, ...change };
    this.running ??= this.follow();
    this.ports.onChange();
    return this.running;
  }

  /** How strong something is can only be set back once it is on again. */
  async reset(): Promise<void> {
    this.errors = {};
    this.failure = "";
    await this.set(wayBack(this.opening, this.known));
    const rest = wayBack(this.opening, this.known);
    const refused = this.failure !== "" || Object.keys(this.errors).length > 0;
    if (!refused && Object.keys(rest).length > 0) {
      await this.set(rest);
    }
  }

  private async follow(): Promise<void> {
    // The camera is asked for what is wanted when this turn of the page's is over.
    await Promise.resolve();
    while (Object.keys(this.wanted).length > 0) {
      this.sent = this.wanted;
      this.wanted = {};
      await this.send(this.sent);
      this.sent = {};
      this.ports.onChange();
    }
    this.running = undefined;
    this.ports.onChange();
  }

  private async send(change: ImagingChange): Promise<void> {
    const names = Object.keys(change);
    const others = Object.entries(this.errors).filter(([name]) => !names.includes(name));
    this.errors = Object.fromEntries(others);
    this.failure = "";
    try {
      this.known = await this.ports.send(change);
    } catch (error) {
      this.refused(names, error);
    }
  }

  private refused(names: readonly string[], error: unknown): void {
    const told =
      error instanceof ProblemError
        ? fieldErrors(error.problem, names)
        : { byField: {}, general: explain(error) };
    const [only] = names;
    const general = told.general && names.length === 1 ? { [only ?? ""]: told.general } : {};
    this.errors = { ...this.errors, ...told.byField, ...general };
    this.failure = names.length === 1 ? "" : told.general;
  }
}
