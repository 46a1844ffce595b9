import type { Camera, CameraChange, Transport } from "./model";

/** What the add/edit dialog holds, as typed. */
export interface CameraForm {
  readonly name: string;
  readonly url: string;
  readonly transport: Transport;
  readonly username: string;
  /** Empty keeps the one that the box has. */
  readonly password: string;
  readonly enabled: boolean;
}

/** The fields that an error can stand beside, by the names that the box gives them. */
export const formFields = [
  "name",
  "address.url",
  "transport",
  "credentials.username",
  "credentials.password",
  "enabled",
] as const;

export const emptyForm: CameraForm = {
  name: "",
  url: "",
  transport: "auto",
  username: "",
  password: "",
  enabled: true,
};

export function formOf(camera: Camera): CameraForm {
  return {
    name: camera.name,
    url: camera.address.type === "rtsp" ? camera.address.url : "",
    transport: camera.transport,
    username: camera.credentials?.username ?? "",
    password: "",
    enabled: camera.enabled,
  };
}

export function newCamera(form: CameraForm): CameraChange {
  return {
    name: form.name.trim(),
    enabled: form.enabled,
    address: { type: "rtsp", url: form.url.trim() },
    transport: form.transport,
    credentials: credentials(form),
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
  if (camera.address.type === "simulated") {
    return change;
  }
  if (form.url.trim() !== before.url) {
    change.address = { type: "rtsp", url: form.url.trim() };
  }
  if (form.transport !== before.transport) {
    change.transport = form.transport;
  }
  if (form.username.trim() !== before.username || form.password !== "") {
    change.credentials = credentials(form);
  }
  return change;
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
