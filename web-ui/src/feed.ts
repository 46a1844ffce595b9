import { withEvents, type SensorEvent } from "./device";
import { foldDiscovery, type Discovery, type DiscoveryMessage } from "./discovery";
import type { Camera } from "./model";
import type { TranscodeLoad } from "./transcoding";

/** What the status feed sends, one JSON text message each. */
export type FeedMessage =
  | { readonly type: "snapshot"; readonly cameras: readonly Camera[] }
  | { readonly type: "camera"; readonly camera: Camera }
  | { readonly type: "removed"; readonly id: string }
  | { readonly type: "events"; readonly id: string; readonly events: readonly SensorEvent[] }
  | { readonly type: "transcoding"; readonly load: TranscodeLoad }
  | DiscoveryMessage
  | { readonly type: "tick" };

/** Connecting is the first attempt only: afterwards the feed is open or lost. */
export type Connection = "connecting" | "open" | "lost";

export interface FeedState {
  readonly connection: Connection;
  /** False until the first snapshot: no cameras and not yet known are different things. */
  readonly known: boolean;
  readonly cameras: readonly Camera[];
  /** What cameras have noticed, by their identifiers, the newest last. */
  readonly events: Readonly<Record<string, readonly SensorEvent[]>>;
  /** How much the box converts; null until it has told. */
  readonly load: TranscodeLoad | null;
  /** What was found on the site's networks; null until the box has told, which it does to administrators. */
  readonly discovery: Discovery | null;
}

export const noFeed: FeedState = {
  connection: "connecting",
  known: false,
  cameras: [],
  events: {},
  load: null,
  discovery: null,
};

export function reduce(state: FeedState, message: FeedMessage): FeedState {
  switch (message.type) {
    case "snapshot":
      return { ...state, connection: "open", known: true, cameras: message.cameras, events: {} };
    case "camera":
      return { ...state, cameras: put(state.cameras, message.camera) };
    case "removed":
      return { ...state, cameras: state.cameras.filter(({ id }) => id !== message.id) };
    case "events": {
      const more = withEvents(state.events[message.id] ?? [], message.events);
      return { ...state, events: { ...state.events, [message.id]: more } };
    }
    case "transcoding":
      return { ...state, load: message.load };
    case "discovery":
      return { ...state, discovery: foldDiscovery(state.discovery, message) };
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
