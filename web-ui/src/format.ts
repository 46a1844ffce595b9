import type { CameraAddress, Link, Mode, StateName, Transport } from "./model";

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

export function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** The time of day, with the day when it is not today's; empty when there is no valid time. */
export function formatSince(since: string, now: Date): string {
  const then = new Date(since);
  if (Number.isNaN(then.getTime())) {
    return "";
  }
  const time = [then.getHours(), then.getMinutes(), then.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  if (then.toDateString() === now.toDateString()) {
    return `since ${time}`;
  }
  const day = then.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `since ${day}, ${time}`;
}

export function formatWait(seconds: number): string {
  if (seconds < 90) {
    return seconds === 1 ? "1 second" : `${seconds} seconds`;
  }
  return `${Math.ceil(seconds / 60)} minutes`;
}

export function formatAddress(address: CameraAddress): string {
  return address.type === "rtsp" ? address.url : `Simulated camera ${address.number}`;
}

const stateWords: Record<StateName, string> = {
  idle: "Idle",
  connecting: "Connecting",
  streaming: "Live",
  degraded: "Degraded",
  offline: "Offline",
  auth_failed: "Sign-in refused",
  certificate_changed: "Certificate changed",
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
};

/** What was chosen, and what it has come to where that is the box's own choice. */
export function formatTransport(chosen: Transport, link: Link): string {
  const used = link === "" ? "" : (linkWords[link] ?? link);
  if (chosen !== "auto") {
    return linkWords[chosen];
  }
  return used === "" ? "Automatic" : `Automatic, ${used}`;
}

export const modeWords: Record<Mode, string> = {
  always: "Always",
  on_demand: "Only while somebody watches",
};

/** At most one decimal, and none where it says nothing: 25, 12.5. */
function trim(value: number): string {
  return String(Math.round(value * 10) / 10);
}
