/** The box's JSON, as the HTTP contract writes it. */

export type StateName =
  | "idle"
  | "connecting"
  | "streaming"
  | "degraded"
  | "offline"
  | "auth_failed"
  | "certificate_changed"
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
  | { readonly type: "simulated"; readonly number: number };

export type Transport = "auto" | "tcp" | "udp" | "http";

/** By which way the video comes; empty while unknown. */
export type Link = "tcp" | "udp" | "http" | "ffmpeg" | "";

/** Whether the box keeps a connection to the camera, or only while somebody watches. */
export type Mode = "always" | "on_demand";

export interface CameraFacts {
  readonly codec: string;
  /** The codecs parameter of RFC 6381. */
  readonly codecs: string;
  readonly width: number;
  readonly height: number;
  readonly transport: Link;
  readonly fps: number;
  readonly bitsPerSecond: number;
  /** Such as "AAC 16 kHz mono"; empty without audio. */
  readonly audio: string;
  /** Seconds from one key frame to the next, 0 while unknown. */
  readonly keyFrameSeconds: number;
  readonly reconnects: number;
  readonly viewers: number;
  /** Fragments that viewers missed because they were too slow. */
  readonly lagged: number;
  /** What the user should know or could do better, a sentence each. */
  readonly notices: readonly string[];
}

export interface Camera {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly address: CameraAddress;
  readonly transport: Transport;
  readonly mode: Mode;
  readonly credentials: { readonly username: string } | null;
  /** What the camera has to show over TLS: the SHA-256 of its public key. */
  readonly certificate: { readonly sha256: string } | null;
  readonly state: CameraState;
  readonly facts: CameraFacts;
}

/** Body of POST and PATCH; without a password the box keeps the one it has. */
export interface CameraChange {
  name?: string;
  enabled?: boolean;
  address?: { type: "rtsp"; url: string; subUrl?: string };
  transport?: Transport;
  mode?: Mode;
  credentials?: { username: string; password?: string } | null;
  /** Trusts the certificate that is shown next. */
  certificate?: null;
}

export interface Session {
  readonly username: string;
  readonly role: string;
  readonly expiresAt: string;
}

/** True while the box has pictures of this camera, even if not all of them. */
export function hasPictures(camera: Camera): boolean {
  return camera.state.name === "streaming" || camera.state.name === "degraded";
}

/** True where the camera sends a small picture beside the large one. */
export function hasSub({ address }: Camera): boolean {
  return address.type === "simulated" || address.subUrl !== undefined;
}
