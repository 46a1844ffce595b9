import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import type { Camera } from "../model";
import { explain } from "../problem";
import { base, buttons, dialogs, fields } from "../theme";

/** Asks before a camera is removed; on the page only while it is open. Fires `closed`, and `removed` when it is gone. */
@customElement("vedette-remove-dialog")
export class VedetteRemoveDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    dialogs,
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

  @property({ attribute: false }) camera!: Camera;
  @state() private busy = false;
  @state() private failure = "";
  @query("dialog") private dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event("closed"))}
    >
      <h2 id="title">Remove ${this.camera.name}?</h2>
      <p>The box forgets its address and password, and everybody stops seeing its picture.</p>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      <div class="actions">
        <button class="plain" autofocus @click=${() => this.dialog.close()}>Cancel</button>
        <button class="danger primary" ?disabled=${this.busy} @click=${this.confirm}>
          Remove camera
        </button>
      </div>
    </dialog>`;
  }

  private async confirm(): Promise<void> {
    this.busy = true;
    this.failure = "";
    try {
      await api.remove(this.camera.id);
      this.dispatchEvent(new Event("removed"));
      this.dialog.close();
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.busy = false;
    }
  }
}
