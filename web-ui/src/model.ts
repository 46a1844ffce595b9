import type { Device } from "./device";

/** The box's JSON, as the HTTP contract writes it. */

export type StateName =
  | "idle"
  | "connecting"
  | "streaming"
  | "degraded"
  | "offline"
  | "auth_failed"
  | "certificate_changed"
  | "other_device"
  | "disabled";

export interface CameraState {
  readonly name: StateName;
  /** A sentence, or empty. */
  readonly reason: string;
  /** ISO-8601, UTC, by the box's clock. */
  readonly since: string;
}

export type CameraAddress =
  | { readonly type: "rtsp"; readonly url: string; readonly subUrl?: string }
  /** The camera connects to the box and pushes. */
  | { readonly type: "rtmp" }
  | { readonly type: "simulated"; readonly number: number };

export type Transport = "auto" | "tcp" | "udp" | "http";

/** By which way the video comes; empty while it does not. */
export type Link = "tcp" | "udp" | "http" | "ffmpeg" | "rtmp" | "";

/** Whether the box keeps a connection to the camera, or only while somebody watches. */
export type Mode = "always" | "on_demand";

/** How pictures are turned: mirrored first, then clockwise. */
export interface Orientation {
  readonly degrees: 0 | 90 | 180 | 270;
  readonly mirrored: boolean;
}

export interface Colour {
  /** Names of ITU-T H.273. */
  readonly primaries: string;
  readonly transfer: string;
  readonly matrix: string;
  readonly range: "limited" | "full";
}

export interface VideoFormat {
  readonly codec: string;
  /** The codecs parameter of RFC 6381. */
  readonly codecString: string;
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly chroma: string;
  readonly colour: Colour | null;
}

export interface AudioFormat {
  /** Such as "AAC 16 kHz mono". */
  readonly description: string;
  readonly codecString: string;
}

/** How a stream is made of the main one. */
export interface Transcode {
  /** FFmpeg's name. */
  readonly encoder: string;
  /** True where something else than the processor encodes. */
  readonly hardware: boolean;
  /** "software", or the name of what decodes instead. */
  readonly decoder: string;
  /** Pictures made. */
  readonly encoded: number;
  /** Pictures left out as they would have come too late. */
  readonly dropped: number;
  /** Pictures that came damaged. */
  readonly concealed: number;
  /** From the last picture's arrival at the box to its being ready; 0 before the first. */
  readonly lateMillis: number;
  /** True where the box has no power for all that the profile says. */
  readonly reduced: boolean;
}

/** One of the streams by which a camera can be watched. */
export interface CameraStream {
  readonly rendition: string;
  readonly state: CameraState;
  /** Why the last attempt failed; empty once pictures have come after it. */
  readonly lastFailure: string;
  /** The last format, while there are no pictures; null while unknown. */
  readonly video: VideoFormat | null;
  readonly audio: AudioFormat | null;
  /** By which way it comes now. */
  readonly transport: Link;
  readonly fps: number;
  readonly bitsPerSecond: number;
  /** Seconds from one key frame to the next, 0 while unknown. */
  readonly keyFrameSeconds: number;
  readonly reconnects: number;
  readonly viewers: number;
  /** Fragments that viewers missed because they were too slow. */
  readonly lagged: number;
  /** How the box makes it of the main stream, while it does. */
  readonly transcode: Transcode | null;
  /** What the user should know or could do better, a sentence each. */
  readonly notices: readonly string[];
}

export interface Identity {
  readonly serial?: string;
  readonly mac?: string;
  readonly uuid?: string;
  readonly make?: string;
  readonly model?: string;
}

export interface Camera {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly address: CameraAddress;
  readonly transport: Transport;
  readonly mode: Mode;
  readonly orientation: Orientation;
  readonly credentials: { readonly username: string } | null;
  /** What the camera has to show over TLS: the SHA-256 of its public key. */
  readonly certificate: { readonly sha256: string } | null;
  /** Who it is, as far as it is known. */
  readonly identity: Identity | null;
  /** By which way the video came last. */
  readonly knownTransport: Exclude<Link, ""> | null;
  /** As the main stream's, or while nobody asks for that, as another's. */
  readonly state: CameraState;
  /** What is known of it beside its streams. */
  readonly device: Device;
  /** The main one first; none until the box has looked at the camera. */
  readonly streams: readonly CameraStream[];
}

/** Where a camera has to push. */
export interface PushTarget {
  /** The address without the key. */
  readonly server: string;
  readonly key: string;
  /** The address with the key. */
  readonly url: string;
}

/** A camera as the box answers when it has made its stream key, which it does not show again. */
export interface CameraWithKey extends Camera {
  readonly push?: PushTarget;
}

/** Body of POST and PATCH; without a password the box keeps the one it has. */
export interface CameraChange {
  name?: string;
  enabled?: boolean;
  address?: { type: "rtsp"; url: string; subUrl?: string } | { type: "rtmp" };
  transport?: Transport;
  mode?: Mode;
  orientation?: Orientation;
  credentials?: { username: string; password?: string } | null;
  /** Who it is, by which the box knows it again. */
  identity?: {
    serial: string | null;
    mac: string | null;
    uuid: string | null;
    make: string | null;
    model: string | null;
  } | null;
  /** Trusts the certificate that is shown next. */
  certificate?: null;
}

export interface Session {
  readonly username: string;
  readonly role: string;
  /** What they may do; the box checks it, and the page offers nothing that fails. */
  readonly rights: readonly string[];
  readonly expiresAt: string;
}

/** Steering is turning cameras, changing is everything else that changes anything. */
export type Right = "watch" | "steer" | "change";

/** False while nobody has signed in. */
export function may(session: Pick<Session, "rights"> | undefined, right: Right): boolean {
  return session?.rights.includes(right) ?? false;
}

/** True while the box has pictures of this camera, even if not all of them. */
export function hasPictures({ state }: { readonly state: CameraState }): boolean {
  return state.name === "streaming" || state.name === "degraded";
}

/** One of the camera's streams, as far as it is known. */
export function streamOf(camera: Camera, rendition: string): CameraStream | undefined {
  return camera.streams.find((stream) => stream.rendition === rendition);
}

/** True of what the camera sends itself; all else is made by the box. */
export function isOwnStream({ rendition }: CameraStream): boolean {
  return rendition === "main" || rendition === "sub";
}

/** How a stream is: as the camera, where that says more than that the stream has not come yet. */
export function stateOf(camera: Camera, rendition: string): CameraState {
  const own = streamOf(camera, rendition)?.state ?? camera.state;
  const waits = own.name === "idle" || own.name === "connecting";
  return waits && isAway(camera.state) ? camera.state : own;
}

/** True of a stream that does not come, and will not at once. */
export function isAway({ name }: CameraState): boolean {
  return !["idle", "connecting", "streaming", "degraded"].includes(name);
}

/** What the user should know of the camera or any of its streams, each once. */
export function noticesOf({ device, streams }: Camera): readonly string[] {
  return [...new Set([...device.notices, ...streams.flatMap(({ notices }) => notices)])];
}

/** True where the box can make H.264 of what the camera sends. */
export function hasConverted(camera: Camera): boolean {
  return streamOf(camera, "h264") !== undefined;
}

/** True where the camera sends a small picture beside the large one. */
export function hasSub({ address }: Camera): boolean {
  return address.type === "simulated" || (address.type === "rtsp" && address.subUrl !== undefined);
}
