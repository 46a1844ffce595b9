import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { columnsFor } from "../grid-layout";
import type { Camera } from "../model";
import { findHref } from "../routes";
import { base, buttons } from "../theme";
import "./vedette-tile";

const GAP = 10;
/** Below this the page is a phone's: one column that scrolls. */
const PHONE = 640;

/** All cameras at once. Fires `add-camera` from its empty state. */
@customElement("vedette-grid")
export class VedetteGrid extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        --columns: 1;
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: ${GAP}px;
      }
      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        max-width: 30rem;
        margin: 16vh auto 0;
        padding: var(--space-5);
        text-align: center;
      }
      .empty h2 {
        font-size: var(--text-xl);
        font-weight: 600;
        letter-spacing: -0.015em;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2);
      }
      .empty p {
        margin-bottom: var(--space-3);
        color: var(--text-soft);
      }
    `,
  ];

  @property({ attribute: false }) cameras: readonly Camera[] = [];
  @property({ type: Boolean }) feedLost = false;
  /** Whether cameras may be added. */
  @property({ type: Boolean }) mayChange = false;
  private readonly resize = () => this.lay();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("resize", this.resize);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("resize", this.resize);
  }

  override render() {
    if (this.cameras.length === 0) {
      return html`<section class="empty">
        <h2>No cameras yet</h2>
        ${
          this.mayChange
            ? html`<p>
                  Let the box look for the cameras on its networks, or add one by its RTSP address.
                  Its live picture appears here.
                </p>
                <div class="ways">
                  <a class="button primary find" href=${findHref}>Find cameras</a>
                  <button @click=${() => this.dispatchEvent(new Event("add-camera"))}>
                    Add camera
                  </button>
                </div>`
            : html`<p>When an administrator has added one, its live picture appears here.</p>`
        }
      </section>`;
    }
    return html`<div class="tiles">
      ${repeat(
        this.cameras,
        ({ id }) => id,
        (camera) =>
          html`<vedette-tile .camera=${camera} .feedLost=${this.feedLost}></vedette-tile>`,
      )}
    </div>`;
  }

  override updated(): void {
    this.lay();
  }

  /** Through the CSSOM, as the Content-Security-Policy allows no style attribute. */
  private lay(): void {
    const { left, right, top } = this.getBoundingClientRect();
    const height = innerHeight - (top + scrollY) - GAP;
    const columns =
      innerWidth < PHONE ? 1 : columnsFor(this.cameras.length, right - left, height, GAP);
    this.style.setProperty("--columns", String(columns));
  }
}
