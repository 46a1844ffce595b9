import { LitElement, css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PushTarget } from "../model";
import { base, buttons, fields } from "../theme";

type Part = keyof PushTarget;

const parts = [
  { part: "url", label: "Address with the key", hint: "For cameras that have one field." },
  { part: "server", label: "Server", hint: "For encoders that have a field for each." },
  { part: "key", label: "Stream key", hint: "" },
] as const;

/** Where a camera has to push, with a button beside each part that copies it. */
@customElement("vedette-push-target")
export class VedettePushTarget extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
        margin-bottom: var(--space-4);
      }
      .once {
        padding: var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        font-size: var(--text-sm);
      }
      .copied {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
      }
      /* The page's font has one sign for l and I, and makes a cross of the x in 4x9. */
      .copied input:not([type="checkbox"]):not([type="radio"]) {
        font-family: ui-monospace, monospace;
        font-variant-ligatures: none;
        min-width: 0;
        padding: 0 var(--space-2);
        text-overflow: ellipsis;
      }
      button {
        min-width: 6rem;
      }
    `,
  ];

  @property({ attribute: false }) target!: PushTarget;

  /** What was copied last. */
  @state() private copied: Part | undefined;

  override render() {
    return html`<p class="once" role="status">
        Copy it now: the key is a secret, and the box does not show it again.
      </p>
      ${parts.map(
        ({ part, label, hint }) =>
          html`<div class="field">
            <label for=${part}>${label}</label>
            <div class="copied">
              <input
                id=${part}
                name=${part}
                readonly
                spellcheck="false"
                .value=${this.target[part]}
              />
              <button
                type="button"
                aria-label="Copy ${label.toLowerCase()}"
                @click=${() => this.copy(part)}
              >
                ${this.copied === part ? "Copied" : "Copy"}
              </button>
            </div>
            <span class="hint">${hint}</span>
          </div>`,
      )}`;
  }

  private async copy(part: Part): Promise<void> {
    const input = this.renderRoot.querySelector<HTMLInputElement>(`#${part}`);
    input?.select();
    // Browsers hand out the clipboard to pages that came over TLS only; the old way works for all.
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(this.target[part]);
    } else {
      document.execCommand("copy");
    }
    this.copied = part;
  }
}
