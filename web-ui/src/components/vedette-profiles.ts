import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { api } from "../api";
import { formatBitrate, formatFps, formatResolution } from "../format";
import { explain } from "../problem";
import { base, buttons, choices, fields } from "../theme";
import {
  defaultProfile,
  overBudgetWords,
  purpose,
  type OverBudget,
  type Profile,
  type Transcoding,
} from "../transcoding";
import "./vedette-profile-dialog";
import "./vedette-confirm-dialog";

const LOOK_AGAIN_MS = 15_000;

type OpenDialog =
  | { readonly for: "add" }
  | { readonly for: "change"; readonly profile: Profile }
  | { readonly for: "remove"; readonly profile: Profile };

/** The profiles by which the box converts, and what it does where it has no power for another. */
@customElement("vedette-profiles")
export class VedetteProfiles extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    choices,
    css`
      :host {
        display: block;
      }
      .top,
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      h2 {
        flex: 1;
        font-size: var(--text-md);
        font-weight: 600;
      }
      h3 {
        flex: 1;
        margin: 0;
        font-size: var(--text-md);
        font-weight: 500;
      }
      .soft {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: var(--space-1);
        margin-top: var(--space-3);
        padding-top: var(--space-2);
        border-top: 1px solid var(--line);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-5);
        font-size: var(--text-sm);
      }
      dl > div {
        display: flex;
        gap: var(--space-2);
      }
      dt {
        color: var(--text-soft);
      }
      .over {
        margin-top: var(--space-3);
        padding: var(--space-3) 0 var(--space-1);
        border-top: 1px solid var(--line);
      }
      .over .soft {
        margin-top: var(--space-2);
      }
      .choices {
        max-width: 30rem;
      }
      .alert {
        margin-top: var(--space-3);
      }
    `,
  ];

  /** Whether they may be changed. */
  @property({ type: Boolean }) mayChange = false;
  @state() private known: Transcoding | undefined;
  @state() private dialog: OpenDialog | undefined;
  @state() private failure = "";
  @state() private done = "";
  @query(".add") private addButton!: HTMLButtonElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** An answer to what was asked before something newer is old. */
  private turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render() {
    return html`
      <div class="top">
        <h2 id="title">Profiles</h2>
        <button
          class="add"
          ?hidden=${!this.mayChange}
          ?disabled=${this.known === undefined}
          @click=${() => this.open({ for: "add" })}
        >
          Add profile
        </button>
      </div>
      <p class="soft">
        A profile is a size and a rate that the box converts any camera to, only while somebody
        watches it that way.
      </p>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      <p class="soft done" role="status">${this.done}</p>
      ${this.known ? this.renderKnown(this.known) : nothing} ${this.renderDialog()}
    `;
  }

  private renderKnown({ profiles, overBudget }: Transcoding) {
    return html`
      <ul aria-labelledby="title">
        ${profiles.map((profile) => this.renderProfile(profile))}
      </ul>
      <div class="over">
        <fieldset aria-describedby="over-hint" ?disabled=${!this.mayChange}>
          <legend>When the box has no power left for another conversion</legend>
          <div class="choices">
            ${(["lower", "refuse"] as const).map(
              (choice) =>
                html`<label>
                  <input
                    type="radio"
                    name="overBudget"
                    value=${choice}
                    .checked=${live(choice === overBudget)}
                    @change=${() => this.choose(choice)}
                  />${overBudgetWords[choice]}
                </label>`,
            )}
          </div>
          <p class="soft" id="over-hint">
            Whoever is refused sees why. What is too much even when it is made smaller is refused
            too.
          </p>
        </fieldset>
      </div>
    `;
  }

  private renderProfile(profile: Profile) {
    const { name, width, height, frameRate, bitRate } = profile;
    return html`<li data-profile=${name}>
      <div class="head">
        <h3>${name}</h3>
        <button
          aria-label="Change profile ${name}"
          ?hidden=${!this.mayChange}
          @click=${() => this.open({ for: "change", profile })}
        >
          Change
        </button>
        ${
          name === defaultProfile || !this.mayChange
            ? nothing
            : html`<button
                class="danger"
                aria-label="Remove profile ${name}"
                @click=${() => this.open({ for: "remove", profile })}
              >
                Remove
              </button>`
        }
      </div>
      <dl>
        ${[
          ["Fits into", formatResolution(width, height)],
          ["At most", formatFps(frameRate)],
          ["Bitrate", formatBitrate(bitRate)],
        ].map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <p class="soft">${purpose(profile)}</p>
    </li>`;
  }

  private renderDialog() {
    const { dialog } = this;
    if (dialog === undefined) {
      return nothing;
    }
    switch (dialog.for) {
      case "remove":
        return html`<vedette-confirm-dialog
          danger
          .question=${`Remove profile ${dialog.profile.name}?`}
          .consequence=${"Whoever watches a camera by it is told that it is gone."}
          .action=${"Remove profile"}
          .carryOut=${() => api.removeProfile(dialog.profile.name)}
          @closed=${() => this.close()}
          @confirmed=${() => this.removed(dialog.profile)}
        ></vedette-confirm-dialog>`;
      default:
        return html`<vedette-profile-dialog
          .profile=${dialog.for === "change" ? dialog.profile : undefined}
          @closed=${() => this.close()}
          @saved=${(event: CustomEvent<Profile>) => this.say(`${event.detail.name} is saved.`)}
        ></vedette-profile-dialog>`;
    }
  }

  private open(dialog: OpenDialog): void {
    this.dialog = dialog;
    this.done = "";
  }

  private close(): void {
    this.dialog = undefined;
    void this.look();
  }

  private say(done: string): void {
    this.done = done;
    void this.look();
  }

  private removed({ name }: Profile): void {
    this.say(`${name} is removed.`);
    // The button that was pressed goes with it.
    setTimeout(() => this.addButton.focus());
  }

  private async choose(overBudget: OverBudget): Promise<void> {
    this.failure = "";
    try {
      const known = await api.whenOverBudget(overBudget);
      this.turn++;
      this.known = known;
    } catch (error) {
      this.failure = explain(error);
    }
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    try {
      const known = await api.transcoding();
      if (turn === this.turn) {
        this.known = known;
        this.failure = "";
      }
    } catch (error) {
      this.failure = explain(error);
    }
    clearTimeout(this.timer);
    if (this.isConnected) {
      this.timer = setTimeout(() => void this.look(), LOOK_AGAIN_MS);
    }
  }
}
