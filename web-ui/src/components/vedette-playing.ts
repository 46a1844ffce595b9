import { LitElement, css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Playing } from "../live/live-picture";
import { playingRows } from "../live/playing";
import type { Camera } from "../model";
import { base } from "../theme";

const LOOK_EVERY_MS = 500;

/** What plays at this moment, in numbers; looks twice a second while it is on the page. */
@customElement("vedette-playing")
export class VedettePlaying extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--panel);
      }
      h2 {
        margin-bottom: var(--space-2);
        font-size: var(--text-md);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-1) var(--space-4);
        font-size: var(--text-sm);
      }
      dt {
        color: var(--text-soft);
        white-space: nowrap;
      }
      dd {
        text-align: right;
        overflow-wrap: anywhere;
      }
      p {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
    `,
  ];

  @property({ attribute: false }) camera!: Camera;
  /** Asked for what plays; null while nothing does. */
  @property({ attribute: false }) source!: () => Playing | null;
  @state() private playing: Playing | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override firstUpdated(): void {
    this.look();
  }

  override render() {
    return html`<h2>What is playing</h2>
      ${
        this.playing
          ? html`<dl>
              ${playingRows(this.playing, this.camera).map(
                ([name, value]) =>
                  html`<dt>${name}</dt>
                    <dd>${value}</dd>`,
              )}
            </dl>`
          : html`<p>Nothing plays at the moment.</p>`
      }`;
  }

  private look(): void {
    this.playing = this.source();
  }
}
