import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { eventWords, type SensorEvent } from "../device";
import { formatTime } from "../format";
import { base } from "../theme";

/** What a camera has noticed, the newest first. */
@customElement("vedette-events")
export class VedetteEvents extends LitElement {
  static override styles = [
    base,
    css`
      ol {
        max-height: 14rem;
        margin: 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: var(--space-4);
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
        font-size: var(--text-sm);
      }
      li:first-child {
        border-top: 0;
      }
      .began {
        color: var(--warn);
      }
      time,
      p {
        color: var(--text-soft);
        font-size: var(--text-sm);
        white-space: nowrap;
      }
    `,
  ];

  /** The newest last. */
  @property({ attribute: false }) events: readonly SensorEvent[] = [];

  override render() {
    return this.events.length === 0
      ? html`<p>Nothing yet.</p>`
      : html`<ol tabindex="0" aria-label="Events, the newest first">
          ${[...this.events].reverse().map(
            (event) =>
              html`<li>
                <span class=${event.change}>${eventWords(event)}</span>
                <time datetime=${event.time}>${formatTime(event.time, new Date())}</time>
              </li>`,
          )}
        </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-events": VedetteEvents;
  }
}
