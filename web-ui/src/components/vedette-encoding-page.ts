import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api } from "../api";
import {
  asideText,
  choices,
  formatSpeed,
  progressText,
  sorted,
  type Candidate,
  type Encoders,
} from "../encoders";
import { formatSince } from "../format";
import type { Camera } from "../model";
import { explain } from "../problem";
import { gridHref } from "../routes";
import { base, buttons, fields, pages, selects } from "../theme";
import { encodersInUse, inUseText, type TranscodeLoad } from "../transcoding";
import "./vedette-conversions";
import "./vedette-profiles";

const WHILE_TESTING_MS = 1000;
const AT_REST_MS = 15_000;

/** What the box converts, by which profiles and with what: what was tried and what came of it, and the choices. */
@customElement("vedette-encoding-page")
export class VedetteEncodingPage extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    selects,
    pages,
    css`
      h2 {
        padding: var(--space-3) 0 var(--space-1);
        font-size: var(--text-md);
        font-weight: 600;
      }
      .panel {
        padding: var(--space-2) var(--space-4) var(--space-3);
      }
      .settings {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3) var(--space-5);
        padding-block: var(--space-4);
      }
      select {
        min-width: 12rem;
      }
      .in-use {
        flex: 1;
        min-width: 12rem;
      }
      .in-use strong {
        display: block;
        color: var(--text);
        font-size: var(--text-lg);
        font-weight: 600;
      }
      .warning {
        border-color: color-mix(in srgb, var(--warn) 45%, transparent);
        background: color-mix(in srgb, var(--warn) 10%, transparent);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-sm);
      }
      th,
      td {
        padding: var(--space-2) var(--space-3) var(--space-2) 0;
        border-top: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
      }
      thead th {
        border-top: 0;
        color: var(--text-soft);
        font-weight: 500;
        white-space: nowrap;
      }
      tbody th {
        font-weight: 500;
        white-space: nowrap;
      }
      .number {
        text-align: right;
        white-space: nowrap;
      }
      .reason {
        min-width: 16rem;
        padding-right: 0;
        color: var(--text-soft);
        overflow-wrap: anywhere;
      }
      .works {
        color: var(--good);
      }
      .fails {
        color: var(--text-soft);
      }
      .tag {
        display: inline-block;
        white-space: nowrap;
        margin-left: var(--space-2);
        padding: 0.1rem 0.45rem;
        border-radius: 1rem;
        background: color-mix(in srgb, var(--accent) 18%, transparent);
        color: var(--accent);
        font-size: var(--text-xs);
      }
      @media (max-width: 40rem) {
        /* The reason goes below what it belongs to. */
        tr {
          display: grid;
          grid-template-columns: minmax(0, 1fr) 4.2rem 2.8rem 2.6rem 2.8rem;
          column-gap: var(--space-1);
          border-top: 1px solid var(--line);
        }
        thead tr {
          border-top: 0;
        }
        th,
        td {
          padding-right: 0;
          border-top: 0;
        }
        tbody th,
        thead th.number {
          white-space: normal;
        }
        .reason {
          grid-column: 1 / -1;
          min-width: 0;
          padding-top: 0;
        }
        .reason:empty,
        thead .reason {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) cameras: readonly Camera[] = [];
  /** How much the box converts; null until it has told. */
  @property({ attribute: false }) load: TranscodeLoad | null = null;
  /** Whether anything may be set. */
  @property({ type: Boolean }) mayChange = false;
  @state() private encoders: Encoders | undefined;
  @state() private busy = false;
  @state() private failure = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** An answer to what was asked before something newer was shown is old. */
  private turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.poll();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render() {
    const { encoders } = this;
    return html`
      <div class="top">
        <a class="button plain" href=${gridHref}>All cameras</a>
        <h1>Encoding</h1>
        ${
          this.mayChange
            ? html`<button
                class="test"
                ?disabled=${this.busy || encoders === undefined || encoders.running}
                @click=${() => this.ask(api.testEncoders)}
              >
                ${encoders?.running ? "Testing…" : "Test again"}
              </button>`
            : nothing
        }
      </div>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      ${encoders ? this.renderKnown(encoders) : nothing}
    `;
  }

  private renderKnown(encoders: Encoders) {
    const used = encodersInUse(this.cameras);
    return html`
      ${
        encoders.warning
          ? html`<p class="alert warning" role="status">${encoders.warning}</p>`
          : nothing
      }
      ${encoders.setAside.map(
        (aside) =>
          html`<p class="alert warning aside" role="status">${asideText(aside, new Date())}</p>`,
      )}
      <section class="panel settings" aria-label="Encoder">
        <div class="in-use soft">
          In use now
          <strong class="now">${inUseText(used)}</strong>
        </div>
        <div class="in-use soft">
          The next conversion begins with
          <strong class="next">${encoders.inUse}</strong>
        </div>
        <div class="field" ?hidden=${!this.mayChange}>
          <label for="encoder">Encoder</label>
          <select
            id="encoder"
            ?disabled=${this.busy}
            @change=${(event: Event) => this.choose(event.target as HTMLSelectElement)}
          >
            ${choices(encoders).map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === encoders.encoder}>
                  ${label}
                </option>`,
            )}
          </select>
        </div>
      </section>
      <section class="panel" aria-label="Conversions">
        <vedette-conversions
          .cameras=${this.cameras}
          .load=${this.load}
          ?measured=${encoders.testedAt !== null}
        ></vedette-conversions>
      </section>
      <section class="panel" aria-label="Profiles">
        <vedette-profiles .mayChange=${this.mayChange}></vedette-profiles>
      </section>
      <section class="panel" aria-label="What was tested">
        <div role="status">
          ${
            encoders.running
              ? html`<p class="soft progress">${progressText(encoders)}</p>
                  <progress
                    aria-label="Candidates tested"
                    max=${encoders.total}
                    .value=${encoders.done}
                  ></progress>`
              : html`<p class="soft tested">${tested(encoders)}</p>`
          }
        </div>
        ${this.renderTable("Encoders", encoders, "encoder", used)}
        ${this.renderTable("Decoders", encoders, "decoder", used)}
      </section>
    `;
  }

  private renderTable(
    title: string,
    encoders: Encoders,
    kind: Candidate["kind"],
    used: ReadonlyMap<string, number>,
  ) {
    const rows = sorted(encoders.candidates, kind);
    return rows.length === 0
      ? nothing
      : html`<h2>${title}</h2>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Runs on</th>
                  <th scope="col">Works</th>
                  <th scope="col" class="number">720p, fps</th>
                  <th scope="col" class="number">1080p, fps</th>
                  <th scope="col" class="reason">Why not</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map((candidate) => row(candidate, encoders, used))}
              </tbody>
            </table>
          </div>`;
  }

  private choose(select: HTMLSelectElement): void {
    void this.ask(() => api.chooseEncoder(select.value)).then(() => {
      // Where the box refused, the list shows what is still chosen.
      select.value = this.encoders?.encoder ?? select.value;
    });
  }

  /** Asks the box for something to be done. */
  private async ask(call: () => Promise<Encoders>): Promise<void> {
    this.busy = true;
    this.failure = "";
    try {
      this.show(await call());
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.busy = false;
    }
  }

  private async poll(): Promise<void> {
    const { turn } = this;
    try {
      const encoders = await api.encoders();
      if (this.isConnected && turn === this.turn) {
        this.show(encoders);
      }
    } catch (error) {
      this.failure = explain(error);
      this.askAgain(AT_REST_MS);
    }
  }

  private show(encoders: Encoders): void {
    this.turn++;
    this.encoders = encoders;
    this.askAgain(encoders.running ? WHILE_TESTING_MS : AT_REST_MS);
  }

  private askAgain(milliseconds: number): void {
    clearTimeout(this.timer);
    if (this.isConnected) {
      this.timer = setTimeout(() => void this.poll(), milliseconds);
    }
  }
}

function tested({ testedAt, fingerprint }: Encoders): string {
  return testedAt === null
    ? "Not tested yet: until then the box encodes on its processor."
    : `Tested ${formatSince(testedAt, new Date()).replace("since ", "")} on ${fingerprint}`;
}

function row(
  candidate: Candidate,
  { inUse, setAside }: Encoders,
  used: ReadonlyMap<string, number>,
) {
  const { kind, name, hardware, works, fps720, fps1080, reason } = candidate;
  const tags =
    kind === "encoder"
      ? [
          ...(used.has(name) ? ["in use"] : []),
          ...(name === inUse ? ["next"] : []),
          ...(setAside.some((aside) => aside.name === name) ? ["set aside"] : []),
        ]
      : [];
  return html`<tr data-name=${`${kind}-${name}`}>
    <th scope="row">${name}${tags.map((tag) => html`<span class="tag">${tag}</span>`)}</th>
    <td>${hardware ? "Hardware" : "Processor"}</td>
    <td class=${works ? "works" : "fails"}>${works ? "Yes" : "No"}</td>
    <td class="number">${formatSpeed(fps720)}</td>
    <td class="number">${formatSpeed(fps1080)}</td>
    <td class="reason">${reason || nothing}</td>
  </tr>`;
}
