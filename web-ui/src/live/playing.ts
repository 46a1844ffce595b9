import {
  formatBitrate,
  formatCount,
  formatFps,
  formatMs,
  formatResolution,
  streamWords,
  unknown,
} from "../format";
import { isOwnStream, streamOf, type Camera } from "../model";
import { decoderWords, encoderWords, type Row } from "../transcoding";
import type { Playing } from "./live-picture";
import type { Failure, Protocol } from "./player";

/** What is playing, in words and numbers, for those who ask. */
export function playingRows(playing: Playing, camera: Camera): readonly Row[] {
  const stream = streamOf(camera, playing.rendition);
  const own = stream && !isOwnStream(stream) ? streamOf(camera, "main") : stream;
  const transport = own?.transport ?? "";
  const { protocol, dropped, stalls, why } = playing;
  const rows: Row[] = [["Protocol", protocolWords[protocol]]];
  if (why !== null) {
    rows.push(["Because", whyWords[why]]);
  }
  rows.push(
    ["Stream", streamWords(playing.rendition)],
    ["Codec", codecWords(playing.codecs) || stream?.video?.codec || unknown],
    ["Size", formatResolution(playing.width, playing.height)],
    ["Frame rate", playing.fps === null ? unknown : formatFps(playing.fps)],
    ["Bitrate", playing.bitsPerSecond === null ? unknown : formatBitrate(playing.bitsPerSecond)],
  );
  if (protocol !== "snapshot") {
    rows.push(
      ["Behind the newest", formatMs(playing.behindMs)],
      ["Buffer", formatMs(playing.bufferMs)],
      ["Playback rate", `${playing.rate.toFixed(2)} ×`],
      ["Dropped frames", dropped === null ? unknown : formatCount(dropped)],
    );
  }
  if (stalls !== null) {
    rows.push(["Ran dry", stalls === 1 ? "Once" : stalls === 0 ? "Never" : `${stalls} times`]);
  }
  if (stream?.transcode) {
    rows.push(
      ["Decoded by the box", decoderWords(stream.transcode)],
      ["Encoded by", encoderWords(stream.transcode)],
    );
  }
  rows.push(["Camera to box", transport === "" ? "RTSP" : `RTSP over ${transport.toUpperCase()}`]);
  return rows;
}

const protocolWords: Record<Protocol, string> = {
  websocket: "WebSocket",
  llhls: "Low-latency HLS",
  hls: "HLS",
  snapshot: "Still pictures",
};

const whyWords: Record<Failure, string> = {
  unsupported: "The browser has no decoder",
  unreachable: "The better way is blocked",
  broken: "The better way failed",
  stalled: "The better way stood still",
};

const codecNames: Record<string, string> = {
  avc1: "H.264",
  avc3: "H.264",
  hvc1: "H.265",
  hev1: "H.265",
  mp4a: "AAC",
  opus: "Opus",
  jpeg: "JPEG",
};

/** `avc1.64001f,mp4a.40.2` as `H.264 (avc1.64001f), AAC (mp4a.40.2)`. */
export function codecWords(codecs: string): string {
  return codecs
    .split(",")
    .map((codec) => codec.trim())
    .filter((codec) => codec !== "")
    .map((codec) => {
      const name = codecNames[codec.split(".")[0]?.toLowerCase() ?? ""];
      return name === undefined ? codec : codec.includes(".") ? `${name} (${codec})` : name;
    })
    .join(", ");
}
