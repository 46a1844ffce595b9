import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import { explain, fieldErrors, ProblemError, type FieldErrors } from "../problem";
import { base, buttons, choices, dialogs, fields, pairs } from "../theme";
import {
  emptyProfile,
  offerWords,
  profileFields,
  profileForm,
  profileInput,
  type Profile,
  type ProfileForm,
} from "../transcoding";

const noErrors: FieldErrors = { byField: {}, general: "" };

/**
 * Adds a profile, or changes the given one; on the page only while it is open. Fires `saved` with the profile, and
 * `closed`.
 */
@customElement("vedette-profile-dialog")
export class VedetteProfileDialog extends LitElement {
  static override styles = [base, buttons, fields, choices, pairs, dialogs];

  /** The profile to change; without one the dialog adds. */
  @property({ attribute: false }) profile: Profile | undefined;

  @state() private form: ProfileForm = emptyProfile;
  @state() private errors = noErrors;
  @state() private busy = false;
  @query("dialog") private dialog!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.form = this.profile ? profileForm(this.profile) : emptyProfile;
  }

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event("closed"))}
    >
      <h2 id="title">${this.profile ? `Change profile ${this.profile.name}` : "Add profile"}</h2>
      <form novalidate method="dialog" autocomplete="off" @submit=${this.submit}>
        ${
          this.profile
            ? nothing
            : this.text("name", "Name", "text", "It stands in addresses, such as ?rendition=wall")
        }
        <div class="pair">
          ${this.text("width", "Width, pixels", "numeric", "Pictures keep their shape.")}
          ${this.text("height", "Height, pixels", "numeric", "They are never enlarged.")}
        </div>
        <div class="pair">
          ${this.text("frameRate", "Frame rate, fps", "numeric", "At most.")}
          ${this.text("bitRate", "Bitrate, kbit/s", "decimal", "Smaller pictures take less.")}
        </div>
        <fieldset>
          <legend>Offer it to players for</legend>
          <div class="choices">
            ${(["when_needed", "always"] as const).map(
              (offer) =>
                html`<label>
                  <input
                    type="radio"
                    name="offer"
                    value=${offer}
                    .checked=${this.form.offer === offer}
                    @change=${() => this.type({ offer })}
                  />${offerWords[offer]}
                </label>`,
            )}
          </div>
          ${this.error("offer")}
        </fieldset>
        ${
          this.errors.general
            ? html`<p class="alert" role="alert">${this.errors.general}</p>`
            : nothing
        }
        <div class="actions">
          <button type="button" class="plain" @click=${() => this.dialog.close()}>Cancel</button>
          <button type="submit" class="primary" ?disabled=${this.busy}>
            ${this.busy ? "Saving…" : this.profile ? "Save" : "Add profile"}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  private text(
    field: Exclude<keyof ProfileForm, "offer">,
    label: string,
    inputMode: string,
    hint: string,
  ) {
    const wrong = this.errors.byField[field] !== undefined;
    // No type="number": it hides from the box, and from who typed it, what is no number.
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        name=${field}
        type="text"
        inputmode=${inputMode}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-invalid=${wrong}
        aria-describedby="${field}-${wrong ? "error" : "hint"}"
        .value=${this.form[field]}
        @input=${(event: Event) => this.type({ [field]: (event.target as HTMLInputElement).value })}
      />
      ${wrong ? this.error(field) : html`<span class="hint" id="${field}-hint">${hint}</span>`}
    </div>`;
  }

  private error(field: string) {
    const detail = this.errors.byField[field];
    return detail ? html`<span class="error" id="${field}-error">${detail}</span>` : nothing;
  }

  private type(change: Partial<ProfileForm>): void {
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
      const input = profileInput(this.form);
      const saved = await (this.profile
        ? api.changeProfile(this.profile.name, input)
        : api.addProfile(this.form.name.trim(), input));
      this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
      this.dialog.close();
    } catch (error) {
      this.errors =
        error instanceof ProblemError
          ? fieldErrors(error.problem, profileFields)
          : { byField: {}, general: explain(error) };
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    } finally {
      this.busy = false;
    }
  }
}
