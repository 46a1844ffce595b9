import type { PictureStatus } from "../src/live/live-picture";
import type { Device } from "../src/device";
import type { Camera, CameraState, CameraStream, Transcode, VideoFormat } from "../src/model";

export function camera(changes: Partial<Camera> = {}): Camera {
  return {
    id: "c-1",
    name: "Gate",
    enabled: true,
    address: { type: "rtsp", url: "rtsp://192.0.2.7/stream" },
    transport: "tcp",
    mode: "always",
    orientation: { degrees: 0, mirrored: false },
    credentials: { username: "viewer" },
    certificate: null,
    identity: null,
    state: state("streaming"),
    knownTransport: "tcp",
    device: device(),
    streams: [stream({ state: changes.state ?? state("streaming") })],
    ...changes,
  };
}

export function device(changes: Partial<Device> = {}): Device {
  return {
    firmware: null,
    clockAheadSeconds: null,
    notices: [],
    onvif: {
      state: "none",
      reason: "",
      make: "",
      model: "",
      serial: "",
      movable: false,
      adjustable: false,
      watched: false,
      sensors: [],
    },
    ...changes,
  };
}

export function stream(changes: Partial<CameraStream> = {}): CameraStream {
  return {
    rendition: "main",
    state: state("streaming"),
    lastFailure: "",
    video: video("H.264"),
    audio: null,
    transport: "tcp",
    fps: 25,
    bitsPerSecond: 1_500_000,
    keyFrameSeconds: 1,
    reconnects: 0,
    viewers: 1,
    lagged: 0,
    transcode: null,
    notices: [],
    ...changes,
  };
}

export function transcode(changes: Partial<Transcode> = {}): Transcode {
  return {
    encoder: "libx264",
    hardware: false,
    decoder: "software",
    encoded: 1200,
    dropped: 34,
    concealed: 0,
    lateMillis: 41,
    reduced: false,
    ...changes,
  };
}

export function video(codec: string): VideoFormat {
  return {
    codec,
    codecString: "avc1.64001f",
    width: 1280,
    height: 720,
    bitDepth: 8,
    chroma: "4:2:0",
    colour: { primaries: "bt709", transfer: "bt709", matrix: "bt709", range: "limited" },
  };
}

export function state(name: CameraState["name"], reason = ""): CameraState {
  return { name, reason, since: "2026-03-01T10:00:00Z" };
}

export function picture(changes: Partial<PictureStatus> = {}): PictureStatus {
  return {
    protocol: "websocket",
    rendition: "main",
    missesSub: false,
    why: null,
    hasPicture: true,
    fresh: true,
    behindMs: 300,
    stillForMs: 40,
    blocked: false,
    ...changes,
  };
}
