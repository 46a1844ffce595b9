import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { explain } from "../problem";
import { DialogElement } from "./dialog-element";

/** Asks before something is done; on the page only while it is open. Fires `closed`, and `confirmed` when it is done. */
@customElement("vedette-confirm-dialog")
export class VedetteConfirmDialog extends DialogElement {
  static override styles = [
    ...DialogElement.dialogStyles,
    css`
      p {
        margin-bottom: var(--space-4);
        color: var(--text-soft);
      }
      h2 {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The question. */
  @property() question = "";
  /** What comes of it, a sentence. */
  @property() consequence = "";
  /** What the button says. */
  @property() action = "";
  /** Whether something is lost by it. */
  @property({ type: Boolean }) danger = false;
  @property({ attribute: false }) carryOut!: () => Promise<unknown>;
  @state() private busy = false;
  @state() private failure = "";

  protected override content() {
    return html`<h2 id="title">${this.question}</h2>
      <p>${this.consequence}</p>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      <div class="actions">
        <button class="plain" autofocus @click=${this.close}>Cancel</button>
        <button
          class=${this.danger ? "danger primary" : "primary"}
          ?disabled=${this.busy}
          @click=${this.confirm}
        >
          ${this.action}
        </button>
      </div>`;
  }

  private async confirm(): Promise<void> {
    this.busy = true;
    this.failure = "";
    try {
      await this.carryOut();
      this.dispatchEvent(new Event("confirmed"));
      this.close();
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-confirm-dialog": VedetteConfirmDialog;
  }
}
