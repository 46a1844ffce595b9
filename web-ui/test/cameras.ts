import type { PictureStatus } from "../src/live/live-picture";
import type { Camera, CameraState } from "../src/model";

export function camera(changes: Partial<Camera> = {}): Camera {
  return {
    id: "c-1",
    name: "Gate",
    enabled: true,
    address: { type: "rtsp", url: "rtsp://192.0.2.7/stream" },
    transport: "tcp",
    mode: "always",
    credentials: { username: "viewer" },
    certificate: null,
    state: state("streaming"),
    facts: {
      codec: "H.264",
      codecs: "avc1.64001f",
      width: 1280,
      height: 720,
      transport: "tcp",
      fps: 25,
      bitsPerSecond: 1_500_000,
      audio: "",
      keyFrameSeconds: 1,
      reconnects: 0,
      viewers: 1,
      lagged: 0,
      notices: [],
    },
    ...changes,
  };
}

export function state(name: CameraState["name"], reason = ""): CameraState {
  return { name, reason, since: "2026-03-01T10:00:00Z" };
}

export function picture(changes: Partial<PictureStatus> = {}): PictureStatus {
  return {
    protocol: "websocket",
    rendition: "main",
    why: null,
    hasPicture: true,
    fresh: true,
    behindMs: 300,
    stillForMs: 40,
    blocked: false,
    ...changes,
  };
}
