import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api } from "../api";
import {
  changesTo,
  emptyForm,
  formFields,
  formOf,
  isSame,
  newCamera,
  type CameraForm,
} from "../camera-form";
import { modeWords } from "../format";
import type { Camera, Orientation, PushTarget } from "../model";
import { FormDialogElement } from "./form-dialog-element";
import "./vedette-push-target";

const transports = [
  { value: "auto", word: "Automatic" },
  { value: "tcp", word: "TCP" },
  { value: "udp", word: "UDP" },
  { value: "http", word: "HTTP" },
] as const;

const kinds = [
  { value: "rtsp", word: "The box reads it (RTSP)" },
  { value: "rtmp", word: "The camera pushes (RTMP)" },
] as const;

const modes = (["always", "on_demand"] as const).map((value) => ({
  value,
  word: modeWords[value],
}));

const turns = ([0, 90, 180, 270] as const).map((value) => ({ value, word: `${value}°` }));

/** Adds a camera, or edits the given one; on the page only while it is open. Fires `closed`. */
@customElement("vedette-camera-dialog")
export class VedetteCameraDialog extends FormDialogElement<CameraForm> {
  static override styles = [
    ...FormDialogElement.formStyles,
    css`
      summary {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--touch);
        color: var(--text-soft);
        font-size: var(--text-md);
        font-weight: 500;
        cursor: pointer;
      }
      summary::after {
        content: "";
        width: 0.45rem;
        height: 0.45rem;
        border: solid currentColor;
        border-width: 0 2px 2px 0;
        transform: translateY(-0.15rem) rotate(45deg);
      }
      details[open] > summary::after {
        transform: translateY(0.1rem) rotate(-135deg);
      }
      .more {
        /* Not inherited through what browsers put between a details element and its content. */
        box-sizing: border-box;
        display: grid;
        gap: var(--space-4);
        padding-top: var(--space-2);
      }
      .switch {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--touch);
        color: var(--text);
        font-size: var(--text-md);
      }
      .switch input {
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  /** The camera to edit; without one the dialog adds. */
  @property({ attribute: false }) camera: Camera | undefined;

  /** What the form begins with where it adds. */
  @property({ attribute: false }) start: Partial<CameraForm> = {};

  /** Where the camera has to push, once its key has been made; shown until the dialog closes. */
  @state() private target: PushTarget | undefined;

  protected override readonly fieldNames = formFields;

  override connectedCallback(): void {
    super.connectedCallback();
    this.form = this.camera ? formOf(this.camera) : { ...emptyForm, ...this.start };
  }

  protected override content() {
    return this.target ? this.renderTarget(this.target) : this.renderForm();
  }

  private renderForm() {
    const simulated = this.camera?.address.type === "simulated";
    const pushes = this.form.kind === "rtmp";
    return html`<h2 id="title">${this.camera ? `Edit ${this.camera.name}` : "Add camera"}</h2>
      <form novalidate method="dialog" autocomplete="off" @submit=${this.submit}>
        ${this.text("name", "Name", this.form.name, (name) => ({ name }), {
          placeholder: "Front gate",
        })}
        ${this.camera ? nothing : this.renderKind()}
        ${pushes ? this.renderPush() : simulated ? nothing : this.renderAddress()}
        ${this.renderMore(simulated, pushes)}
        <label class="switch">
          <input
            type="checkbox"
            name="enabled"
            .checked=${this.form.enabled}
            @change=${(event: Event) => this.type({ enabled: checked(event) })}
          />
          Enabled
        </label>
        ${this.renderEnd(this.camera ? "Save" : "Add camera")}
      </form>`;
  }

  /** Instead of the form: what has to be typed into the camera. */
  private renderTarget(target: PushTarget) {
    return html`<h2 id="title">Set up the camera</h2>
      <vedette-push-target .target=${target}></vedette-push-target>
      <div class="actions">
        <button type="button" class="primary" @click=${this.close}>Done</button>
      </div>`;
  }

  private renderKind() {
    return html`<fieldset>
      <legend>Connection</legend>
      ${this.choice("kind", kinds, this.form.kind, (kind) => ({ kind }))}
    </fieldset>`;
  }

  private renderPush() {
    return this.camera
      ? html`<div class="field">
          <button type="button" class="plain" ?disabled=${this.busy} @click=${this.renewKey}>
            Make a new stream key
          </button>
          <span class="hint">
            The key in use cannot be shown again. A new one ends the connection there is.
          </span>
        </div>`
      : html`<p class="hint">
          The box makes an address and a key for it, which you then enter in the camera or encoder.
        </p>`;
  }

  private renderAddress() {
    const keepsPassword = this.camera?.credentials != null;
    return html`
      ${this.text("address.url", "Address", this.form.url, (url) => ({ url }), {
        placeholder: "rtsp://192.0.2.7/stream",
        hint: "Starts with rtsp:// or rtsps://, without a username or password.",
        inputMode: "url",
      })}
      <fieldset>
        <legend>Transport</legend>
        ${this.choice("transport", transports, this.form.transport, (transport) => ({ transport }))}
      </fieldset>
      <div class="pair">
        ${this.text(
          "credentials.username",
          "Username",
          this.form.username,
          (username) => ({ username }),
          {
            hint: "Leave empty if the camera asks for none.",
          },
        )}
        ${this.text(
          "credentials.password",
          "Password",
          this.form.password,
          (password) => ({ password }),
          {
            type: "password",
            hint: keepsPassword ? "Leave empty to keep the one in use." : "",
          },
        )}
      </div>
    `;
  }

  /** What most cameras do without; open when there is something in it, or something is wrong with it. */
  private renderMore(simulated: boolean, pushes: boolean) {
    const { camera, errors } = this;
    const before = camera ? formOf(camera) : emptyForm;
    const wrong =
      errors.byField["address.subUrl"] ??
      errors.byField["mode"] ??
      errors.byField["orientation.degrees"] ??
      errors.byField["orientation.mirrored"];
    const used =
      before.subUrl !== "" ||
      before.mode !== emptyForm.mode ||
      !isSame(before.orientation, emptyForm.orientation);
    return html`<details ?open=${wrong !== undefined || used}>
      <summary>More</summary>
      <div class="more">
        ${
          simulated || pushes
            ? nothing
            : this.text(
                "address.subUrl",
                "Sub-stream address",
                this.form.subUrl,
                (subUrl) => ({ subUrl }),
                {
                  placeholder: "rtsp://192.0.2.7/stream2",
                  hint: "The camera's second, smaller stream, for small pictures. Leave empty if it has none.",
                  inputMode: "url",
                },
              )
        }
        <fieldset ?hidden=${pushes}>
          <legend>Connect to the camera</legend>
          ${this.choice("mode", modes, this.form.mode, (mode) => ({ mode }))}
        </fieldset>
        <fieldset>
          <legend>Turn the picture clockwise</legend>
          ${this.choice("orientation.degrees", turns, this.form.orientation.degrees, (degrees) =>
            this.turned({ degrees }),
          )}
          <label class="switch">
            <input
              type="checkbox"
              name="orientation.mirrored"
              .checked=${this.form.orientation.mirrored}
              @change=${(event: Event) => this.type(this.turned({ mirrored: checked(event) }))}
            />
            Mirror it, left for right
          </label>
          ${this.error("orientation.mirrored")}
        </fieldset>
      </div>
    </details>`;
  }

  private turned(change: Partial<Orientation>): Partial<CameraForm> {
    return { orientation: { ...this.form.orientation, ...change } };
  }

  private submit(event: Event): void {
    event.preventDefault();
    void this.attempt(async () => {
      this.target = await this.save();
      if (!this.target) {
        this.close();
      }
    });
  }

  private renewKey(): void {
    const { camera } = this;
    if (camera) {
      void this.attempt(async () => {
        this.target = (await api.newKey(camera.id)).push;
      });
    }
  }

  /** Where a camera that was just added has to push, if it does. */
  private async save(): Promise<PushTarget | undefined> {
    if (!this.camera) {
      return (await api.add(newCamera(this.form))).push;
    }
    const change = changesTo(this.camera, this.form);
    if (Object.keys(change).length > 0) {
      await api.change(this.camera.id, change);
    }
    return undefined;
  }
}

function checked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
