/** A camera as a device, as the box's JSON writes it. */
export interface Device {
  readonly firmware: string | null;
  /** By how much its clock is ahead of the box's; negative if it is behind. */
  readonly clockAheadSeconds: number | null;
  /** What the user should know, a sentence each. */
  readonly notices: readonly string[];
  readonly onvif: Onvif;
}

/** What it tells and can by ONVIF. */
export interface Onvif {
  readonly state: "unknown" | "none" | "refused" | "failed" | "connected";
  /** A sentence without a full stop, or empty. */
  readonly reason: string;
  readonly make: string;
  readonly model: string;
  readonly serial: string;
  /** True where it can be turned or zoomed. */
  readonly movable: boolean;
  /** True where its picture can be set. */
  readonly adjustable: boolean;
  /** True while it tells its events. */
  readonly watched: boolean;
  readonly sensors: readonly Sensor[];
}

export type SensorKind = "motion" | "tamper" | "digital_input";

export interface Sensor {
  readonly kind: SensorKind;
  /** The camera's name of an input; otherwise empty. */
  readonly source: string;
  readonly active: boolean;
  /** ISO-8601, UTC, by the box's clock. */
  readonly since: string;
}

export interface SensorEvent {
  /** Grows with every event of a camera. */
  readonly number: number;
  readonly kind: SensorKind;
  readonly source: string;
  readonly change: "began" | "ended" | "happened";
  readonly time: string;
}

/** A switch of the camera's. */
export interface Relay {
  readonly token: string;
  /** True of one that stays as it is put; another falls back by itself. */
  readonly bistable: boolean;
}

export type Maintenance =
  | { readonly action: "set_clock" | "reboot" }
  | { readonly action: "set_relay"; readonly relay: string; readonly active: boolean };

/** Events that the page remembers of each camera. */
export const MOST_EVENTS = 40;

/** A clock that is less off spoils nothing, and is told in whole seconds. */
const WORTH_SETTING_SECONDS = 5;

/** With what came anew, the newest last. */
export function withEvents(
  known: readonly SensorEvent[],
  more: readonly SensorEvent[],
): readonly SensorEvent[] {
  return [...known, ...more].slice(-MOST_EVENTS);
}

/** What a camera notices at the moment. */
export function activeSensors({ device }: { readonly device: Device }): readonly Sensor[] {
  return device.onvif.sensors.filter(({ active }) => active);
}

const kindWords: Record<SensorKind, string> = {
  motion: "Motion",
  tamper: "Tampering",
  digital_input: "Input",
};

export function sensorWords({ kind, source }: Pick<Sensor, "kind" | "source">): string {
  const word = kindWords[kind] ?? kind;
  return source === "" ? word : `${word} ${source}`;
}

const changeWords: Record<SensorEvent["change"], string> = {
  began: "began",
  ended: "ended",
  happened: "seen",
};

export function eventWords(event: SensorEvent): string {
  return `${sensorWords(event)} ${changeWords[event.change] ?? event.change}`;
}

/** True of a clock that is so far off that its pictures and events bear a wrong time. */
export function isClockOff({ clockAheadSeconds: ahead }: Device): boolean {
  return ahead !== null && Math.abs(ahead) > WORTH_SETTING_SECONDS;
}
