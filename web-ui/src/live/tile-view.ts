import { formatSince, stateWord } from "../format";
import { hasPictures, stateOf, streamOf, type Camera, type CameraState } from "../model";
import type { PictureStatus } from "./live-picture";

/** A picture that has not moved for this long must not look live. */
export const STILL_MS = 3000;

export type Tone = "good" | "warn" | "bad" | "quiet";

/** What a tile says. Without a notice its picture is live. */
export interface TileView {
  readonly badge: string;
  readonly tone: Tone;
  readonly notice: Notice | null;
  /** What is to be known of a picture that is shown; empty if nothing is. */
  readonly remark: string;
}

export interface Notice {
  readonly title: string;
  readonly detail: string;
  readonly since: string;
}

export interface TileSituation {
  readonly camera: Camera;
  readonly picture: PictureStatus;
  readonly feedLost: boolean;
  readonly now: Date;
}

export function tileView({ camera, picture, feedLost, now }: TileSituation): TileView {
  const state = stateOf(camera, picture.rendition);
  const shown = picture.hasPicture && picture.fresh && !picture.blocked;
  const moving = shown && picture.stillForMs < STILL_MS;
  if (isStarting(state, camera, picture) && !(moving && state.name === "idle")) {
    const starting = notice("Starting…", "Asking the camera for its picture.");
    return { badge: "Starting…", tone: "quiet", notice: starting, remark: "" };
  }
  if (!hasPictures({ state }) && state.name !== "idle") {
    const word = stateWord(state.name);
    return {
      badge: word,
      tone: awayTone(state.name),
      notice: {
        title: word,
        detail: reason(state, camera, picture),
        since: formatSince(state.since, now),
      },
      remark: "",
    };
  }
  if (!moving) {
    return {
      badge: "Not live",
      tone: "warn",
      notice: notMoving(camera, picture, feedLost),
      remark: "",
    };
  }
  const remark = remarkOn(camera, picture);
  if (picture.protocol === "snapshot") {
    return { badge: "Still pictures, one a second", tone: "warn", notice: null, remark };
  }
  return state.name === "degraded"
    ? { badge: stateWord(state.name), tone: "warn", notice: null, remark }
    : { badge: "Live", tone: "good", notice: null, remark };
}

/** A camera that is asked for only while somebody watches, and was not until now. */
function isStarting(state: CameraState, { mode }: Camera, { rendition }: PictureStatus): boolean {
  const onDemand = mode === "on_demand" || rendition !== "main";
  return state.name === "idle" || (state.name === "connecting" && onDemand);
}

/** Why the played stream does not come; of the small one it is told that it is the small one. */
function reason(state: CameraState, camera: Camera, { rendition }: PictureStatus): string {
  const ofSub = rendition === "sub" && state !== camera.state && state.reason !== "";
  return ofSub ? `The small stream: ${state.reason}` : state.reason;
}

function remarkOn(camera: Camera, picture: PictureStatus): string {
  const { protocol, rendition, why, missesSub } = picture;
  if (why === "unsupported") {
    const codec = codecOf(camera);
    const instead =
      protocol === "snapshot"
        ? "still pictures"
        : rendition === "sub"
          ? "the small stream"
          : rendition === "h264"
            ? "what the box converts to H.264"
            : "";
    return instead ? `This browser cannot play ${codec}; showing ${instead}` : "";
  }
  if (missesSub) {
    const failure = streamOf(camera, "sub")?.lastFailure;
    const because = failure ? `: ${failure}` : "";
    return `Showing the large stream, as the small one does not come${because}`;
  }
  return protocol === "snapshot" && why !== null
    ? "Video does not get through; it is tried again now and then"
    : "";
}

function notMoving(camera: Camera, picture: PictureStatus, feedLost: boolean): Notice {
  if (picture.blocked) {
    return notice("Paused by the browser", "Tap to play.");
  }
  if (picture.stillForMs < STILL_MS) {
    return notice("Loading picture", "");
  }
  if (picture.why === "unsupported" && !picture.hasPicture && picture.protocol !== "snapshot") {
    return notice(`This browser cannot play ${codecOf(camera)}`, "");
  }
  const seconds = `${Math.floor(picture.stillForMs / 1000)} s`;
  const why = feedLost ? "Connection to the box lost, reconnecting…" : "Trying again…";
  return picture.hasPicture
    ? notice("Picture stands still", `Nothing new for ${seconds}. ${why}`)
    : notice("No picture yet", `Nothing for ${seconds}. ${why}`);
}

function codecOf(camera: Camera): string {
  return streamOf(camera, "main")?.video?.codec || "this camera's video";
}

function awayTone(name: Camera["state"]["name"]): Tone {
  switch (name) {
    case "offline":
    case "auth_failed":
    case "certificate_changed":
    case "other_device":
      return "bad";
    case "connecting":
      return "warn";
    default:
      return "quiet";
  }
}

function notice(title: string, detail: string): Notice {
  return { title, detail, since: "" };
}
