import type { Camera, CameraChange, Mode, Transport } from "./model";

/** What the add/edit dialog holds, as typed. */
export interface CameraForm {
  readonly name: string;
  readonly url: string;
  /** Empty where the camera has no second, smaller stream. */
  readonly subUrl: string;
  readonly transport: Transport;
  readonly username: string;
  /** Empty keeps the one that the box has. */
  readonly password: string;
  readonly mode: Mode;
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
  "enabled",
] as const;

export const emptyForm: CameraForm = {
  name: "",
  url: "",
  subUrl: "",
  transport: "auto",
  username: "",
  password: "",
  mode: "always",
  enabled: true,
};

export function formOf(camera: Camera): CameraForm {
  return {
    name: camera.name,
    url: camera.address.type === "rtsp" ? camera.address.url : "",
    subUrl: camera.address.type === "rtsp" ? (camera.address.subUrl ?? "") : "",
    transport: camera.transport,
    username: camera.credentials?.username ?? "",
    password: "",
    mode: camera.mode,
    enabled: camera.enabled,
  };
}

export function newCamera(form: CameraForm): CameraChange {
  return {
    name: form.name.trim(),
    enabled: form.enabled,
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
  if (camera.address.type === "simulated") {
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
