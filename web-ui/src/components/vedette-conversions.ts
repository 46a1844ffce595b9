import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Camera } from "../model";
import { cameraHref } from "../routes";
import { base } from "../theme";
import {
  conversions,
  loadText,
  refusalsText,
  picturesOf,
  transcodeRows,
  troubleWith,
  type Conversion,
  type TranscodeLoad,
} from "../transcoding";

/** What the box converts at this moment, and how much more it could. */
@customElement("vedette-conversions")
export class VedetteConversions extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      h2 {
        font-size: var(--text-md);
        font-weight: 600;
      }
      h3 {
        margin: 0 0 var(--space-2);
        font-size: var(--text-md);
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      a {
        color: var(--text);
      }
      .load {
        margin-top: var(--space-1);
      }
      .soft,
      h3 span {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        margin-top: var(--space-3);
        padding-top: var(--space-3);
        border-top: 1px solid var(--line);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr));
        gap: var(--space-2) var(--space-4);
        font-size: var(--text-sm);
      }
      .wide {
        grid-column: 1 / -1;
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .refusals {
        margin-top: var(--space-1);
        color: var(--warn);
        font-size: var(--text-sm);
        overflow-wrap: anywhere;
      }
      .trouble {
        margin-bottom: var(--space-2);
        color: var(--warn);
        font-size: var(--text-sm);
      }
    `,
  ];

  @property({ attribute: false }) cameras: readonly Camera[] = [];
  @property({ attribute: false }) load: TranscodeLoad | null = null;
  /** Whether what the box can hold was measured, or is a guess. */
  @property({ type: Boolean }) measured = false;

  override render() {
    const refusals = refusalsText(this.load, this.cameras, new Date());
    // Only the sentence is announced: the numbers below it change every second.
    return html`<h2 id="title">Converting now</h2>
      <p class="load" role="status">${loadText(this.load)}</p>
      ${refusals ? html`<p class="refusals">${refusals}</p>` : nothing}
      <p class="soft">
        Reckoned for the usual camera, of 1920 × 1080 at 25 fps, made as the profile h264
        says${this.measured ? "." : "; a guess until the encoders have been tested."}
      </p>
      <ul aria-labelledby="title">
        ${repeat(
          conversions(this.cameras),
          ({ camera, stream }) => `${camera.id} ${stream.rendition}`,
          item,
        )}
      </ul>`;
  }
}

function item(conversion: Conversion) {
  const { camera, stream } = conversion;
  const trouble = troubleWith(conversion);
  const [name, pictures] = picturesOf(conversion);
  return html`<li data-conversion="${camera.id}/${stream.rendition}">
    <h3><a href=${cameraHref(camera.id)}>${camera.name}</a> <span>as ${stream.rendition}</span></h3>
    ${trouble ? html`<p class="trouble">${trouble}</p>` : nothing}
    ${
      stream.transcode
        ? html`<dl>
            <div class="wide">
              <dt>${name}</dt>
              <dd>${pictures}</dd>
            </div>
            ${transcodeRows(stream.transcode).map(
              ([term, value]) =>
                html`<div>
                  <dt>${term}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>`
        : nothing
    }
  </li>`;
}
