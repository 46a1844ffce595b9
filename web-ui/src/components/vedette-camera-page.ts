import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import {
  formatAddress,
  formatBitrate,
  formatClock,
  formatColour,
  formatCount,
  formatFps,
  formatLink,
  formatResolution,
  formatSeconds,
  formatSince,
  formatTransport,
  modeWords,
  stateWord,
  streamWords,
  unknown,
} from "../format";
import type { SensorEvent } from "../device";
import { noticesOf, type Camera, type CameraChange, type CameraStream } from "../model";
import { explain } from "../problem";
import { gridHref } from "../routes";
import { base, buttons, facts, fields } from "../theme";
import { transcodeRows, type Row } from "../transcoding";
import "./vedette-device";
import "./vedette-events";
import "./vedette-playing";
import "./vedette-ptz";
import "./vedette-confirm-dialog";
import "./vedette-tile";
import "./vedette-tuning-dialog";
import type { VedetteTile } from "./vedette-tile";

/** One camera large, with its facts and what can be done to it. Fires `edit-camera`. */
@customElement("vedette-camera-page")
export class VedetteCameraPage extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    facts,
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
        /* It stays in sight of whoever turns it or sets how it looks. */
        position: sticky;
        top: calc(60px + var(--space-3));
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
      section.panel:not(:has(vedette-events)) {
        padding-bottom: var(--space-4);
      }
      h2 {
        margin: var(--space-1) 0;
        font-size: var(--text-md);
        font-weight: 600;
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
        .picture {
          position: static;
        }
        /* No grid, of which each part would stick within its own area only. */
        :host([adjusting]) {
          display: block;
        }
        :host([adjusting]) .top {
          margin-bottom: var(--space-3);
        }
        :host([adjusting]) .picture {
          position: sticky;
          z-index: 2;
          top: 0;
          margin: 0 calc(-1 * var(--space-3)) var(--space-4);
          padding-block: var(--space-2);
          background: var(--ground);
        }
      }
    `,
  ];

  /** Undefined when the box has no such camera. */
  @property({ attribute: false }) camera: Camera | undefined;
  @property({ type: Boolean }) feedLost = false;
  /** What it has noticed, the newest last. */
  @property({ attribute: false }) events: readonly SensorEvent[] = [];
  /** Whether anything of it may be changed. */
  @property({ type: Boolean }) mayChange = false;
  /** Whether it may be turned. */
  @property({ type: Boolean }) maySteer = false;
  /** While somebody sets how its picture looks. */
  @property({ type: Boolean, reflect: true }) adjusting = false;
  @state() private removing = false;
  @state() private tuning = false;
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
        ${notices(noticesOf(camera))}
        ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
        ${this.renderMotors(camera)} ${this.renderEvents(camera)}
        ${this.mayChange ? this.renderActions(camera) : nothing} ${this.renderDevice(camera)}
        ${camera.streams.map(
          (stream) =>
            html`<div class="panel stream" data-rendition=${stream.rendition}>
              <h2>${streamWords(stream.rendition)}</h2>
              ${list(streamRows(stream))}
            </div>`,
        )}
        <div class="panel">${list(cameraRows(camera))}</div>
      </aside>
      ${
        this.tuning
          ? html`<vedette-tuning-dialog
              .camera=${camera}
              @closed=${() => (this.tuning = false)}
            ></vedette-tuning-dialog>`
          : nothing
      }
      ${
        this.removing
          ? html`<vedette-confirm-dialog
              danger
              .question=${`Remove ${camera.name}?`}
              .consequence=${"The box forgets its address and password, and everybody stops seeing its picture."}
              .action=${"Remove camera"}
              .carryOut=${() => api.remove(camera.id)}
              @closed=${() => (this.removing = false)}
              @confirmed=${() => (location.hash = gridHref)}
            ></vedette-confirm-dialog>`
          : nothing
      }
    `;
  }

  /** What can be done to the camera itself. */
  private renderActions(camera: Camera) {
    return html`<div class="actions">
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
      ${
        camera.state.name === "other_device"
          ? html`<button
              class="wide"
              ?disabled=${this.busy}
              @click=${() => this.change(camera, { identity: null })}
            >
              This device is the camera now
            </button>`
          : nothing
      }
      ${
        camera.address.type === "rtsp"
          ? html`<button class="wide tune" @click=${() => (this.tuning = true)}>
              Make it browser-friendly…
            </button>`
          : nothing
      }
      <button class="danger" @click=${() => (this.removing = true)}>Remove camera…</button>
    </div>`;
  }

  /** The stick of a camera that can be turned, for those who may. */
  private renderMotors(camera: Camera) {
    return this.maySteer && isThere(camera) && camera.device.onvif.movable
      ? html`<section class="panel" aria-labelledby="ptz">
          <h2 id="ptz">Turn</h2>
          <vedette-ptz .cameraId=${camera.id}></vedette-ptz>
        </section>`
      : nothing;
  }

  /** What the camera has noticed, if it tells. */
  private renderEvents({ device }: Camera) {
    return device.onvif.watched || this.events.length > 0
      ? html`<section class="panel" aria-labelledby="events">
          <h2 id="events">Events</h2>
          <vedette-events .events=${this.events}></vedette-events>
        </section>`
      : nothing;
  }

  /** What the camera is and can beside its video, if it tells. */
  private renderDevice(camera: Camera) {
    return isThere(camera)
      ? html`<section class="panel" aria-labelledby="device">
          <h2 id="device">Device</h2>
          <vedette-device
            .camera=${camera}
            .mayChange=${this.mayChange}
            @adjusting=${(event: CustomEvent<boolean>) => (this.adjusting = event.detail)}
          ></vedette-device>
        </section>`
      : nothing;
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

/** True of a camera that answers by ONVIF. */
function isThere({ enabled, device }: Camera): boolean {
  return enabled && device.onvif.state === "connected";
}

function notices(said: readonly string[]) {
  return said.length > 0
    ? html`<ul class="notices">
        ${said.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>`
    : nothing;
}

function streamRows(stream: CameraStream): readonly Row[] {
  const { state, video, audio, lastFailure } = stream;
  return [
    ["State", `${stateWord(state.name)} ${formatSince(state.since, new Date())}`],
    ...optional("Because", state.reason),
    ...(state.reason === "" ? optional("Last failure", lastFailure) : []),
    ["Codec", video ? `${video.codec} (${video.codecString})` : unknown],
    ["Resolution", video ? formatResolution(video.width, video.height) : unknown],
    ...(video ? [["Colour", formatColour(video)] as const] : []),
    ["Frame rate", formatFps(stream.fps)],
    ["Bitrate", formatBitrate(stream.bitsPerSecond)],
    ...(stream.keyFrameSeconds
      ? [["Key frames", `every ${formatSeconds(stream.keyFrameSeconds)}`] as const]
      : []),
    ...optional("Audio", audio?.description ?? ""),
    ...optional("Comes over", formatLink(stream.transport)),
    ["Viewers", formatCount(stream.viewers)],
    ["Reconnects", formatCount(stream.reconnects)],
    ["Missed fragments", formatCount(stream.lagged)],
    ...(stream.transcode ? transcodeRows(stream.transcode) : []),
  ];
}

function cameraRows(camera: Camera): readonly Row[] {
  const { address, transport, knownTransport, mode, credentials } = camera;
  if (address.type === "rtmp") {
    return [["Address", formatAddress(address)]];
  }
  return [
    ["Address", formatAddress(address)],
    ...optional("Sub-stream", (address.type === "rtsp" && address.subUrl) || ""),
    ["Transport", formatTransport(transport, knownTransport ?? "")],
    ["Connected", modeWords[mode]],
    ["Username", credentials?.username || "None"],
    ...(isThere(camera) ? [] : deviceRows(camera)),
  ];
}

/** Who it is, and how it is beside its streams. */
function deviceRows({ identity, device }: Camera): readonly Row[] {
  return [
    ...optional("Make", [identity?.make, identity?.model].filter(Boolean).join(" ")),
    ...optional("Serial number", identity?.serial ?? ""),
    ...optional("Hardware address", identity?.mac ?? ""),
    ...optional("Firmware", device.firmware ?? ""),
    ...optional("Clock", formatClock(device.clockAheadSeconds)),
  ];
}

/** A row, if there is something to tell. */
function optional(name: string, value: string): readonly Row[] {
  return value === "" ? [] : [[name, value]];
}

function list(rows: readonly Row[]) {
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
