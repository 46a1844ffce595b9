import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { FeedState } from "../feed";
import { encodingHref, findHref, gridHref } from "../routes";
import { hasPictures } from "../model";
import { base, buttons } from "../theme";
import { brandMark } from "./brand";

const connectionWords = {
  connecting: "Connecting…",
  open: "Connected",
  lost: "Reconnecting…",
} as const;

/** The bar on top. Fires `add-camera` and `sign-out`. */
@customElement("vedette-header")
export class VedetteHeader extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        min-height: 60px;
        padding: var(--space-2) max(var(--space-4), env(safe-area-inset-left));
        border-bottom: 1px solid var(--line);
        background: var(--panel);
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--touch);
        margin-right: var(--space-2);
        color: var(--text);
        font-size: var(--text-lg);
        font-weight: 650;
        letter-spacing: -0.015em;
        text-decoration: none;
      }
      .facts {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        min-width: 0;
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
      .connection {
        display: inline-flex;
        align-items: center;
        gap: 0.45rem;
      }
      .connection::before {
        content: "";
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--quiet);
      }
      .open::before {
        background: var(--good);
      }
      .lost {
        color: var(--warn);
      }
      .lost::before {
        background: var(--warn);
      }
      @media (max-width: 40rem) {
        :host {
          flex-wrap: wrap;
          gap: var(--space-1) var(--space-2);
          padding-inline: var(--space-3);
        }
        .brand {
          flex: 1;
        }
        .facts {
          flex-basis: calc(100% - 13rem);
          order: 1;
        }
        button,
        .button {
          padding-inline: var(--space-3);
        }
        .encoding,
        .sign-out {
          order: 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) feed!: FeedState;
  /** Whether cameras may be added. */
  @property({ type: Boolean }) mayChange = false;

  override render() {
    const { cameras, connection, known } = this.feed;
    const streaming = cameras.filter(hasPictures).length;
    return html`
      <a class="brand" href=${gridHref}>${brandMark(26)}Vedette</a>
      <div class="facts" role="status">
        ${known ? html`<span>${streaming} of ${cameras.length} streaming</span>` : html`<span></span>`}
        <span class="connection ${connection}">${connectionWords[connection]}</span>
      </div>
      <a class="button plain encoding" href=${encodingHref}>Encoding</a>
      ${
        this.mayChange
          ? html`<a class="button find" href=${findHref}>Find cameras</a>
              <button class="primary" @click=${() => this.dispatchEvent(new Event("add-camera"))}>
                Add camera
              </button>`
          : nothing
      }
      <button class="plain sign-out" @click=${() => this.dispatchEvent(new Event("sign-out"))}>
        Sign out
      </button>
    `;
  }
}
