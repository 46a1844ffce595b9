import type { Camera } from "./model";

/** What the status feed sends, one JSON text message each. */
export type FeedMessage =
  | { readonly type: "snapshot"; readonly cameras: readonly Camera[] }
  | { readonly type: "camera"; readonly camera: Camera }
  | { readonly type: "removed"; readonly id: string }
  | { readonly type: "tick" };

/** Connecting is the first attempt only: afterwards the feed is open or lost. */
export type Connection = "connecting" | "open" | "lost";

export interface FeedState {
  readonly connection: Connection;
  /** False until the first snapshot: no cameras and not yet known are different things. */
  readonly known: boolean;
  readonly cameras: readonly Camera[];
}

export const noFeed: FeedState = { connection: "connecting", known: false, cameras: [] };

export function reduce(state: FeedState, message: FeedMessage): FeedState {
  switch (message.type) {
    case "snapshot":
      return { connection: "open", known: true, cameras: message.cameras };
    case "camera":
      return { ...state, cameras: put(state.cameras, message.camera) };
    case "removed":
      return { ...state, cameras: state.cameras.filter(({ id }) => id !== message.id) };
    default:
      return state;
  }
}

/** Cameras keep their places, so that no picture moves because a fact changed. */
function put(cameras: readonly Camera[], camera: Camera): readonly Camera[] {
  const known = cameras.some(({ id }) => id === camera.id);
  return known
    ? cameras.map((other) => (other.id === camera.id ? camera : other))
    : [...cameras, camera];
}
