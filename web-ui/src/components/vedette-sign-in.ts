import { LitElement, css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { api } from "../api";
import { formatWait } from "../format";
import type { Session } from "../model";
import { explain, ProblemError } from "../problem";
import { base, buttons, fields } from "../theme";
import { brandMark } from "./brand";

/** The way in. Fires `signed-in` with the session when the box has accepted the name and password. */
@customElement("vedette-sign-in")
export class VedetteSignIn extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100dvh;
        padding: var(--space-4);
        background: radial-gradient(60rem 40rem at 50% 0, #14202a, transparent);
      }
      main {
        display: grid;
        gap: var(--space-5);
        width: min(24rem, 100%);
        padding: var(--space-6) var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--panel);
      }
      header {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        text-align: center;
      }
      h1 {
        font-size: var(--text-xl);
        font-weight: 600;
        letter-spacing: -0.015em;
        line-height: 1.2;
      }
      header p {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }
      button {
        width: 100%;
        margin-top: var(--space-2);
      }
    `,
  ];

  @state() private busy = false;
  @state() private failure = "";
  @state() private waitSeconds = 0;
  @query("#username") private username!: HTMLInputElement;
  @query("#password") private password!: HTMLInputElement;
  private waitTimer: ReturnType<typeof setInterval> | undefined;

  override firstUpdated(): void {
    this.username.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.waitTimer);
  }

  override render() {
    const waiting = this.waitSeconds > 0;
    return html`<main>
      <header>
        ${brandMark(40)}
        <h1>Vedette</h1>
        <p>Sign in to see the cameras of ${location.hostname}.</p>
      </header>
      <form method="post" @submit=${this.submit}>
        <div class="field">
          <label for="username">Username</label>
          <input
            id="username"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            required
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
          />
        </div>
        ${
          this.failure
            ? html`<p class="alert" role="alert">
                ${this.failure}${waiting ? html` Try again in ${formatWait(this.waitSeconds)}.` : nothing}
              </p>`
            : nothing
        }
        <button class="primary" type="submit" ?disabled=${this.busy || waiting}>
          ${this.busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>`;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy || this.waitSeconds > 0) {
      return;
    }
    this.busy = true;
    this.failure = "";
    try {
      const detail = await api.signIn(this.username.value, this.password.value);
      this.dispatchEvent(new CustomEvent<Session>("signed-in", { detail }));
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  private refused(error: unknown): void {
    this.failure = explain(error);
    if (error instanceof ProblemError && error.problem.status === 429) {
      this.wait(error.problem.retryAfter);
    } else {
      this.password.select();
    }
  }

  private wait(seconds: number): void {
    clearInterval(this.waitTimer);
    this.waitSeconds = seconds;
    this.waitTimer = setInterval(() => {
      this.waitSeconds--;
      if (this.waitSeconds <= 0) {
        clearInterval(this.waitTimer);
        this.failure = "";
      }
    }, 1000);
  }
}
