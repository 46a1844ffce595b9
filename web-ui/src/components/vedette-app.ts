import { LitElement, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { api, feedPath, sessionEnd, socketUrl } from "../api";
import { Backoff } from "../backoff";
import type { CameraForm } from "../camera-form";
import { noFeed, type FeedState } from "../feed";
import { interruptions } from "../interruptions";
import { may, type Camera, type Session } from "../model";
import { ProblemError } from "../problem";
import { gridHref, parseRoute, type Route } from "../routes";
import { StatusFeed } from "../status-feed";
import { base } from "../theme";
import "./vedette-camera-dialog";
import "./vedette-camera-page";
import "./vedette-encoding-page";
import "./vedette-find-page";
import "./vedette-grid";
import "./vedette-header";
import "./vedette-sign-in";

/** Unasked until the box has said whether this browser is signed in. */
type Access = "unasked" | "unreachable" | "signed-out" | "signed-in";

type OpenDialog =
  | { readonly for: "add"; readonly start?: Partial<CameraForm> }
  | { readonly for: "edit"; readonly camera: Camera };

/** The whole page: who is signed in, which view is open, and the feed that drives both. */
@customElement("vedette-app")
export class VedetteApp extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 100dvh;
      }
      vedette-header {
        position: sticky;
        z-index: 1;
        top: 0;
      }
      main {
        padding: var(--space-3) max(var(--space-3), env(safe-area-inset-left)) var(--space-4);
      }
      .lost {
        position: sticky;
        z-index: 1;
        bottom: 0;
        padding: var(--space-3) var(--space-4);
        background: var(--warn);
        color: #2a1c00;
        font-weight: 600;
        text-align: center;
      }
      .quiet {
        margin-top: 30vh;
        color: var(--text-soft);
        text-align: center;
      }
    `,
  ];

  @state() private access: Access = "unasked";
  /** Whose it is; undefined where nobody is signed in. */
  @state() private session: Session | undefined;
  @state() private feedState: FeedState = noFeed;
  @state() private route: Route = parseRoute(location.hash);
  @state() private dialog: OpenDialog | undefined;

  private feed: StatusFeed | undefined;
  private readonly backoff = new Backoff(500, 10_000);
  private askTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly onHash = () => {
    this.route = parseRoute(location.hash);
    scrollTo(0, 0);
  };
  private readonly onSessionEnd = () => this.leave();
  private readonly onInterrupted = () => this.feed?.reconnect();
  private readonly onBack = () => {
    if (!document.hidden) {
      this.feed?.hurry();
    }
  };
  private readonly onKey = (event: KeyboardEvent) => {
    const inDialog = event.composedPath().some((node) => node instanceof HTMLDialogElement);
    if (event.key === "Escape" && !inDialog && this.route.page !== "grid") {
      location.hash = gridHref;
    }
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.onHash);
    interruptions.addEventListener("interrupted", this.onInterrupted);
    interruptions.start();
    addEventListener("keydown", this.onKey);
    document.addEventListener("visibilitychange", this.onBack);
    sessionEnd.addEventListener("signed-out", this.onSessionEnd);
    void this.ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.onHash);
    interruptions.removeEventListener("interrupted", this.onInterrupted);
    interruptions.stop();
    removeEventListener("keydown", this.onKey);
    document.removeEventListener("visibilitychange", this.onBack);
    sessionEnd.removeEventListener("signed-out", this.onSessionEnd);
    clearTimeout(this.askTimer);
    this.feed?.stop();
  }

  override render() {
    switch (this.access) {
      case "unasked":
        return nothing;
      case "unreachable":
        return html`<p class="quiet" role="status">The box cannot be reached, trying again…</p>`;
      case "signed-out":
        return html`<vedette-sign-in
          @signed-in=${(event: CustomEvent<Session>) => this.enter(event.detail)}
        ></vedette-sign-in>`;
      case "signed-in":
        return this.renderInside();
    }
  }

  private renderInside() {
    const lost = this.feedState.connection === "lost";
    return html`
      <vedette-header
        .feed=${this.feedState}
        .mayChange=${may(this.session, "change")}
        @add-camera=${() => (this.dialog = { for: "add" })}
        @sign-out=${() => this.signOut()}
      ></vedette-header>
      <main>${this.feedState.known ? this.renderView(lost) : nothing}</main>
      ${
        lost
          ? html`<div class="lost" role="alert">Connection to the box lost, reconnecting…</div>`
          : nothing
      }
      ${
        this.dialog
          ? html`<vedette-camera-dialog
              .camera=${this.dialog.for === "edit" ? this.dialog.camera : undefined}
              .start=${this.dialog.for === "add" ? (this.dialog.start ?? {}) : {}}
              @closed=${() => (this.dialog = undefined)}
            ></vedette-camera-dialog>`
          : nothing
      }
    `;
  }

  private renderView(lost: boolean) {
    const { cameras } = this.feedState;
    const mayChange = may(this.session, "change");
    if (this.route.page === "grid" || (this.route.page === "find" && !mayChange)) {
      return html`<vedette-grid
        .cameras=${cameras}
        .mayChange=${mayChange}
        .feedLost=${lost}
        @add-camera=${() => (this.dialog = { for: "add" })}
      ></vedette-grid>`;
    }
    if (this.route.page === "encoding") {
      return html`<vedette-encoding-page
        .cameras=${cameras}
        .load=${this.feedState.load}
        .mayChange=${mayChange}
      ></vedette-encoding-page>`;
    }
    if (this.route.page === "find") {
      return html`<vedette-find-page
        .cameras=${cameras}
        .discovery=${this.feedState.discovery}
        @by-hand=${(event: CustomEvent<Partial<CameraForm>>) =>
          (this.dialog = { for: "add", start: event.detail })}
      ></vedette-find-page>`;
    }
    const { id } = this.route;
    const camera = cameras.find((other) => other.id === id);
    return keyed(
      id,
      html`<vedette-camera-page
        .camera=${camera}
        .feedLost=${lost}
        .events=${this.feedState.events[id] ?? []}
        .mayChange=${mayChange}
        .maySteer=${may(this.session, "steer")}
        @edit-camera=${() => camera && (this.dialog = { for: "edit", camera })}
      ></vedette-camera-page>`,
    );
  }

  /** Asks the box until it answers whether this browser is signed in. */
  private async ask(): Promise<void> {
    try {
      this.enter(await api.session());
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) {
        return;
      }
      this.access = "unreachable";
      this.askTimer = setTimeout(() => void this.ask(), this.backoff.next());
    }
  }

  private enter(session: Session): void {
    this.access = "signed-in";
    this.session = session;
    this.feedState = noFeed;
    this.feed = new StatusFeed({
      openSocket: () => new WebSocket(socketUrl(feedPath)),
      checkSession: async () => {
        this.session = await api.session();
      },
      onChange: (state) => (this.feedState = state),
    });
    this.feed.start();
  }

  private async signOut(): Promise<void> {
    try {
      await api.signOut();
    } catch {
      // The session may have ended already; without the box it ends by itself. Either way this page forgets it.
    }
    this.leave();
  }

  private leave(): void {
    this.feed?.stop();
    this.feed = undefined;
    this.session = undefined;
    this.feedState = noFeed;
    this.dialog = undefined;
    this.access = "signed-out";
  }
}
