import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { api } from "../api";
import {
  Adjuster,
  formatLevel,
  modeWord,
  settingsOf,
  stepOf,
  type Level,
  type LevelName,
  type Mode,
  type ModeName,
  type Setting,
} from "../imaging";
import { explain } from "../problem";
import { base, buttons, choices, fields } from "../theme";

/** How a camera's picture looks, to be set while one looks at it. What is moved is applied when it is let go. */
@customElement("vedette-imaging")
export class VedetteImaging extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    choices,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .top,
      .named {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
      }
      .track {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: var(--space-3);
        align-items: center;
      }
      h3 {
        margin: 0;
        font-size: var(--text-md);
        font-weight: 600;
      }
      .busy,
      .said {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
      .end {
        color: var(--text-soft);
        font-size: var(--text-xs);
      }
      .error {
        display: block;
        margin-top: var(--space-1);
      }
      output {
        font-size: var(--text-sm);
        font-weight: 600;
      }
      .slider input[type="range"] {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        accent-color: var(--accent);
        cursor: pointer;
      }
      .slider input[aria-invalid="true"] {
        accent-color: var(--bad);
      }
    `,
  ];

  @property() cameraId = "";
  @state() private adjuster: Adjuster | undefined;
  @state() private failure = "";
  /** The slider that is being moved, and to where. */
  @state() private moved: { readonly name: LevelName; readonly value: number } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open();
  }

  override render() {
    const { adjuster } = this;
    return html`
      <div class="top">
        <h3 id="title">Picture</h3>
        <span class="busy" role="status">${adjuster?.busy ? "Setting…" : ""}</span>
      </div>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      ${adjuster ? this.renderKnown(adjuster) : nothing}
    `;
  }

  private renderKnown(adjuster: Adjuster) {
    const settings = settingsOf(adjuster.known);
    if (settings.length === 0) {
      return html`<p class="said">The camera has nothing that could be set in its picture.</p>`;
    }
    return html`
      ${settings.map((setting) => this.renderSetting(setting, adjuster))}
      ${adjuster.failure ? html`<p class="alert" role="alert">${adjuster.failure}</p>` : nothing}
      <button
        class="reset"
        title="To how it was when this was opened"
        ?disabled=${adjuster.busy || !adjuster.isChanged}
        @click=${() => adjuster.reset()}
      >
        Reset
      </button>
    `;
  }

  private renderSetting(setting: Setting, adjuster: Adjuster) {
    const { label } = setting;
    return "level" in setting
      ? this.renderLevel(setting.name, label, setting.level, adjuster)
      : this.renderMode(setting.name, label, setting.mode, adjuster);
  }

  private renderLevel(name: LevelName, label: string, level: Level, adjuster: Adjuster) {
    const value =
      this.moved?.name === name ? this.moved.value : Number(adjuster.value(name) ?? level.value);
    const shown = formatLevel(value, level);
    const wrong = adjuster.errors[name];
    const to = (event: Event) => (event.target as HTMLInputElement).valueAsNumber;
    return html`<div class="field slider">
      <div class="named">
        <label for=${name}>${label}</label>
        <output for=${name}>${shown}</output>
      </div>
      <div class="track">
        <span class="end" aria-hidden="true">${formatLevel(level.min, level)}</span>
        <input
          id=${name}
          name=${name}
          type="range"
          min=${level.min}
          max=${level.max}
          step=${stepOf(level)}
          aria-valuetext=${`${shown}, from ${formatLevel(level.min, level)} to ${formatLevel(level.max, level)}`}
          aria-invalid=${wrong !== undefined}
          aria-describedby="${name}-error"
          .value=${live(String(value))}
          @input=${(event: Event) => (this.moved = { name, value: to(event) })}
          @change=${(event: Event) => {
            this.moved = undefined;
            void adjuster.set({ [name]: to(event) });
          }}
        />
        <span class="end" aria-hidden="true">${formatLevel(level.max, level)}</span>
      </div>
      ${this.renderError(name, wrong)}
    </div>`;
  }

  private renderMode(name: ModeName, label: string, mode: Mode, adjuster: Adjuster) {
    const wrong = adjuster.errors[name];
    const value = adjuster.value(name);
    // What it is may be none of what it says it could be.
    const all = mode.choices.includes(mode.value) ? mode.choices : [mode.value, ...mode.choices];
    return html`<fieldset aria-describedby="${name}-error">
      <legend>${label}</legend>
      <div class="choices">
        ${all.map(
          (choice) =>
            html`<label>
              <input
                type="radio"
                name=${name}
                value=${choice}
                .checked=${live(choice === value)}
                ?disabled=${!mode.choices.includes(choice)}
                @change=${() => adjuster.set({ [name]: choice })}
              />${modeWord(name, choice)}
            </label>`,
        )}
      </div>
      ${this.renderError(name, wrong)}
    </fieldset>`;
  }

  private renderError(name: string, detail: string | undefined) {
    return html`<span class="error" id="${name}-error" role="alert" ?hidden=${!detail}
      >${detail ?? ""}</span
    >`;
  }

  private async open(): Promise<void> {
    const id = this.cameraId;
    try {
      this.adjuster = new Adjuster(await api.imaging(id), {
        send: (change) => api.adjust(id, change),
        onChange: () => this.requestUpdate(),
      });
    } catch (error) {
      this.failure = explain(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-imaging": VedetteImaging;
  }
}
