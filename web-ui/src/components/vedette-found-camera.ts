import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import {
  clockText,
  factsOf,
  profileText,
  titleOf,
  trialText,
  type Credentials,
  type FoundCamera,
  type Profile,
  type Trial,
} from "../discovery";
import type { Camera } from "../model";
import { cameraHref } from "../routes";
import { base, buttons, selects } from "../theme";

/** How far one of the cameras found has come on this page. */
export interface Row {
  readonly step: "untried" | "trying" | "tried" | "failed";
  readonly trial: Trial | undefined;
  /** With what it was tried last: in memory, for adding it, and nowhere else. */
  readonly credentials: Credentials | null;
  /** Tokens of the streams chosen; empty for none. */
  readonly main: string;
  readonly sub: string;
  /** Why it could not be tried or added; empty otherwise. */
  readonly why: string;
  /** True of one that gets no password as it is on another network. */
  readonly elsewhere: boolean;
  /** Under which name it was added here; empty if it was not. */
  readonly addedAs: string;
  /** How often it was tried: a picture's address must not be the old one's. */
  readonly turn: number;
}

export const untried: Row = {
  step: "untried",
  trial: undefined,
  credentials: null,
  main: "",
  sub: "",
  why: "",
  elsewhere: false,
  addedAs: "",
  turn: 0,
};

/** What the box has already is not tried again. */
export function canBeTried({ camera }: FoundCamera): boolean {
  return camera === null;
}

export function isReady({ step, trial, main }: Row): boolean {
  return step === "tried" && trial?.state === "ready" && main !== "";
}

/** One of the cameras found. Fires `picked`, `choice` with the streams chosen, `anyhow` where credentials may leave, and `by-hand`. */
@customElement("vedette-found-camera")
export class VedetteFoundCamera extends LitElement {
  static override styles = [
    base,
    buttons,
    selects,
    css`
      :host {
        display: grid;
        grid-template-columns: auto 12rem minmax(0, 1fr);
        gap: var(--space-3);
        align-items: start;
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--panel);
      }
      .pick {
        display: grid;
        place-items: center;
        min-width: var(--touch);
        min-height: var(--touch);
        cursor: pointer;
      }
      .pick input {
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--accent);
      }
      .picture {
        display: grid;
        place-items: center;
        width: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--radius);
        background: var(--ground);
        color: var(--text-soft);
        font-size: var(--text-xs);
        text-align: center;
        overflow: hidden;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .body {
        display: grid;
        gap: var(--space-2);
        overflow-wrap: anywhere;
      }
      h2 {
        font-size: var(--text-md);
        font-weight: 600;
      }
      .soft {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
      }
      .state {
        font-size: var(--text-sm);
      }
      .ready,
      .added {
        color: var(--good);
      }
      .wants {
        color: var(--warn);
      }
      .bad {
        color: var(--bad);
      }
      .added a {
        color: inherit;
      }
      summary {
        padding-block: var(--space-2);
        color: var(--text-soft);
        font-size: var(--text-sm);
        cursor: pointer;
      }
      details:not([open]) {
        margin-block: calc(-1 * var(--space-2));
      }
      .state + button {
        margin-top: var(--space-2);
      }
      ul {
        margin: 0;
        padding-left: var(--space-4);
      }
      .streams {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
        gap: var(--space-2) var(--space-3);
      }
      .streams label {
        display: grid;
        gap: var(--space-1);
        color: var(--text-soft);
        font-size: var(--text-sm);
        font-weight: 500;
      }
      select {
        width: 100%;
      }
      @media (max-width: 40rem) {
        :host {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .picture {
          max-width: 16rem;
        }
        .body {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) found!: FoundCamera;
  /** The box's camera that it is already. */
  @property({ attribute: false }) known: Camera | undefined;
  @property({ attribute: false }) row: Row = untried;
  @property({ attribute: false }) picked = false;

  override render() {
    const { found, row } = this;
    const title = titleOf(found, row.trial);
    const facts = factsOf(found, row.trial);
    return html`
      <label class="pick">
        <input
          type="checkbox"
          aria-label="Pick ${title}, ${found.address}"
          .checked=${this.picked && canBeTried(found)}
          ?disabled=${!canBeTried(found)}
          @change=${() => this.dispatchEvent(new Event("picked"))}
        />
      </label>
      <div class="picture">${this.renderPicture(title)}</div>
      <div class="body">
        <h2>${title}</h2>
        ${facts.length > 0 ? html`<p class="facts soft">${facts.map((fact) => html`<span>${fact}</span>`)}</p>` : nothing}
        <div role="status">${this.renderState()}</div>
        ${isReady(row) && canBeTried(found) ? this.renderStreams(row.trial!) : nothing}
        ${row.why && row.step === "tried" ? html`<p class="state bad">${row.why}</p>` : nothing}
        ${row.trial ? renderNotes(row.trial) : nothing}
      </div>
    `;
  }

  private renderPicture(title: string) {
    const { trial, step, turn } = this.row;
    if (step === "trying") {
      return "Trying…";
    }
    return trial?.picture
      ? html`<img src="${trial.picture}?turn=${turn}" alt="What ${title} shows" />`
      : "No picture yet";
  }

  private renderState() {
    const { found, known, row } = this;
    if (found.camera !== null) {
      return html`<p class="state added">
        Added as <a href=${cameraHref(found.camera)}>${known?.name ?? row.addedAs}</a>.
      </p>`;
    }
    switch (row.step) {
      case "untried":
        return row.addedAs
          ? html`<p class="state added">Added as ${row.addedAs}.</p>`
          : html`<p class="state soft">Not tried yet.</p>`;
      case "trying":
        return html`<p class="state soft">Trying…</p>`;
      case "failed":
        return html`<p class="state bad">${row.why}</p>
          ${
            row.elsewhere
              ? html`<button @click=${() => this.dispatchEvent(new Event("anyhow"))}>
                  Send it the password all the same
                </button>`
              : nothing
          }`;
      case "tried":
        return row.trial ? this.renderTrial(row.trial) : nothing;
    }
  }

  private renderTrial(trial: Trial) {
    const kind = { ready: "ready", "needs-credentials": "wants" }[trial.state as string] ?? "bad";
    const clock = clockText(trial);
    return html`<p class="state ${kind}">${trialText(trial)}</p>
      ${
        trial.why && trial.state !== "needs-credentials"
          ? html`<p class="state soft why">${trial.why}</p>`
          : nothing
      }
      ${clock ? html`<p class="state wants">${clock}</p>` : nothing}
      ${
        trial.state === "failed"
          ? html`<button class="by-hand" @click=${() => this.dispatchEvent(new Event("by-hand"))}>
              Add it by hand…
            </button>`
          : nothing
      }`;
  }

  private renderStreams({ profiles }: Trial) {
    const { main, sub } = this.row;
    const others = profiles.filter(({ token }) => token !== main);
    return html`<div class="streams">
      <label
        >Main stream
        <select class="main" @change=${(event: Event) => this.choose({ main: chosen(event) })}>
          ${profiles.map((profile) => option(profile, main))}
        </select>
      </label>
      <label
        >Small stream
        <select class="sub" @change=${(event: Event) => this.choose({ sub: chosen(event) })}>
          <option value="" ?selected=${!others.some(({ token }) => token === sub)}>None</option>
          ${others.map((profile) => option(profile, sub))}
        </select>
      </label>
    </div>`;
  }

  private choose(choice: Partial<Row>): void {
    this.dispatchEvent(new CustomEvent("choice", { detail: choice }));
  }
}

function renderNotes({ notes }: Trial) {
  return notes.length === 0
    ? nothing
    : html`<details>
        <summary>${notes.length === 1 ? "1 note" : `${notes.length} notes`}</summary>
        <ul class="soft">
          ${notes.map((note) => html`<li>${note}</li>`)}
        </ul>
      </details>`;
}

function option(profile: Profile, selected: string) {
  return html`<option value=${profile.token} ?selected=${profile.token === selected}>
    ${profileText(profile)}${profile.playsEverywhere ? "" : " (converted for browsers)"}
  </option>`;
}

function chosen(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}
