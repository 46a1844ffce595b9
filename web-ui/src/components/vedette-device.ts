import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api } from "../api";
import { isClockOff, type Relay } from "../device";
import { formatClock } from "../format";
import type { Camera } from "../model";
import { ntpWords, type Ntp } from "../ntp";
import { explain } from "../problem";
import { base, buttons, facts, fields } from "../theme";
import "./vedette-confirm-dialog";
import "./vedette-imaging";
import "./vedette-ntp";

/**
 * A camera as a device: who made it, how its clock goes, and what can be set in it. Fires `adjusting` with true when
 * somebody begins to set its picture, and with false at the end.
 */
@customElement("vedette-device")
export class VedetteDevice extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    facts,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .off {
        color: var(--warn);
      }
      .actions {
        display: grid;
        gap: var(--space-2);
      }
      .actions button {
        white-space: normal;
      }
      .part {
        padding-top: var(--space-3);
        border-top: 1px solid var(--line);
      }
      .relay {
        display: grid;
        grid-template-columns: 1fr auto auto;
        gap: var(--space-2);
        align-items: center;
        font-size: var(--text-sm);
      }
      .said {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
    `,
  ];

  @property({ attribute: false }) camera!: Camera;
  /** Whether anything may be set in it. */
  @property({ type: Boolean }) mayChange = false;
  @state() private relays: readonly Relay[] = [];
  /** Undefined while the camera has not told. */
  @state() private ntp: Ntp | undefined;
  @state() private choosing = false;
  @state() private adjusting = false;
  @state() private busy = false;
  @state() private failure = "";
  @state() private said = "";
  @state() private asking = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.mayChange) {
      void this.readRelays();
    }
    void this.readNtp();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.adjust(false);
  }

  override render() {
    const { device } = this.camera;
    const { onvif } = device;
    const { identity } = this.camera;
    const rows = [
      ["Make", onvif.make || (identity?.make ?? "")],
      ["Model", onvif.model || (identity?.model ?? "")],
      ["Serial number", onvif.serial || (identity?.serial ?? "")],
      ["Hardware address", identity?.mac ?? ""],
      ["Firmware", device.firmware ?? ""],
      ["Clock", formatClock(device.clockAheadSeconds)],
      ["Time from", this.ntp ? ntpWords(this.ntp) : ""],
    ].filter(([, value]) => value !== "");
    return html`
      <dl>
        ${rows.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd class=${name === "Clock" && isClockOff(device) ? "off" : ""}>${value}</dd>
            </div>`,
        )}
      </dl>
      ${onvif.reason ? html`<p class="said">By ONVIF: ${onvif.reason}</p>` : nothing}
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      <p class="said" role="status" ?hidden=${this.said === ""}>${this.said}</p>
      ${this.mayChange ? this.renderControls() : nothing}
    `;
  }

  private renderControls() {
    const { device, id } = this.camera;
    return html`
      ${this.relays.map((relay) => this.renderRelay(relay))}
      ${this.choosing && this.ntp ? this.renderNtp(this.ntp) : nothing}
      <div class="actions">
        ${
          isClockOff(device)
            ? html`<button
                class="clock"
                ?disabled=${this.busy}
                title="The camera does not take its time from NTP then"
                @click=${() => this.setClock(id)}
              >
                Set the camera's clock
              </button>`
            : nothing
        }
        ${
          this.ntp && !this.choosing
            ? html`<button class="ntp" @click=${() => (this.choosing = true)}>
                Choose time servers…
              </button>`
            : nothing
        }
        ${device.onvif.adjustable ? this.renderAdjust() : nothing}
        <button class="reboot" ?disabled=${this.busy} @click=${() => (this.asking = true)}>
          Restart camera…
        </button>
      </div>
      ${this.asking ? this.renderDialog() : nothing}
    `;
  }

  private renderNtp(ntp: Ntp) {
    return html`<vedette-ntp
      class="part"
      .cameraId=${this.camera.id}
      .ntp=${ntp}
      @saved=${(event: CustomEvent<Ntp>) => {
        this.ntp = event.detail;
        this.said = "Its time servers are set.";
        void this.endChoosing();
      }}
      @closed=${() => this.endChoosing()}
    ></vedette-ntp>`;
  }

  /** The focus goes back to where it came from. */
  private async endChoosing(): Promise<void> {
    this.choosing = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("button.ntp")?.focus();
  }

  private renderAdjust() {
    return html`<button
        class="adjust"
        aria-expanded=${this.adjusting}
        @click=${() => this.adjust(!this.adjusting)}
      >
        ${this.adjusting ? "Done with the picture" : "Adjust the picture…"}
      </button>
      ${
        this.adjusting
          ? html`<vedette-imaging class="part" .cameraId=${this.camera.id}></vedette-imaging>`
          : nothing
      }`;
  }

  private adjust(adjusting: boolean): void {
    if (this.adjusting !== adjusting) {
      this.adjusting = adjusting;
      this.dispatchEvent(new CustomEvent("adjusting", { detail: adjusting }));
    }
  }

  private async setClock(id: string): Promise<void> {
    await this.run("Its clock is set.", () => api.maintain(id, { action: "set_clock" }));
    await this.readNtp();
  }

  private renderRelay({ token, bistable }: Relay) {
    const set = (active: boolean) => () =>
      this.run("", () =>
        api.maintain(this.camera.id, { action: "set_relay", relay: token, active }),
      );
    return html`<div class="relay">
      <span>Output ${token}</span>
      <button ?disabled=${this.busy} @click=${set(true)}>${bistable ? "On" : "Trigger"}</button>
      ${bistable ? html`<button ?disabled=${this.busy} @click=${set(false)}>Off</button>` : nothing}
    </div>`;
  }

  private renderDialog() {
    const { id, name } = this.camera;
    return html`<vedette-confirm-dialog
      .question=${`Restart ${name}?`}
      .consequence=${"The camera is away for a minute or so. The box connects again by itself."}
      .action=${"Restart"}
      .carryOut=${() => api.maintain(id, { action: "reboot" })}
      @closed=${() => (this.asking = false)}
    ></vedette-confirm-dialog>`;
  }

  private async run(done: string, action: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.failure = "";
    this.said = "";
    try {
      await action();
      if (done !== "") {
        this.said = done;
      }
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.busy = false;
    }
  }

  private async readNtp(): Promise<void> {
    try {
      this.ntp = await api.ntp(this.camera.id);
    } catch {
      // Whoever cannot be asked for its time servers has none to choose.
      this.ntp = undefined;
    }
  }

  private async readRelays(): Promise<void> {
    try {
      this.relays = (await api.relays(this.camera.id)).relays;
    } catch {
      // Whoever cannot be asked for its outputs has none to switch.
      this.relays = [];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-device": VedetteDevice;
  }
}
