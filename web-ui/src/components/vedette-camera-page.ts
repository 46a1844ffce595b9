import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import {
  formatAddress,
  formatBitrate,
  formatCount,
  formatFps,
  formatResolution,
  formatSeconds,
  formatSince,
  formatTransport,
  modeWords,
  stateWord,
  unknown,
} from "../format";
import type { Camera, CameraChange } from "../model";
import { explain } from "../problem";
import { gridHref } from "../routes";
import { base, buttons, fields } from "../theme";
import "./vedette-playing";
import "./vedette-remove-dialog";
import "./vedette-tile";
import type { VedetteTile } from "./vedette-tile";

/** One camera large, with its facts and what can be done to it. Fires `edit-camera`. */
@customElement("vedette-camera-page")
export class VedetteCameraPage extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 20rem;
        gap: var(--space-4) var(--space-5);
        align-items: start;
      }
      .top {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      h1 {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        font-size: var(--text-xl);
        font-weight: 600;
        letter-spacing: -0.015em;
        line-height: 1.25;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .back {
        padding: 0 var(--space-3) 0 var(--space-2);
      }
      .picture {
        display: grid;
        justify-items: center;
      }
      vedette-tile {
        width: min(100%, calc((100dvh - 11rem) * 16 / 9));
      }
      aside {
        display: grid;
        gap: var(--space-4);
      }
      .notices {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border: 1px solid color-mix(in srgb, var(--warn) 40%, transparent);
        border-radius: var(--radius-large);
        background: color-mix(in srgb, var(--warn) 9%, transparent);
        font-size: var(--text-sm);
        list-style: none;
        margin: 0;
      }
      .info[aria-pressed="true"] {
        border-color: var(--accent);
        color: var(--accent);
      }
      .panel {
        padding: var(--space-2) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--panel);
      }
      dl > div {
        display: flex;
        justify-content: space-between;
        gap: var(--space-4);
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
        font-size: var(--text-sm);
      }
      dl > div:first-child {
        border-top: 0;
      }
      dt {
        color: var(--text-soft);
        white-space: nowrap;
      }
      dd {
        text-align: right;
        overflow-wrap: anywhere;
      }
      .actions {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
      }
      .actions .wide,
      .actions .danger {
        grid-column: 1 / -1;
      }
      .missing {
        grid-column: 1 / -1;
        display: grid;
        justify-items: center;
        gap: var(--space-4);
        margin-top: 16vh;
        color: var(--text-soft);
        text-align: center;
      }
      @media (max-width: 60rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** Undefined when the box has no such camera. */
  @property({ attribute: false }) camera: Camera | undefined;
  @property({ type: Boolean }) feedLost = false;
  @state() private removing = false;
  @state() private busy = false;
  @state() private failure = "";
  @state() private asked = false;
  @query("vedette-tile") private tile!: VedetteTile | null;
  private readonly onKey = (event: KeyboardEvent) => {
    const typing = event
      .composedPath()
      .some((node) => node instanceof HTMLInputElement || node instanceof HTMLDialogElement);
    const chord = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key.toLowerCase() === "i" && !typing && !chord) {
      this.asked = !this.asked;
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
  }

  override render() {
    const { camera } = this;
    if (!camera) {
      return html`<section class="missing">
        <p>This camera is not on the box any more.</p>
        <a class="button" href=${gridHref}>All cameras</a>
      </section>`;
    }
    return html`
      <div class="top">
        <a class="button plain back" href=${gridHref} aria-label="Back to all cameras">
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <path
              d="M12 4 6 10l6 6"
              fill="none"
              stroke="currentColor"
              stroke-width="2"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
          All
        </a>
        <h1 title=${camera.name}>${camera.name}</h1>
        <button
          class="info"
          aria-pressed=${this.asked}
          title="What is playing (key I)"
          @click=${() => (this.asked = !this.asked)}
        >
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path
              d="M9 8v5 M9 5v.1"
              fill="none"
              stroke="currentColor"
              stroke-width="2"
              stroke-linecap="round"
            />
            <circle cx="9" cy="9" r="7.6" fill="none" stroke="currentColor" stroke-width="1.5" />
          </svg>
          Info
        </button>
      </div>
      <div class="picture">
        <vedette-tile large .camera=${camera} .feedLost=${this.feedLost}></vedette-tile>
      </div>
      <aside>
        ${
          this.asked
            ? html`<vedette-playing
                .camera=${camera}
                .source=${() => this.tile?.playing() ?? null}
              ></vedette-playing>`
            : nothing
        }
        ${notices(camera.facts.notices)}
        <div class="panel">${facts(camera)}</div>
        ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
        <div class="actions">
          <button @click=${() => this.dispatchEvent(new Event("edit-camera"))}>Edit</button>
          <button
            ?disabled=${this.busy}
            @click=${() => this.change(camera, { enabled: !camera.enabled })}
          >
            ${camera.enabled ? "Disable" : "Enable"}
          </button>
          ${
            camera.state.name === "certificate_changed"
              ? html`<button
                  class="wide"
                  ?disabled=${this.busy}
                  @click=${() => this.change(camera, { certificate: null })}
                >
                  Trust the new certificate
                </button>`
              : nothing
          }
          <button class="danger" @click=${() => (this.removing = true)}>Remove camera…</button>
        </div>
      </aside>
      ${
        this.removing
          ? html`<vedette-remove-dialog
              .camera=${camera}
              @closed=${() => (this.removing = false)}
              @removed=${() => (location.hash = gridHref)}
            ></vedette-remove-dialog>`
          : nothing
      }
    `;
  }

  private async change(camera: Camera, change: CameraChange): Promise<void> {
    this.busy = true;
    this.failure = "";
    try {
      await api.change(camera.id, change);
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.busy = false;
    }
  }
}

function notices(said: readonly string[]) {
  return said.length > 0
    ? html`<ul class="notices">
        ${said.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>`
    : nothing;
}

function facts({ state, facts, address, transport, credentials, mode }: Camera) {
  const rows: readonly (readonly [string, string])[] = [
    ["State", `${stateWord(state.name)} ${formatSince(state.since, new Date())}`],
    ["Codec", facts.codec || unknown],
    ["Resolution", formatResolution(facts.width, facts.height)],
    ["Frame rate", formatFps(facts.fps)],
    ["Bitrate", formatBitrate(facts.bitsPerSecond)],
    ...(facts.keyFrameSeconds
      ? [["Key frames", `every ${formatSeconds(facts.keyFrameSeconds)}`] as const]
      : []),
    ...(facts.audio ? [["Audio", facts.audio] as const] : []),
    ["Viewers", formatCount(facts.viewers)],
    ["Reconnects", formatCount(facts.reconnects)],
    ["Missed fragments", formatCount(facts.lagged)],
    ["Address", formatAddress(address)],
    ...(address.type === "rtsp" && address.subUrl ? [["Sub-stream", address.subUrl] as const] : []),
    ["Transport", formatTransport(transport, facts.transport)],
    ["Connected", modeWords[mode]],
    ["Username", credentials?.username || "None"],
  ];
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
