import type { CameraAddress, Link, Mode, StateName, Transport, VideoFormat } from "./model";

/** Human units. A dash stands for what the box does not know yet. */
export const unknown = "–";

export function formatFps(fps: number): string {
  return fps > 0 ? `${trim(fps)} fps` : unknown;
}

export function formatBitrate(bitsPerSecond: number): string {
  if (!(bitsPerSecond > 0)) {
    return unknown;
  }
  return bitsPerSecond < 999_500
    ? `${Math.max(1, Math.round(bitsPerSecond / 1000))} kbit/s`
    : `${(bitsPerSecond / 1_000_000).toFixed(1)} Mbit/s`;
}

export function formatResolution(width: number, height: number): string {
  return width > 0 && height > 0 ? `${width} × ${height}` : unknown;
}

/** Bits, sampling and colour space: 8 bit 4:2:0, bt709, limited range. */
export function formatColour({ bitDepth, chroma, colour }: VideoFormat): string {
  const samples = `${bitDepth} bit ${chroma}`;
  if (colour === null) {
    return samples;
  }
  const names = [...new Set([colour.primaries, colour.transfer, colour.matrix])].join("/");
  return `${samples}, ${names}, ${colour.range} range`;
}

export function formatBehind(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} s behind`;
  }
  return seconds < 90
    ? `${Math.round(seconds)} s behind`
    : `${Math.round(seconds / 60)} min behind`;
}

/** A short time: 2 s, 1.5 s. */
export function formatSeconds(seconds: number): string {
  return `${trim(seconds)} s`;
}

/** A delay; a dash while there is none to tell. */
export function formatMs(ms: number | null): string {
  if (ms === null) {
    return unknown;
  }
  return ms < 995 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** As `formatTime`, of what has been so since then. */
export function formatSince(since: string, now: Date): string {
  const time = formatTime(since, now);
  return time === "" ? "" : `since ${time}`;
}

/** The time of day, with the day when it is not today's; empty when there is no valid time. */
export function formatTime(at: string, now: Date): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) {
    return "";
  }
  const time = [then.getHours(), then.getMinutes(), then.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  if (then.toDateString() === now.toDateString()) {
    return time;
  }
  const day = then.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `${day}, ${time}`;
}

export function formatWait(seconds: number): string {
  if (seconds < 90) {
    return seconds === 1 ? "1 second" : `${seconds} seconds`;
  }
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** How a camera's clock goes, against the box's; empty while that is not known. */
export function formatClock(aheadSeconds: number | null): string {
  if (aheadSeconds === null) {
    return "";
  }
  const seconds = Math.abs(aheadSeconds);
  if (seconds < 2) {
    return "Right";
  }
  const [count, unit] =
    seconds < 120
      ? [seconds, "s"]
      : seconds < 7200
        ? [Math.round(seconds / 60), "minutes"]
        : seconds < 172_800
          ? [Math.round(seconds / 3600), "hours"]
          : [Math.round(seconds / 86_400), "days"];
  return `${count} ${unit} ${aheadSeconds > 0 ? "ahead" : "behind"}`;
}

export function formatAddress(address: CameraAddress): string {
  switch (address.type) {
    case "rtsp":
      return address.url;
    case "rtmp":
      return "Pushed by the camera (RTMP)";
    case "simulated":
      return `Simulated camera ${address.number}`;
  }
}

const stateWords: Record<StateName, string> = {
  idle: "Idle",
  connecting: "Connecting",
  streaming: "Live",
  degraded: "Degraded",
  offline: "Offline",
  auth_failed: "Sign-in refused",
  certificate_changed: "Certificate changed",
  other_device: "Another device",
  disabled: "Disabled",
};

export function stateWord(name: StateName): string {
  return stateWords[name] ?? name;
}

const linkWords: Record<Exclude<Link, "">, string> = {
  tcp: "TCP",
  udp: "UDP",
  http: "HTTP",
  ffmpeg: "FFmpeg",
  rtmp: "RTMP",
};

/** By which way it comes; empty while it does not. */
export function formatLink(link: Link): string {
  return link === "" ? "" : (linkWords[link] ?? link);
}

/** What was chosen, and what it has come to where that is the box's own choice. */
export function formatTransport(chosen: Transport, link: Link): string {
  const used = formatLink(link);
  if (chosen !== "auto") {
    return linkWords[chosen];
  }
  return used === "" ? "Automatic" : `Automatic, ${used}`;
}

const renditionWords: Record<string, string> = { main: "Main stream", sub: "Small stream" };

/** What the box makes by a profile goes by the profile's name. */
export function streamWords(rendition: string): string {
  return renditionWords[rendition] ?? `Converted, ${rendition}`;
}

export const modeWords: Record<Mode, string> = {
  always: "Always",
  on_demand: "Only while somebody watches",
};

/** At most one decimal, and none where it says nothing: 25, 12.5. */
function trim(value: number): string {
  return String(Math.round(value * 10) / 10);
}
