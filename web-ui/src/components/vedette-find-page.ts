import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { api } from "../api";
import type { CameraForm } from "../camera-form";
import {
  byHandUrl,
  matches,
  namesOf,
  newCamera,
  newName,
  progressText,
  titleOf,
  type Credentials,
  type Discovery,
  type FoundCamera,
} from "../discovery";
import { formatSince } from "../format";
import type { Camera } from "../model";
import { explain, ProblemError } from "../problem";
import { gridHref } from "../routes";
import { base, buttons, fields, pages, pairs } from "../theme";
import { canBeTried, isReady, untried, type Row } from "./vedette-found-camera";

/** The box tries four at once; more would wait there, and time out here. */
const AT_ONCE = 3;

/** Finds cameras, tries them with one pair of credentials, and adds those that are ready. Fires `by-hand` with what a form may begin with. */
@customElement("vedette-find-page")
export class VedetteFindPage extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    pairs,
    pages,
    css`
      .top {
        flex-wrap: wrap;
      }
      h1 {
        white-space: nowrap;
      }
      .panel {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
      }
      summary {
        min-height: var(--touch);
        line-height: var(--touch);
        color: var(--text-soft);
        font-size: var(--text-sm);
        cursor: pointer;
      }
      .notices {
        margin: 0;
        padding-left: var(--space-4);
        overflow-wrap: anywhere;
      }
      .choose {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .choose .field {
        flex: 1;
        min-width: 12rem;
      }
      .check {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--touch);
        color: var(--text);
        font-size: var(--text-md);
      }
      .check input {
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--accent);
      }
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      @media (max-width: 40rem) {
        h1 {
          font-size: var(--text-lg);
        }
        .top > :is(a, button) {
          padding-inline: var(--space-2);
        }
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
      }
      .done {
        flex: 1;
        align-self: center;
      }
    `,
  ];

  @property({ attribute: false }) cameras: readonly Camera[] = [];
  /** What the feed tells; null until it has, and to those who may not know. */
  @property({ attribute: false }) discovery: Discovery | null = null;
  @state() private rows: ReadonlyMap<string, Row> = new Map();
  @state() private picked: ReadonlySet<string> = new Set();
  @state() private filter = "";
  @state() private hideAdded = false;
  @state() private username = "";
  @state() private password = "";
  @state() private failure = "";
  @state() private done = "";
  @state() private adding = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.search();
  }

  override render() {
    const { discovery } = this;
    return html`
      <div class="top">
        <a class="button plain" href=${gridHref}>All cameras</a>
        <h1>Find cameras</h1>
        <button
          class="search"
          ?disabled=${discovery?.searching ?? false}
          @click=${() => this.search()}
        >
          ${discovery?.searching ? "Searching…" : "Search again"}
        </button>
      </div>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      ${discovery ? this.renderKnown(discovery) : nothing}
    `;
  }

  private renderKnown(discovery: Discovery) {
    const shown = this.shown();
    const open = shown.filter(canBeTried);
    const all = open.length > 0 && open.every(({ id }) => this.picked.has(id));
    return html`
      <section class="panel" aria-label="The search">
        <p class="progress" role="status">${progressText(discovery)}</p>
        ${
          discovery.searching
            ? html`<progress aria-label="Searching"></progress>`
            : html`<p class="soft">
                ${discovery.ended ? `Searched ${formatSince(discovery.ended, new Date()).replace("since ", "at ")}` : ""}
              </p>`
        }
        ${this.renderNotices(discovery)}
        ${
          discovery.cameras.length === 0
            ? nothing
            : html`<div class="choose">
                <label class="check">
                  <input
                    type="checkbox"
                    class="all"
                    .checked=${all}
                    .indeterminate=${!all && open.some(({ id }) => this.picked.has(id))}
                    ?disabled=${open.length === 0}
                    @change=${() => this.pickAll(open, !all)}
                  />
                  Pick all ${open.length}
                </label>
                <div class="field">
                  <input
                    type="search"
                    class="filter"
                    aria-label="Filter"
                    placeholder="Filter by name, make, model or address"
                    autocomplete="off"
                    spellcheck="false"
                    .value=${this.filter}
                    @input=${(event: Event) => (this.filter = value(event))}
                  />
                </div>
                <label class="check">
                  <input
                    type="checkbox"
                    class="hide"
                    .checked=${this.hideAdded}
                    @change=${() => (this.hideAdded = !this.hideAdded)}
                  />
                  Hide those added
                </label>
              </div>`
        }
      </section>
      ${discovery.cameras.some(canBeTried) ? this.renderForm() : nothing}
      <ul aria-label="Cameras found">
        ${repeat(
          shown,
          ({ id }) => id,
          (found) =>
            html`<li>
              <vedette-found-camera
                data-found=${found.id}
                .found=${found}
                .known=${this.cameras.find(({ id }) => id === found.camera)}
                .row=${this.row(found.id)}
                .picked=${this.picked.has(found.id)}
                @picked=${() => this.pick(found.id)}
                @choice=${(event: CustomEvent<Partial<Row>>) => this.put(found.id, event.detail)}
                @anyhow=${() => this.attempt([found], true)}
                @by-hand=${() => this.byHand(found)}
              ></vedette-found-camera>
            </li>`,
        )}
      </ul>
    `;
  }

  private renderNotices({ notices }: Discovery) {
    return notices.length === 0
      ? nothing
      : html`<details>
          <summary>${notices.length === 1 ? "1 notice" : `${notices.length} notices`}</summary>
          <ul class="notices soft">
            ${notices.map(({ about, seen }) => html`<li>${about}: ${seen}</li>`)}
          </ul>
        </details>`;
  }

  private renderForm() {
    const targets = this.targets();
    const ready = this.ready();
    const busy = [...this.rows.values()].some(({ step }) => step === "trying");
    return html`<form
      class="panel"
      aria-label="User name and password"
      novalidate
      autocomplete="off"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.attempt(targets, false);
      }}
    >
      <div class="pair">
        <div class="field">
          <label for="username">Username</label>
          <input
            id="username"
            name="username"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby="credentials-hint"
            .value=${this.username}
            @input=${(event: Event) => (this.username = value(event))}
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="new-password"
            aria-describedby="credentials-hint"
            .value=${this.password}
            @input=${(event: Event) => (this.password = value(event))}
          />
        </div>
      </div>
      <p class="hint" id="credentials-hint">
        For all that are picked. Leave both empty for cameras that ask for none.
      </p>
      <div class="actions">
        <p class="done soft" role="status">${this.done}</p>
        <button type="submit" class="try" ?disabled=${targets.length === 0 || busy}>
          ${busy ? "Trying…" : `Try ${count(targets.length)}`}
        </button>
        <button
          type="button"
          class="primary add"
          ?disabled=${ready.length === 0 || this.adding}
          @click=${() => this.add(ready)}
        >
          ${this.adding ? "Adding…" : `Add ${count(ready.length)}`}
        </button>
      </div>
    </form>`;
  }

  /** Its address is known, its path is not. */
  private byHand(found: FoundCamera): void {
    this.dispatchEvent(
      new CustomEvent<Partial<CameraForm>>("by-hand", {
        detail: {
          name: titleOf(found),
          url: byHandUrl(found),
          username: this.username,
          password: this.password,
        },
      }),
    );
  }

  private row(id: string): Row {
    return this.rows.get(id) ?? untried;
  }

  private put(id: string, change: Partial<Row>): void {
    this.rows = new Map(this.rows).set(id, { ...this.row(id), ...change });
  }

  private shown(): readonly FoundCamera[] {
    return (this.discovery?.cameras ?? []).filter(
      (found) => matches(found, this.filter) && !(this.hideAdded && found.camera !== null),
    );
  }

  /** Those that are picked and not hidden by the filter, so that nothing happens unseen. */
  private targets(): readonly FoundCamera[] {
    return this.shown().filter((found) => canBeTried(found) && this.picked.has(found.id));
  }

  private ready(): readonly FoundCamera[] {
    return this.targets().filter(({ id }) => isReady(this.row(id)));
  }

  private pick(id: string): void {
    const picked = new Set(this.picked);
    if (!picked.delete(id)) {
      picked.add(id);
    }
    this.picked = picked;
  }

  private pickAll(open: readonly FoundCamera[], now: boolean): void {
    const picked = new Set(this.picked);
    open.forEach(({ id }) => (now ? picked.add(id) : picked.delete(id)));
    this.picked = picked;
  }

  private async search(): Promise<void> {
    this.failure = "";
    try {
      const begun = await api.search();
      this.discovery ??= begun;
    } catch (error) {
      this.failure = explain(error);
    }
  }

  /** Tries some at once; one that is ready already is tried again, as its password may be another. */
  private async attempt(targets: readonly FoundCamera[], foreign: boolean): Promise<void> {
    const credentials =
      this.username === "" && this.password === ""
        ? null
        : { username: this.username, password: this.password };
    const waiting = targets.filter(({ id }) => this.row(id).step !== "trying");
    this.done = "";
    waiting.forEach(({ id }) =>
      this.put(id, { ...untried, step: "trying", turn: this.row(id).turn }),
    );
    const queue = [...waiting];
    const worker = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        await this.attemptOne(next, credentials, foreign);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const ready = waiting.filter(({ id }) => isReady(this.row(id))).length;
    this.done = `${ready} of ${waiting.length} ready.`;
  }

  private async attemptOne(
    { id }: FoundCamera,
    credentials: Credentials | null,
    foreign: boolean,
  ): Promise<void> {
    try {
      const trial = await api.tryCamera(id, { ...credentials, ...(foreign ? { foreign } : {}) });
      this.put(id, {
        step: "tried",
        trial,
        credentials,
        main: trial.main ?? "",
        sub: trial.sub ?? "",
        turn: this.row(id).turn + 1,
      });
    } catch (error) {
      const elsewhere =
        error instanceof ProblemError &&
        error.problem.type === "urn:vedette:problem:foreign-camera";
      this.put(id, { step: "failed", why: explain(error), elsewhere });
    }
  }

  private async add(ready: readonly FoundCamera[]): Promise<void> {
    this.adding = true;
    this.done = "";
    const taken = [...namesOf(this.cameras)];
    let added = 0;
    for (const found of ready) {
      const row = this.row(found.id);
      if (row.trial) {
        const name = newName(found, row.trial, taken);
        try {
          await api.add(newCamera(name, row.trial, row, row.credentials));
          taken.push(name);
          added++;
          this.put(found.id, { ...untried, addedAs: name });
        } catch (error) {
          this.put(found.id, { why: `It was not added: ${explain(error)}` });
        }
      }
    }
    this.adding = false;
    this.done = `${added} of ${ready.length} added.`;
  }
}

function value(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function count(cameras: number): string {
  return cameras === 1 ? "1 camera" : `${cameras} cameras`;
}
