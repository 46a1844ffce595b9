import type { Maintenance, Relay } from "./device";
import type { Credentials, Discovery, Trial, TuningPlan } from "./discovery";
import type { Encoders } from "./encoders";
import type { Imaging, ImagingChange } from "./imaging";
import type { Rendition } from "./live/player";
import type { Ntp, NtpChoice } from "./ntp";
import type { Preset, PtzCommand } from "./ptz";
import type { Camera, CameraChange, CameraWithKey, Session } from "./model";
import { parseProblem, ProblemError } from "./problem";
import type { OverBudget, Profile, ProfileInput, Transcoding } from "./transcoding";

/** The box's control calls. Each throws ProblemError when the box says no, TypeError when it is not there. */
export const api = {
  session: () => call<Session>("GET", "/api/v1/session"),
  signIn: (username: string, password: string) =>
    call<Session>("POST", "/api/v1/session", { username, password }),
  signOut: () => call<void>("DELETE", "/api/v1/session"),
  add: (camera: CameraChange) => call<CameraWithKey>("POST", "/api/v1/cameras", camera),
  change: (id: string, change: CameraChange) => call<Camera>("PATCH", cameraPath(id), change),
  /** Makes a new stream key; who pushes with the old one is hung up on. */
  newKey: (id: string) => call<CameraWithKey>("POST", `${cameraPath(id)}/key`),
  remove: (id: string) => call<void>("DELETE", cameraPath(id)),
  presets: (id: string) =>
    call<{ readonly presets: readonly Preset[] }>("GET", `${cameraPath(id)}/ptz`),
  ptz: (id: string, command: PtzCommand) => call<void>("POST", `${cameraPath(id)}/ptz`, command),
  relays: (id: string) =>
    call<{ readonly relays: readonly Relay[] }>("GET", `${cameraPath(id)}/relays`),
  maintain: (id: string, command: Maintenance) =>
    call<void>("POST", `${cameraPath(id)}/maintenance`, command),
  imaging: (id: string) => call<Imaging>("GET", `${cameraPath(id)}/imaging`),
  adjust: (id: string, change: ImagingChange) =>
    call<Imaging>("PATCH", `${cameraPath(id)}/imaging`, change),
  ntp: (id: string) => call<Ntp>("GET", `${cameraPath(id)}/ntp`),
  useNtp: (id: string, choice: NtpChoice) => call<Ntp>("PUT", `${cameraPath(id)}/ntp`, choice),
  /** Begins to search for cameras, unless that is under way. */
  search: () => call<Discovery>("POST", discoveryPath),
  /** Answers when the camera has, which may take most of a minute. */
  tryCamera: (id: string, input: Partial<Credentials> & { readonly foreign?: boolean }) =>
    call<Trial>("POST", `${discoveryPath}/cameras/${encodeURIComponent(id)}/trial`, input),
  tuning: (id: string) => call<TuningPlan>("GET", tuningPath(id)),
  tune: (id: string, plan: string) => call<TuningPlan>("POST", tuningPath(id), { plan }),
  encoders: () => call<Encoders>("GET", encodersPath),
  chooseEncoder: (encoder: string) => call<Encoders>("PATCH", encodersPath, { encoder }),
  testEncoders: () => call<Encoders>("POST", `${encodersPath}/probe`),
  transcoding: () => call<Transcoding>("GET", transcodingPath),
  whenOverBudget: (overBudget: OverBudget) =>
    call<Transcoding>("PATCH", transcodingPath, { overBudget }),
  /** Fails where there is one of that name already. */
  addProfile: (name: string, profile: ProfileInput) =>
    call<Profile>("PUT", profilePath(name), profile, { "If-None-Match": "*" }),
  /** Fails where there is none of that name any more. */
  changeProfile: (name: string, profile: ProfileInput) =>
    call<Profile>("PUT", profilePath(name), profile, { "If-Match": "*" }),
  removeProfile: (name: string) => call<void>("DELETE", profilePath(name)),
};

export type Api = typeof api;

export function livePath(id: string, rendition: Rendition): string {
  return `/streams/${encodeURIComponent(id)}/live?rendition=${rendition}`;
}

export function hlsPath(id: string): string {
  return `/streams/${encodeURIComponent(id)}/index.m3u8`;
}

/** A still picture at most so many pixels wide; `turn` only makes the address another one. */
export function snapshotPath(
  id: string,
  rendition: Rendition,
  width: number,
  turn: number,
): string {
  const query = `rendition=${rendition}&width=${width}&turn=${turn}`;
  return `/streams/${encodeURIComponent(id)}/snapshot.jpg?${query}`;
}

/** Fires `signed-out` when the box answers a call that the session has ended. */
export const sessionEnd = new EventTarget();

const discoveryPath = "/api/v1/discovery";

const encodersPath = "/api/v1/encoders";

const transcodingPath = "/api/v1/transcoding";

export const feedPath = "/api/v1/feed";

/** The absolute address of a WebSocket on this origin. */
export function socketUrl(path: string, page: Location = location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}${path}`;
}

function cameraPath(id: string): string {
  return `/api/v1/cameras/${encodeURIComponent(id)}`;
}

function tuningPath(id: string): string {
  return `${cameraPath(id)}/browser-friendly`;
}

/** Names that no profile may have go as a blank, which is refused like them: "a/b" or ".." would be another address. */
function profilePath(name: string): string {
  const harmless = /^[\w-]+$/.test(name) ? name : " ";
  return `${transcodingPath}/profiles/${encodeURIComponent(harmless)}`;
}

async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await readJson(response);
  if (response.status === 401) {
    sessionEnd.dispatchEvent(new Event("signed-out"));
  }
  if (!response.ok) {
    throw new ProblemError(
      parseProblem(response.status, answer, response.headers.get("Retry-After")),
    );
  }
  return answer as T;
}

async function readJson(response: Response): Promise<unknown> {
  const written = await response.text();
  try {
    return written === "" ? undefined : JSON.parse(written);
  } catch {
    return undefined;
  }
}
