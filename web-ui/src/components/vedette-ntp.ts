import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import { serversOf, type Ntp } from "../ntp";
import { explain, fieldErrors, ProblemError } from "../problem";
import { base, buttons, choices, fields } from "../theme";

type Source = "servers" | "dhcp";

/** Sets from which servers a camera takes its time. Fires `saved` with what the camera has made of it, and `closed`. */
@customElement("vedette-ntp")
export class VedetteNtp extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    choices,
    css`
      form {
        gap: var(--space-3);
      }
      .ends {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
      }
    `,
  ];

  @property() cameraId = "";
  @property({ attribute: false }) ntp!: Ntp;
  @state() private from: Source = "servers";
  @state() private line = "";
  @state() private wrong = "";
  @state() private failure = "";
  @state() private busy = false;
  @query("#servers") private field!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.from = this.ntp.fromDhcp ? "dhcp" : "servers";
    this.line = this.ntp.fromDhcp ? "" : this.ntp.servers.join(", ");
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>("input:checked")?.focus();
  }

  override render() {
    return html`<form novalidate autocomplete="off" @submit=${this.submit} @keydown=${this.press}>
      <fieldset>
        <legend>Time servers (NTP)</legend>
        <div class="choices">
          ${this.choice("servers", "These")} ${this.choice("dhcp", "From DHCP")}
        </div>
      </fieldset>
      ${this.from === "servers" ? this.renderServers() : nothing}
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      <div class="ends">
        <button type="button" class="plain" @click=${() => this.dispatchEvent(new Event("closed"))}>
          Cancel
        </button>
        <button type="submit" class="primary" ?disabled=${this.busy}>
          ${this.busy ? "Setting…" : "Set"}
        </button>
      </div>
    </form>`;
  }

  private choice(source: Source, label: string) {
    return html`<label>
      <input
        type="radio"
        name="from"
        value=${source}
        .checked=${this.from === source}
        @change=${() => (this.from = source)}
      />${label}
    </label>`;
  }

  private renderServers() {
    const wrong = this.wrong !== "";
    return html`<div class="field">
      <label for="servers">Host names or addresses</label>
      <input
        id="servers"
        name="servers"
        type="text"
        autocapitalize="none"
        spellcheck="false"
        placeholder="pool.ntp.org"
        aria-invalid=${wrong}
        aria-describedby="servers-${wrong ? "error" : "hint"}"
        .value=${this.line}
        @input=${(event: Event) => (this.line = (event.target as HTMLInputElement).value)}
      />
      ${
        wrong
          ? html`<span class="error" id="servers-error">${this.wrong}</span>`
          : html`<span class="hint" id="servers-hint">Up to four, with commas between.</span>`
      }
    </div>`;
  }

  /** Escape leaves the form, and not the camera. */
  private press(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.dispatchEvent(new Event("closed"));
    }
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.wrong = "";
    this.failure = "";
    try {
      const detail = await api.useNtp(
        this.cameraId,
        this.from === "dhcp" ? { fromDhcp: true } : { servers: serversOf(this.line) },
      );
      this.dispatchEvent(new CustomEvent<Ntp>("saved", { detail }));
    } catch (error) {
      await this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  private async refused(error: unknown): Promise<void> {
    if (error instanceof ProblemError) {
      const { byField, general } = fieldErrors(error.problem, ["servers"]);
      this.wrong = byField["servers"] ?? "";
      this.failure = general;
    } else {
      this.failure = explain(error);
    }
    await this.updateComplete;
    if (this.wrong !== "") {
      this.field?.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-ntp": VedetteNtp;
  }
}
