import type { Camera, CameraChange, Mode, Orientation, Transport } from "./model";

/** What the add/edit dialog holds, as typed. */
export interface CameraForm {
  readonly name: string;
  /** Whether the box reads the camera, or the camera pushes to the box. */
  readonly kind: "rtsp" | "rtmp";
  readonly url: string;
  /** Empty where the camera has no second, smaller stream. */
  readonly subUrl: string;
  readonly transport: Transport;
  readonly username: string;
  /** Empty keeps the one that the box has. */
  readonly password: string;
  readonly mode: Mode;
  readonly orientation: Orientation;
  readonly enabled: boolean;
}

/** The fields that an error can stand beside, by the names that the box gives them. */
export const formFields = [
  "name",
  "address.url",
  "address.subUrl",
  "transport",
  "credentials.username",
  "credentials.password",
  "mode",
  "orientation.degrees",
  "orientation.mirrored",
  "enabled",
] as const;

export const emptyForm: CameraForm = {
  name: "",
  kind: "rtsp",
  url: "",
  subUrl: "",
  transport: "auto",
  username: "",
  password: "",
  mode: "always",
  orientation: { degrees: 0, mirrored: false },
  enabled: true,
};

export function formOf(camera: Camera): CameraForm {
  return {
    name: camera.name,
    kind: camera.address.type === "rtmp" ? "rtmp" : "rtsp",
    url: camera.address.type === "rtsp" ? camera.address.url : "",
    subUrl: camera.address.type === "rtsp" ? (camera.address.subUrl ?? "") : "",
    transport: camera.transport,
    username: camera.credentials?.username ?? "",
    password: "",
    mode: camera.mode,
    orientation: camera.orientation,
    enabled: camera.enabled,
  };
}

export function newCamera(form: CameraForm): CameraChange {
  return {
    name: form.name.trim(),
    enabled: form.enabled,
    ...(form.kind === "rtmp" ? { address: { type: "rtmp" } } : reading(form)),
    ...(isSame(form.orientation, emptyForm.orientation) ? {} : { orientation: form.orientation }),
  };
}

/** How the box gets at a camera that it reads. */
function reading(form: CameraForm): CameraChange {
  return {
    address: address(form),
    transport: form.transport,
    credentials: credentials(form),
    ...(form.mode === emptyForm.mode ? {} : { mode: form.mode }),
  };
}

/** Only what differs: a change of the name must not make the box reconnect. */
export function changesTo(camera: Camera, form: CameraForm): CameraChange {
  const before = formOf(camera);
  const change: CameraChange = {};
  if (form.name.trim() !== before.name) {
    change.name = form.name.trim();
  }
  if (form.enabled !== before.enabled) {
    change.enabled = form.enabled;
  }
  if (form.mode !== before.mode) {
    change.mode = form.mode;
  }
  if (!isSame(form.orientation, before.orientation)) {
    change.orientation = form.orientation;
  }
  if (camera.address.type !== "rtsp") {
    return change;
  }
  if (form.url.trim() !== before.url || form.subUrl.trim() !== before.subUrl) {
    change.address = address(form);
  }
  if (form.transport !== before.transport) {
    change.transport = form.transport;
  }
  if (form.username.trim() !== before.username || form.password !== "") {
    change.credentials = credentials(form);
  }
  return change;
}

export function isSame(one: Orientation, other: Orientation): boolean {
  return one.degrees === other.degrees && one.mirrored === other.mirrored;
}

function address({ url, subUrl }: CameraForm): NonNullable<CameraChange["address"]> {
  const sub = subUrl.trim();
  return { type: "rtsp", url: url.trim(), ...(sub === "" ? {} : { subUrl: sub }) };
}

function credentials({
  username,
  password,
}: CameraForm): NonNullable<CameraChange["credentials"]> | null {
  const user = username.trim();
  if (user === "" && password === "") {
    return null;
  }
  return password === "" ? { username: user } : { username: user, password };
}
