import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { api } from "../api";
import { explain } from "../problem";
import { isStickKey, keysHeld, PtzStick, stickAt, still, type Preset, type Velocity } from "../ptz";
import { base, buttons, fields } from "../theme";

/** Turns a camera: a stick for mouse, touch and keys, and the places that the camera remembers. */
@customElement("vedette-ptz")
export class VedettePtz extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .hand {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-4);
        align-items: center;
      }
      .pad {
        position: relative;
        width: min(100%, 11rem);
        aspect-ratio: 1;
        justify-self: center;
        border: 1px solid var(--line-strong);
        border-radius: 50%;
        background: radial-gradient(circle at 50% 42%, var(--raised), var(--ground));
        cursor: grab;
        touch-action: none;
        user-select: none;
      }
      .pad:active {
        cursor: grabbing;
      }
      .pad svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        color: var(--text-soft);
        pointer-events: none;
      }
      .knob {
        position: absolute;
        inset: 31%;
        border: 1px solid var(--line-strong);
        border-radius: 50%;
        background: linear-gradient(#33404b, #202930);
        box-shadow: 0 4px 14px rgb(0 0 0 / 0.5);
        pointer-events: none;
      }
      .pad[data-moving] .knob {
        border-color: var(--accent);
      }
      .side {
        display: grid;
        gap: var(--space-2);
      }
      .side button {
        min-width: 4.5rem;
        touch-action: none;
        user-select: none;
      }
      .side .sign {
        font-size: var(--text-lg);
      }
      .keys {
        color: var(--text-soft);
        font-size: var(--text-xs);
      }
      @media (hover: none) {
        .keys {
          display: none;
        }
      }
      ul {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-1);
      }
      .go {
        justify-content: start;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .forget {
        width: var(--touch);
        padding: 0;
      }
      form {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
      }
    `,
  ];

  @property() cameraId = "";
  @state() private presets: readonly Preset[] = [];
  @state() private failure = "";
  @state() private busy = false;
  @state() private knob = still;
  @query(".pad") private pad!: HTMLElement;
  @query("input") private nameField!: HTMLInputElement;
  /** What keys say, by where they are: a plus may have lost its Shift when it is let go. */
  private readonly held = new Map<string, string>();
  private readonly stick = new PtzStick({
    send: (command) => {
      this.failure = "";
      return api.ptz(this.cameraId, command);
    },
    onError: (error) => this.fail(error),
  });
  private readonly letGo = () => {
    this.held.clear();
    this.aim(still);
  };
  private readonly onHidden = () => {
    if (document.hidden) {
      this.letGo();
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("blur", this.letGo);
    addEventListener("pagehide", this.letGo);
    document.addEventListener("visibilitychange", this.onHidden);
    void this.readPresets();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("blur", this.letGo);
    removeEventListener("pagehide", this.letGo);
    document.removeEventListener("visibilitychange", this.onHidden);
    this.letGo();
  }

  override render() {
    const { pan, tilt } = this.knob;
    const shift = `translate(${pan * 75}%, ${-tilt * 75}%)`;
    const moving = pan !== 0 || tilt !== 0 || this.knob.zoom !== 0;
    return html`
      <div class="hand">
        <div
          class="pad"
          role="group"
          tabindex="0"
          aria-label="Turn the camera"
          aria-describedby="keys"
          ?data-moving=${moving}
          @pointerdown=${this.grab}
          @pointermove=${this.drag}
          @pointerup=${this.letGo}
          @pointercancel=${this.letGo}
          @keydown=${this.press}
          @keyup=${this.unpress}
          @blur=${this.letGo}
        >
          <svg viewBox="0 0 100 100" aria-hidden="true">
            <path
              d="M44 15 50 9l6 6 M44 85l6 6 6-6 M15 44 9 50l6 6 M85 44l6 6-6 6"
              fill="none"
              stroke="currentColor"
              stroke-width="2.4"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
          <div class="knob" .style=${`transform: ${shift}`}></div>
        </div>
        <div class="side">
          ${this.zoomButton("Zoom in", "+", 0.6)} ${this.zoomButton("Zoom out", "−", -0.6)}
          <button ?disabled=${this.busy} @click=${() => this.order({ action: "home" })}>
            Home
          </button>
        </div>
      </div>
      <p class="keys" id="keys">Keys, while the stick has the focus: arrows turn, + and − zoom.</p>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      ${
        this.presets.length > 0
          ? html`<ul aria-label="Places">
              ${this.presets.map((preset) => this.renderPreset(preset))}
            </ul>`
          : nothing
      }
      <form @submit=${this.keep}>
        <input
          name="preset"
          maxlength="64"
          placeholder="Name of this view"
          aria-label="Name of this view"
          autocomplete="off"
        />
        <button ?disabled=${this.busy}>Save</button>
      </form>
    `;
  }

  private zoomButton(label: string, sign: string, zoom: number) {
    const hold = () => this.aim({ ...still, zoom });
    const byKey = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";
    return html`<button
      aria-label=${label}
      title=${label}
      @pointerdown=${hold}
      @pointerup=${this.letGo}
      @pointerleave=${this.letGo}
      @pointercancel=${this.letGo}
      @blur=${this.letGo}
      @keydown=${(event: KeyboardEvent) => byKey(event) && hold()}
      @keyup=${(event: KeyboardEvent) => byKey(event) && this.letGo()}
    >
      <span class="sign" aria-hidden="true">${sign}</span>
    </button>`;
  }

  private renderPreset({ token, name }: Preset) {
    return html`<li>
      <button
        class="go"
        ?disabled=${this.busy}
        @click=${() => this.order({ action: "goto", preset: token })}
      >
        ${name}
      </button>
      <button
        class="plain forget"
        ?disabled=${this.busy}
        aria-label=${`Forget ${name}`}
        title=${`Forget ${name}`}
        @click=${() => this.order({ action: "remove", preset: token })}
      >
        ×
      </button>
    </li>`;
  }

  private aim(velocity: Velocity): void {
    this.knob = velocity;
    this.stick.aim(velocity);
  }

  private grab(event: PointerEvent): void {
    this.pad.setPointerCapture(event.pointerId);
    this.drag(event);
  }

  private drag(event: PointerEvent): void {
    if (this.pad.hasPointerCapture(event.pointerId)) {
      const { left, top, width, height } = this.pad.getBoundingClientRect();
      const reach = width / 3;
      const x = event.clientX - left - width / 2;
      const y = event.clientY - top - height / 2;
      this.aim(stickAt(x / reach, y / reach));
    }
  }

  private press(event: KeyboardEvent): void {
    if (isStickKey(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.held.set(event.code, event.key);
      this.aim(keysHeld(this.held.values()));
    }
  }

  private unpress(event: KeyboardEvent): void {
    if (this.held.delete(event.code)) {
      this.aim(keysHeld(this.held.values()));
    }
  }

  private keep(event: SubmitEvent): void {
    event.preventDefault();
    const name = this.nameField.value.trim();
    if (name === "") {
      this.nameField.focus();
      return;
    }
    void this.order({ action: "set", name }).then((done) => {
      if (done) {
        this.nameField.value = "";
      }
    });
  }

  /** True if the camera has done it. */
  private async order(command: Parameters<typeof api.ptz>[1]): Promise<boolean> {
    this.busy = true;
    this.failure = "";
    try {
      await api.ptz(this.cameraId, command);
      if (command.action === "set" || command.action === "remove") {
        await this.readPresets();
      }
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  private async readPresets(): Promise<void> {
    try {
      this.presets = (await api.presets(this.cameraId)).presets;
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.knob = still;
    this.failure = explain(error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-ptz": VedettePtz;
  }
}
