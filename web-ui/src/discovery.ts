import type { Camera, CameraChange } from "./model";

/** A camera on the site's networks, as the box has found it. All texts are the camera's own. */
export interface FoundCamera {
  readonly id: string;
  readonly name: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly mac: string | null;
  readonly uuid: string | null;
  readonly place: string | null;
  readonly address: string;
  readonly addresses: readonly string[];
  /** The box's interface by which it is reached without a router; null where there is none. */
  readonly network: string | null;
  readonly services: readonly string[];
  readonly streams: readonly string[];
  /** TCP ports at which it speaks RTSP. */
  readonly ports: readonly number[];
  readonly sources: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Identifier of the box's camera that it is already. */
  readonly camera: string | null;
}

/** Something that did not work while the box searched. */
export interface Notice {
  readonly source: string;
  readonly about: string;
  readonly seen: string;
}

interface Progress {
  readonly searching: boolean;
  /** When the last round began and ended, ISO-8601; null where none has. */
  readonly began: string | null;
  readonly ended: string | null;
  readonly notices: readonly Notice[];
}

export interface Discovery extends Progress {
  /** In the order in which they were found. */
  readonly cameras: readonly FoundCamera[];
}

/** What the feed tells: first all, then what is new or other than before. */
export interface DiscoveryMessage extends Progress {
  readonly type: "discovery";
  readonly whole: boolean;
  readonly cameras: readonly FoundCamera[];
  readonly lost: readonly string[];
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A stream that a camera offers. */
export interface Profile {
  readonly token: string;
  readonly name: string;
  readonly url: string;
  readonly codec: string;
  /** 0 where the camera does not tell, as the others. */
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly kilobits: number;
  readonly playsEverywhere: boolean;
}

/** What trying a camera came to. */
export interface Trial {
  readonly state: "ready" | "needs-credentials" | "refused" | "locked" | "failed";
  readonly why: string;
  readonly identity: {
    readonly serial: string | null;
    readonly mac: string | null;
    readonly uuid: string | null;
  };
  readonly make: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly clockOffsetSeconds: number | null;
  readonly profiles: readonly Profile[];
  readonly main: string | null;
  readonly sub: string | null;
  readonly picture: string | null;
  readonly notes: readonly string[];
}

/** What would make every browser play a camera's streams, in words. */
export interface TuningPlan {
  /** Names it: only what was looked at is done. */
  readonly plan: string;
  readonly needed: boolean;
  readonly encoders: readonly {
    readonly token: string;
    readonly name: string;
    readonly changes: readonly string[];
    readonly shortfalls: readonly string[];
  }[];
}

export function foldDiscovery(before: Discovery | null, message: DiscoveryMessage): Discovery {
  const { searching, began, ended, notices } = message;
  const known = message.whole || before === null ? [] : before.cameras;
  const kept = known
    .filter(({ id }) => !message.lost.includes(id))
    .map((camera) => message.cameras.find(({ id }) => id === camera.id) ?? camera);
  const added = message.cameras.filter(({ id }) => !known.some((camera) => camera.id === id));
  return { searching, began, ended, notices, cameras: [...kept, ...added] };
}

/** What to call it in the list: by its make and model, else by its name, else by its address. */
export function titleOf(found: FoundCamera, trial?: Trial): string {
  return (
    product(trial?.make ?? found.make, trial?.model ?? found.model) || found.name || found.address
  );
}

/** Many models' names begin with the make's. */
function product(make: string | null, model: string | null): string {
  const maker = make?.trim() ?? "";
  const type = model?.trim() ?? "";
  return type.toLowerCase().startsWith(maker.toLowerCase()) ? type : `${maker} ${type}`.trim();
}

/** What tells it from others of its kind. */
export function factsOf(found: FoundCamera, trial?: Trial): readonly string[] {
  const title = titleOf(found, trial);
  const { mac } = found;
  const serial = trial?.identity.serial ?? found.serial;
  const told = [found.name, found.place, found.address, mac ?? trial?.identity.mac ?? null];
  return [
    ...told.filter((fact) => fact !== null && fact !== "" && fact !== title),
    ...(serial ? [`serial ${serial}`] : []),
    ...(trial?.firmware ? [`firmware ${trial.firmware}`] : []),
  ] as string[];
}

/** Whether every word of the filter stands somewhere in what is known of it. */
export function matches(found: FoundCamera, filter: string): boolean {
  const known = [titleOf(found), ...factsOf(found), ...found.addresses].join(" ").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => known.includes(word));
}

const mostName = 100;

/** A name for the box that no other of its cameras has. */
export function newName(found: FoundCamera, trial: Trial, taken: readonly string[]): string {
  const type = product(trial.make ?? found.make, trial.model ?? found.model);
  const own = found.name?.trim() ?? "";
  const says = own !== "" && !type.toLowerCase().includes(own.toLowerCase());
  const place = found.place?.trim() ?? "";
  const base =
    (says ? own : [type, place].filter((part) => part !== "").join(", ")) || found.address;
  const plain = base.replace(/\p{Cc}+/gu, " ").slice(0, mostName - 6);
  let name = plain;
  for (let number = 2; taken.includes(name); number++) {
    name = `${plain} (${number})`;
  }
  return name;
}

/** A stream in a line: 1920 × 1080, H.264, 25 fps. */
export function profileText(profile: Profile): string {
  const { width, height, codec, frameRate, kilobits } = profile;
  const parts = [
    ...(width > 0 && height > 0 ? [`${width} × ${height}`] : []),
    ...(codec === "" ? [] : [codec]),
    ...(frameRate > 0 ? [`${Math.round(frameRate * 10) / 10} fps`] : []),
    ...(kilobits > 0 ? [`${kilobits} kbit/s`] : []),
  ];
  return parts.join(", ") || profile.name || profile.token;
}

/** What trying it came to, in a sentence. */
export function trialText(trial: Trial): string {
  switch (trial.state) {
    case "ready":
      return "Ready to be added.";
    case "needs-credentials":
      return "Needs a user name and a password.";
    case "refused":
      return "Refuses the user name or the password.";
    case "locked":
      return "The account is locked. Wait a while before you try again.";
    case "failed":
      return "Cannot be used.";
  }
}

/** How far the camera's clock is off, where that is worth a word. */
export function clockText({ clockOffsetSeconds: offset }: Trial): string {
  if (offset === null || Math.abs(offset) < 60) {
    return "";
  }
  const minutes = Math.round(Math.abs(offset) / 60);
  const amount =
    minutes < 120
      ? `${minutes} min`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1440)} days`;
  return `Its clock is ${amount} ${offset > 0 ? "ahead" : "behind"}.`;
}

/** What to add: the chosen streams, and the credentials that it was tried with. */
export function newCamera(
  name: string,
  trial: Trial,
  choice: { readonly main: string; readonly sub: string },
  credentials: Credentials | null,
): CameraChange {
  const url = (token: string) => trial.profiles.find((profile) => profile.token === token)?.url;
  const subUrl = choice.sub === choice.main ? undefined : url(choice.sub);
  return {
    name,
    address: {
      type: "rtsp",
      url: url(choice.main) ?? "",
      ...(subUrl === undefined ? {} : { subUrl }),
    },
    credentials,
    identity: { ...trial.identity, make: trial.make, model: trial.model },
  };
}

/** Where somebody begins who knows the path: a stream that it told, else its address. */
export function byHandUrl({ address, ports, streams }: FoundCamera): string {
  const host = address.includes(":") ? `[${address.replace(/%.*/, "")}]` : address;
  const port = ports[0] ?? 554;
  return streams[0] ?? `rtsp://${host}${port === 554 ? "" : `:${port}`}/`;
}

/** How the search stands, in a sentence. */
export function progressText(discovery: Discovery): string {
  const { cameras, searching } = discovery;
  const found =
    cameras.length === 0
      ? "No camera found"
      : cameras.length === 1
        ? "1 camera found"
        : `${cameras.length} cameras found`;
  const added = cameras.filter(({ camera }) => camera !== null).length;
  const which =
    added === 0
      ? ""
      : added === cameras.length
        ? added === 1
          ? ", which is added already"
          : ", all of them added already"
        : `, ${added} of them added already`;
  return searching ? `Searching… ${found}${which} so far.` : `${found}${which}.`;
}

/** The names of the box's cameras. */
export function namesOf(cameras: readonly Camera[]): readonly string[] {
  return cameras.map(({ name }) => name);
}
