import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { api } from "../api";
import {
  emptyProfile,
  offerWords,
  profileFields,
  profileForm,
  profileInput,
  type Profile,
  type ProfileForm,
} from "../transcoding";
import { FormDialogElement } from "./form-dialog-element";

const offers = (["when_needed", "always"] as const).map((value) => ({
  value,
  word: offerWords[value],
}));

/**
 * Adds a profile, or changes the given one; on the page only while it is open. Fires `saved` with the profile, and
 * `closed`.
 */
@customElement("vedette-profile-dialog")
export class VedetteProfileDialog extends FormDialogElement<ProfileForm> {
  static override styles = FormDialogElement.formStyles;

  /** The profile to change; without one the dialog adds. */
  @property({ attribute: false }) profile: Profile | undefined;

  protected override readonly fieldNames = profileFields;

  override connectedCallback(): void {
    super.connectedCallback();
    this.form = this.profile ? profileForm(this.profile) : emptyProfile;
  }

  protected override content() {
    return html`<h2 id="title">
        ${this.profile ? `Change profile ${this.profile.name}` : "Add profile"}
      </h2>
      <form novalidate method="dialog" autocomplete="off" @submit=${this.submit}>
        ${
          this.profile
            ? nothing
            : this.line("name", "Name", "text", "It stands in addresses, such as ?rendition=wall")
        }
        <div class="pair">
          ${this.line("width", "Width, pixels", "numeric", "Pictures keep their shape.")}
          ${this.line("height", "Height, pixels", "numeric", "They are never enlarged.")}
        </div>
        <div class="pair">
          ${this.line("frameRate", "Frame rate, fps", "numeric", "At most.")}
          ${this.line("bitRate", "Bitrate, kbit/s", "decimal", "Smaller pictures take less.")}
        </div>
        <fieldset>
          <legend>Offer it to players for</legend>
          ${this.choice("offer", offers, this.form.offer, (offer) => ({ offer }))}
        </fieldset>
        ${this.renderEnd(this.profile ? "Save" : "Add profile")}
      </form>`;
  }

  /** No type="number": it hides from the box, and from who typed it, what is no number. */
  private line(
    field: Exclude<keyof ProfileForm, "offer">,
    label: string,
    inputMode: string,
    hint: string,
  ) {
    return this.text(field, label, this.form[field], (value) => ({ [field]: value }), {
      inputMode,
      hint,
    });
  }

  private submit(event: Event): void {
    event.preventDefault();
    void this.attempt(async () => {
      const input = profileInput(this.form);
      const saved = await (this.profile
        ? api.changeProfile(this.profile.name, input)
        : api.addProfile(this.form.name.trim(), input));
      this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
      this.close();
    });
  }
}
