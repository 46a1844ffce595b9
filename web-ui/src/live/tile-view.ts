import { formatSince, stateWord } from "../format";
import { hasPictures, type Camera } from "../model";
import type { PictureStatus } from "./live-picture";

/** A picture that has not moved for this long must not look live. */
export const STILL_MS = 3000;

export type Tone = "good" | "warn" | "bad" | "quiet";

/** What a tile says. Without a notice its picture is live. */
export interface TileView {
  readonly badge: string;
  readonly tone: Tone;
  readonly notice: Notice | null;
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
  const { state } = camera;
  const shown = picture.hasPicture && picture.fresh && !picture.blocked;
  const moving = shown && picture.stillForMs < STILL_MS;
  if (!hasPictures(camera)) {
    const word = stateWord(state.name);
    return {
      badge: word,
      tone: awayTone(state.name),
      notice: { title: word, detail: state.reason, since: formatSince(state.since, now) },
    };
  }
  if (moving) {
    return state.name === "degraded"
      ? { badge: stateWord(state.name), tone: "warn", notice: null }
      : { badge: "Live", tone: "good", notice: null };
  }
  return { badge: "Not live", tone: "warn", notice: notMoving(picture, feedLost) };
}

function notMoving(picture: PictureStatus, feedLost: boolean): Notice {
  if (picture.blocked) {
    return notice("Paused by the browser", "Tap to play.");
  }
  if (picture.stillForMs < STILL_MS) {
    return notice("Loading picture", "");
  }
  const seconds = `${Math.floor(picture.stillForMs / 1000)} s`;
  const why = feedLost ? "Connection to the box lost, reconnecting…" : "Trying again…";
  return picture.hasPicture
    ? notice("Picture stands still", `Nothing new for ${seconds}. ${why}`)
    : notice("No picture yet", `Nothing for ${seconds}. ${why}`);
}

function awayTone(name: Camera["state"]["name"]): Tone {
  switch (name) {
    case "offline":
    case "auth_failed":
    case "certificate_changed":
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
