import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import {
  changesTo,
  emptyForm,
  formFields,
  formOf,
  newCamera,
  type CameraForm,
} from "../camera-form";
import { modeWords } from "../format";
import type { Camera } from "../model";
import { explain, fieldErrors, ProblemError, type FieldErrors } from "../problem";
import { base, buttons, dialogs, fields } from "../theme";

const transports = [
  { transport: "auto", word: "Automatic" },
  { transport: "tcp", word: "TCP" },
  { transport: "udp", word: "UDP" },
  { transport: "http", word: "HTTP" },
] as const;

const noErrors: FieldErrors = { byField: {}, general: "" };

/** Adds a camera, or edits the given one; on the page only while it is open. Fires `closed`. */
@customElement("vedette-camera-dialog")
export class VedetteCameraDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    dialogs,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        gap: var(--space-4);
        align-items: start;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      .choices {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        margin-top: var(--space-1);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        overflow: hidden;
      }
      .choices label {
        position: relative;
        padding: var(--space-2);
        text-align: center;
        display: grid;
        place-items: center;
        min-height: var(--touch);
        cursor: pointer;
      }
      .choices label:has(:checked) {
        background: var(--line);
        color: var(--text);
      }
      .choices label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
      }
      .choices input {
        position: absolute;
        opacity: 0;
      }
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

  @state() private form: CameraForm = emptyForm;
  @state() private errors = noErrors;
  @state() private busy = false;
  @query("dialog") private dialog!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.form = this.camera ? formOf(this.camera) : emptyForm;
  }

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    const simulated = this.camera?.address.type === "simulated";
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event("closed"))}
    >
      <h2 id="title">${this.camera ? `Edit ${this.camera.name}` : "Add camera"}</h2>
      <form novalidate method="dialog" autocomplete="off" @submit=${this.submit}>
        ${this.text("name", "Name", this.form.name, (name) => ({ name }), {
          placeholder: "Front gate",
        })}
        ${simulated ? nothing : this.renderAddress()} ${this.renderMore(simulated)}
        <label class="switch">
          <input
            type="checkbox"
            name="enabled"
            .checked=${this.form.enabled}
            @change=${(event: Event) => this.type({ enabled: checked(event) })}
          />
          Enabled
        </label>
        ${
          this.errors.general
            ? html`<p class="alert" role="alert">${this.errors.general}</p>`
            : nothing
        }
        <div class="actions">
          <button type="button" class="plain" @click=${() => this.dialog.close()}>Cancel</button>
          <button type="submit" class="primary" ?disabled=${this.busy}>
            ${this.busy ? "Saving…" : this.camera ? "Save" : "Add camera"}
          </button>
        </div>
      </form>
    </dialog>`;
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
        <div class="choices">
          ${transports.map(
            ({ transport, word }) =>
              html`<label>
                <input
                  type="radio"
                  name="transport"
                  value=${transport}
                  .checked=${this.form.transport === transport}
                  @change=${() => this.type({ transport })}
                />${word}
              </label>`,
          )}
        </div>
        ${this.error("transport")}
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
  private renderMore(simulated: boolean) {
    const { camera, errors } = this;
    const before = camera ? formOf(camera) : emptyForm;
    const wrong = errors.byField["address.subUrl"] ?? errors.byField["mode"];
    const used = before.subUrl !== "" || before.mode !== emptyForm.mode;
    return html`<details ?open=${wrong !== undefined || used}>
      <summary>More</summary>
      <div class="more">
        ${
          simulated
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
        <fieldset>
          <legend>Connect to the camera</legend>
          <div class="choices">
            ${(["always", "on_demand"] as const).map(
              (mode) =>
                html`<label>
                  <input
                    type="radio"
                    name="mode"
                    value=${mode}
                    .checked=${this.form.mode === mode}
                    @change=${() => this.type({ mode })}
                  />${modeWords[mode]}
                </label>`,
            )}
          </div>
          ${this.error("mode")}
        </fieldset>
      </div>
    </details>`;
  }

  private text(
    field: string,
    label: string,
    value: string,
    change: (value: string) => Partial<CameraForm>,
    extras: { placeholder?: string; hint?: string; type?: string; inputMode?: string } = {},
  ) {
    const wrong = this.errors.byField[field] !== undefined;
    const said = wrong ? `${field}-error` : `${field}-hint`;
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        name=${field}
        type=${extras.type ?? "text"}
        inputmode=${extras.inputMode ?? "text"}
        autocomplete=${extras.type === "password" ? "new-password" : "off"}
        autocapitalize="none"
        spellcheck="false"
        placeholder=${extras.placeholder ?? ""}
        aria-invalid=${wrong}
        aria-describedby=${said}
        .value=${value}
        @input=${(event: Event) => this.type(change((event.target as HTMLInputElement).value))}
      />
      ${
        wrong
          ? this.error(field)
          : extras.hint
            ? html`<span class="hint" id="${field}-hint">${extras.hint}</span>`
            : nothing
      }
    </div>`;
  }

  private error(field: string) {
    const detail = this.errors.byField[field];
    return detail ? html`<span class="error" id="${field}-error">${detail}</span>` : nothing;
  }

  private type(change: Partial<CameraForm>): void {
    this.form = { ...this.form, ...change };
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.errors = noErrors;
    try {
      await this.save();
      this.dialog.close();
    } catch (error) {
      this.errors =
        error instanceof ProblemError
          ? fieldErrors(error.problem, formFields)
          : { byField: {}, general: explain(error) };
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    } finally {
      this.busy = false;
    }
  }

  private async save(): Promise<void> {
    if (!this.camera) {
      await api.add(newCamera(this.form));
      return;
    }
    const change = changesTo(this.camera, this.form);
    if (Object.keys(change).length > 0) {
      await api.change(this.camera.id, change);
    }
  }
}

function checked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
