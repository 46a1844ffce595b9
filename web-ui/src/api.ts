import type { Rendition } from "./live/player";
import type { Camera, CameraChange, Session } from "./model";
import { parseProblem, ProblemError } from "./problem";

/** The box's control calls. Each throws ProblemError when the box says no, TypeError when it is not there. */
export const api = {
  session: () => call<Session>("GET", "/api/v1/session"),
  signIn: (username: string, password: string) =>
    call<Session>("POST", "/api/v1/session", { username, password }),
  signOut: () => call<void>("DELETE", "/api/v1/session"),
  add: (camera: CameraChange) => call<Camera>("POST", "/api/v1/cameras", camera),
  change: (id: string, change: CameraChange) => call<Camera>("PATCH", cameraPath(id), change),
  remove: (id: string) => call<void>("DELETE", cameraPath(id)),
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

export const feedPath = "/api/v1/feed";

/** The absolute address of a WebSocket on this origin. */
export function socketUrl(path: string, page: Location = location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}${path}`;
}

function cameraPath(id: string): string {
  return `/api/v1/cameras/${encodeURIComponent(id)}`;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
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
