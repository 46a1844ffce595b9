import {
  formatCount,
  formatFps,
  formatMs,
  formatResolution,
  formatSince,
  formatTime,
  unknown,
} from "./format";
import { isOwnStream, streamOf, type Camera, type CameraStream, type Transcode } from "./model";

/** When playlists list a rendition: where browsers do not play what the camera sends, or always. */
export type Offer = "when_needed" | "always";

/** What happens to a conversion that the box has no power left for. */
export type OverBudget = "lower" | "refuse";

/** What renditions the box makes of cameras while somebody watches them. */
export interface Profile {
  readonly name: string;
  /** In pixels; what the pictures fit into. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second, at most. */
  readonly frameRate: number;
  /** Bits a second of pictures that fill it. */
  readonly bitRate: number;
  readonly offer: Offer;
}

/** How much the box converts, and about how much more it could. */
export interface TranscodeLoad {
  readonly running: number;
  readonly room: number;
  /** What part of its power is used, 0 to 1; more after conversions had to go on with slower encoders. */
  readonly used: number;
  readonly refusals: Refusals;
}

/** Conversions that the box had no power for. */
export interface Refusals {
  readonly count: number;
  /** ISO-8601, UTC: when the box started. */
  readonly since: string;
  readonly last: {
    readonly camera: string;
    readonly profile: string;
    /** Without a full stop. */
    readonly reason: string;
    readonly time: string;
  } | null;
}

export interface Transcoding {
  readonly overBudget: OverBudget;
  readonly profiles: readonly Profile[];
}

/** The profile that is always there, and that the page plays. */
export const defaultProfile = "h264";

export const overBudgetWords: Record<OverBudget, string> = {
  lower: "Make the picture smaller",
  refuse: "Refuse it",
};

export const offerWords: Record<Offer, string> = {
  when_needed: "Cameras browsers cannot play",
  always: "Every camera",
};

/** What a profile is for, in a sentence. */
export function purpose({ name, offer }: Profile): string {
  const listed =
    offer === "always"
      ? "Players are offered it for every camera"
      : "Players are offered it for cameras that browsers cannot play";
  return name === defaultProfile
    ? `This page plays it where a browser cannot play the camera itself, such as H.265 or MJPEG. ${listed}.`
    : `${listed}; ?rendition=${name} in the address of any camera's live.mp4 asks for it.`;
}

/** What the form of a profile holds, as typed; the bit rate in kbit/s. */
export interface ProfileForm {
  readonly name: string;
  readonly width: string;
  readonly height: string;
  readonly frameRate: string;
  readonly bitRate: string;
  readonly offer: Offer;
}

/** The fields that an error can stand beside, by the names that the box gives them. */
export const profileFields = [
  "name",
  "width",
  "height",
  "frameRate",
  "bitRate",
  "offer",
] as const satisfies readonly (keyof ProfileForm)[];

export const emptyProfile: ProfileForm = {
  name: "",
  width: "1280",
  height: "720",
  frameRate: "25",
  bitRate: "2000",
  offer: "when_needed",
};

export function profileForm(profile: Profile): ProfileForm {
  return {
    name: profile.name,
    width: String(profile.width),
    height: String(profile.height),
    frameRate: String(profile.frameRate),
    bitRate: String(profile.bitRate / 1000),
    offer: profile.offer,
  };
}

/** Body of PUT. What is no number goes as it was typed: the box says of each field what it takes. */
export interface ProfileInput {
  readonly width: number | string;
  readonly height: number | string;
  readonly frameRate: number | string;
  readonly bitRate: number | string;
  readonly offer: Offer;
}

export function profileInput(form: ProfileForm): ProfileInput {
  return {
    width: numberIn(form.width),
    height: numberIn(form.height),
    frameRate: numberIn(form.frameRate),
    bitRate: numberIn(form.bitRate, 1000),
    offer: form.offer,
  };
}

function numberIn(typed: string, unit = 1): number | string {
  const text = typed.trim();
  const value = Number((Number(text) * unit).toFixed(3));
  return /^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(value) ? value : text;
}

/** A rendition that the box makes, or is asked to make and cannot. */
export interface Conversion {
  readonly camera: Camera;
  readonly stream: CameraStream;
}

/** All that are under way, in the cameras' order. */
export function conversions(cameras: readonly Camera[]): readonly Conversion[] {
  return cameras.flatMap((camera) =>
    camera.streams
      .filter((stream) => !isOwnStream(stream) && (stream.transcode || isWanted(stream)))
      .map((stream) => ({ camera, stream })),
  );
}

function isWanted({ state }: CameraStream): boolean {
  return state.name !== "idle" && state.name !== "disabled";
}

/** How often each encoder is in use now: "libx264", "h264_vaapi (2)". */
export function encodersInUse(cameras: readonly Camera[]): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const { stream } of conversions(cameras)) {
    if (stream.transcode) {
      const { encoder } = stream.transcode;
      used.set(encoder, (used.get(encoder) ?? 0) + 1);
    }
  }
  return used;
}

export function inUseText(used: ReadonlyMap<string, number>): string {
  return used.size === 0
    ? "Nothing is being converted"
    : [...used].map(([name, times]) => (times === 1 ? name : `${name} (${times})`)).join(", ");
}

/** How much is converted, and how much could be. */
export function loadText(load: TranscodeLoad | null): string {
  if (load === null) {
    return "";
  }
  const { running, room, used } = load;
  const most = running + room;
  if (running === 0) {
    return most === 0
      ? "Nothing, and the box is not fast enough for the usual conversion"
      : `Nothing at the moment; the box can hold about ${conversionsOf(most)}`;
  }
  if (used > 1) {
    return `${conversionsOf(running)}, more than the box can hold; there is no room for another`;
  }
  return room === 0
    ? `${conversionsOf(running)}; there is no room for another of the usual size`
    : `${formatCount(running)} of about ${conversionsOf(most)} that the box can hold`;
}

/** What was refused since the box started; empty if nothing was. */
export function refusalsText(
  load: TranscodeLoad | null,
  cameras: readonly Camera[],
  now: Date,
): string {
  if (load === null || load.refusals.last === null) {
    return "";
  }
  const { count, since, last } = load.refusals;
  const name = cameras.find(({ id }) => id === last.camera)?.name ?? "a camera that was removed";
  const verb = count === 1 ? "was" : "were";
  return (
    `${conversionsOf(count)} ${verb} refused ${formatSince(since, now)}. ` +
    `The last: ${name} as ${last.profile}, ${formatTime(last.time, now)}: ${last.reason}.`
  );
}

function conversionsOf(count: number): string {
  return count === 1 ? "1 conversion" : `${formatCount(count)} conversions`;
}

export function encoderWords({ encoder, hardware }: Transcode): string {
  return `${encoder} (${hardware ? "hardware" : "processor"})`;
}

export function decoderWords({ decoder }: Transcode): string {
  return decoder === "software" ? "Processor" : decoder.toUpperCase();
}

export type Row = readonly [name: string, value: string];

/** How a rendition is made, and how well. */
export function transcodeRows(transcode: Transcode): readonly Row[] {
  const { encoded, dropped, concealed, lateMillis } = transcode;
  return [
    ["Decoder", decoderWords(transcode)],
    ["Encoder", encoderWords(transcode)],
    ["Pictures left out", `${formatCount(dropped)} of ${formatCount(encoded + dropped)}`],
    ["Damaged pictures", formatCount(concealed)],
    ["Delay", encoded === 0 ? unknown : formatMs(lateMillis)],
  ];
}

/** What goes in and what comes out. */
export function picturesOf({ camera, stream }: Conversion): Row {
  const main = streamOf(camera, "main");
  return ["Picture", `${pictures(main)} → ${pictures(stream)}`];
}

function pictures(stream: CameraStream | undefined): string {
  const video = stream?.video;
  if (!stream || !video) {
    return unknown;
  }
  const rate = stream.fps > 0 ? `, ${formatFps(stream.fps)}` : "";
  return `${video.codec} ${formatResolution(video.width, video.height)}${rate}`;
}

/** What the user should know of a conversion that is not as it should be; empty if it is. */
export function troubleWith({ stream }: Conversion): string {
  const { state, transcode, lastFailure } = stream;
  if (state.reason !== "") {
    return sentence(state.reason);
  }
  if (transcode === null) {
    return "Waits for the camera's pictures.";
  }
  if (transcode.reduced) {
    return "Made smaller than its profile says: the box has no power for more.";
  }
  return lastFailure === "" ? "" : sentence(`${lastFailure}; another way was taken`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
