import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import type { TuningPlan } from "../discovery";
import type { Camera } from "../model";
import { explain } from "../problem";
import { DialogElement } from "./dialog-element";

/** Shows what would make every browser play a camera, and does it; on the page only while it is open. Fires `closed`. */
@customElement("vedette-tuning-dialog")
export class VedetteTuningDialog extends DialogElement {
  static override styles = [
    ...DialogElement.dialogStyles,
    css`
      p,
      ul {
        margin: 0 0 var(--space-4);
        color: var(--text-soft);
      }
      ul {
        padding-left: var(--space-4);
      }
      h2,
      li {
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 0 0 var(--space-2);
        font-size: var(--text-md);
        font-weight: 600;
      }
      .short {
        color: var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) camera!: Camera;
  @state() private plan: TuningPlan | undefined;
  @state() private changed = false;
  @state() private busy = false;
  @state() private failure = "";
  @query(".close") private closeButton!: HTMLElement;

  override firstUpdated(): void {
    super.firstUpdated();
    void this.ask(() => api.tuning(this.camera.id));
  }

  protected override content() {
    const { plan, busy } = this;
    return html`<h2 id="title">Make ${this.camera.name} browser-friendly</h2>
      <div role="status">${this.renderPlan()}</div>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      <div class="actions">
        <button class="plain close" autofocus @click=${this.close}>
          ${plan?.needed ? "Cancel" : "Close"}
        </button>
        ${
          plan?.needed
            ? html`<button class="primary" ?disabled=${busy} @click=${() => this.apply(plan)}>
                Change the camera
              </button>`
            : nothing
        }
      </div>`;
  }

  private renderPlan() {
    const { plan } = this;
    if (this.busy) {
      return html`<p>${plan ? "Changing the camera…" : "Asking the camera…"}</p>`;
    }
    if (!plan) {
      return nothing;
    }
    return html`<p>${this.summary(plan)}</p>
      ${plan.encoders
        .filter(({ changes, shortfalls }) => changes.length + shortfalls.length > 0)
        .map(
          ({ name, token, changes, shortfalls }) =>
            html`<h3>${name || token}</h3>
              <ul>
                ${changes.map((change) => html`<li>${change}</li>`)}
                ${shortfalls.map((shortfall) => html`<li class="short">${shortfall}</li>`)}
              </ul>`,
        )}`;
  }

  private summary({ needed }: TuningPlan): string {
    if (this.changed) {
      return needed
        ? "The camera has made of it what it can; this is left."
        : "Done. The camera sends it so from now on.";
    }
    return needed
      ? "Every browser would play it without a conversion, and begin soon, if the camera sent it so:"
      : "Nothing has to be changed for that.";
  }

  private async apply({ plan }: TuningPlan): Promise<void> {
    await this.ask(async () => {
      const rest = await api.tune(this.camera.id, plan);
      this.changed = true;
      return rest;
    });
    // The button that had the focus may be gone.
    await this.updateComplete;
    this.closeButton.focus();
  }

  private async ask(call: () => Promise<TuningPlan>): Promise<void> {
    this.busy = true;
    this.failure = "";
    try {
      this.plan = await call();
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.busy = false;
    }
  }
}
