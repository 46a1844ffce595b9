import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { formatBehind, formatBitrate, formatFps } from "../format";
import { LivePicture, noPicture, type PictureStatus } from "../live/live-picture";
import { tileView, type Notice, type TileView } from "../live/tile-view";
import { hasPictures, type Camera } from "../model";
import { cameraHref } from "../routes";
import { base } from "../theme";

const LOOK_EVERY_MS = 500;
const TELL_EVERY_MS = 1000;
/** A picture that should move and has not for this long gets a new connection. */
const RESTART_AFTER_MS = 15_000;
/** A page that is only briefly out of sight keeps its pictures. */
const HIDDEN_MS = 10_000;

/** One camera: its live picture and what there is to say about it. */
@customElement("vedette-tile")
export class VedetteTile extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
        display: block;
        aspect-ratio: 16 / 9;
        overflow: hidden;
        border-radius: var(--radius);
        background: #000;
        box-shadow: 0 0 0 1px var(--line);
      }
      :host([large]) {
        border-radius: var(--radius-large);
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        transition: filter 200ms;
      }
      .old {
        filter: grayscale(1) brightness(0.3);
      }
      .badge {
        position: absolute;
        top: var(--space-2);
        left: var(--space-2);
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
        padding: 0.2rem 0.55rem;
        border-radius: 99px;
        background: rgb(8 11 14 / 0.78);
        font-size: var(--text-xs);
        font-weight: 600;
        line-height: 1.35;
      }
      .badge::before {
        content: "";
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--tone);
      }
      .good {
        --tone: var(--good);
      }
      .warn {
        --tone: var(--warn);
      }
      .bad {
        --tone: var(--bad);
      }
      .quiet {
        --tone: var(--quiet);
      }
      .notice {
        position: absolute;
        inset: 0;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: var(--space-1);
        padding: 2rem var(--space-4);
        text-align: center;
        overflow-wrap: anywhere;
      }
      .title {
        color: var(--tone);
        font-size: var(--text-lg);
        font-weight: 600;
      }
      .detail {
        display: -webkit-box;
        overflow: hidden;
        max-width: 34rem;
        font-size: var(--text-sm);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
      .since {
        color: var(--text-soft);
        font-size: var(--text-xs);
      }
      footer {
        position: absolute;
        inset: auto 0 0;
        display: flex;
        align-items: baseline;
        gap: var(--space-1) var(--space-3);
        padding: 1.75rem var(--space-3) var(--space-2);
        background: linear-gradient(transparent, rgb(4 6 8 / 0.5) 45%, rgb(4 6 8 / 0.82));
        text-shadow: 0 1px 2px rgb(0 0 0 / 0.8);
      }
      .name {
        flex: 1;
        overflow: hidden;
        min-width: 0;
        font-size: var(--text-md);
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .numbers {
        display: flex;
        gap: var(--space-3);
        color: #cfd8de;
        font-size: var(--text-xs);
        white-space: nowrap;
      }
      .behind {
        min-width: 5.2em;
        color: var(--text);
        text-align: right;
      }
      a {
        position: absolute;
        inset: 0;
        border-radius: inherit;
      }
      a:focus-visible {
        outline-offset: -3px;
      }
      a:hover {
        box-shadow: inset 0 0 0 1px var(--line-strong);
      }
    `,
  ];

  @property({ attribute: false }) camera!: Camera;
  @property({ type: Boolean }) feedLost = false;
  /** The one large picture of a page, which leads nowhere else. */
  @property({ type: Boolean, reflect: true }) large = false;

  @state() private picture: PictureStatus = noPicture;
  @state() private behindMs: number | null = null;
  @query("video") private video!: HTMLVideoElement;

  private live: LivePicture | undefined;
  private inView = true;
  private lookTimer: ReturnType<typeof setInterval> | undefined;
  private hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  private toldAt = -TELL_EVERY_MS;
  private readonly observer = new IntersectionObserver(
    ([entry]) => {
      this.inView = entry?.isIntersecting ?? true;
      this.playOrStop();
    },
    { rootMargin: "100%" },
  );
  private readonly onVisibility = () => {
    clearTimeout(this.hiddenTimer);
    if (document.hidden) {
      this.hiddenTimer = setTimeout(() => this.live?.stop(), HIDDEN_MS);
    } else {
      this.playOrStop();
      this.live?.catchUp();
    }
  };
  private readonly onTap = () => this.live?.catchUp();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.onVisibility);
    document.addEventListener("click", this.onTap);
    this.observer.observe(this);
    this.lookTimer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.playOrStop();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.onVisibility);
    document.removeEventListener("click", this.onTap);
    this.observer.disconnect();
    clearInterval(this.lookTimer);
    clearTimeout(this.hiddenTimer);
    this.live?.stop();
    this.picture = noPicture;
  }

  override render() {
    const view = tileView({
      camera: this.camera,
      picture: this.picture,
      feedLost: this.feedLost,
      now: new Date(),
    });
    const { facts, name, id } = this.camera;
    return html`
      <video
        class=${view.notice ? "old" : ""}
        muted
        playsinline
        autoplay
        disablepictureinpicture
        .muted=${true}
        aria-label=${`Picture of ${name}`}
      ></video>
      ${view.notice ? this.renderNotice(view, view.notice) : nothing}
      <span class="badge ${view.tone}">${view.badge}</span>
      <footer>
        <span class="name" title=${name}>${name}</span>
        ${
          hasPictures(this.camera)
            ? html`<span class="numbers">
                <span>${formatFps(facts.fps)}</span>
                <span>${formatBitrate(facts.bitsPerSecond)}</span>
                ${
                  view.notice || this.behindMs === null
                    ? nothing
                    : html`<span class="behind">${formatBehind(this.behindMs)}</span>`
                }
              </span>`
            : nothing
        }
      </footer>
      ${this.large ? nothing : html`<a href=${cameraHref(id)} aria-label=${`Open ${name}`}></a>`}
    `;
  }

  private renderNotice({ tone }: TileView, { title, detail, since }: Notice) {
    return html`<div class="notice ${tone}" role="status">
      <span class="title">${title}</span>
      ${detail ? html`<span class="detail">${detail}</span>` : nothing}
      ${since ? html`<span class="since">${since}</span>` : nothing}
    </div>`;
  }

  override firstUpdated(): void {
    this.live = new LivePicture(this.video, this.camera.id, forcesHls());
    this.playOrStop();
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get("camera");
    if (before && !hasPictures(before) && hasPictures(this.camera)) {
      this.live?.expect();
      this.look();
    }
    if (changed.has("camera")) {
      this.playOrStop();
    }
    if (changed.get("feedLost") === true) {
      this.live?.boxIsBack();
    }
    this.describe();
  }

  /** A disabled camera shows nothing; others keep their connection while they are away, to come back at once. */
  private playOrStop(): void {
    if (!this.live || !this.isConnected) {
      return;
    }
    const wanted = this.inView && !document.hidden && this.camera.state.name !== "disabled";
    if (wanted) {
      this.live.start();
    } else if (!document.hidden) {
      this.live.stop();
    }
  }

  private look(): void {
    if (!this.live) {
      return;
    }
    const now = performance.now();
    this.picture = this.live.status(now);
    if (now - this.toldAt >= TELL_EVERY_MS - LOOK_EVERY_MS / 2) {
      this.toldAt = now;
      this.behindMs = hasPictures(this.camera) ? this.picture.behindMs : null;
    }
    if (
      hasPictures(this.camera) &&
      this.picture.stillForMs > RESTART_AFTER_MS &&
      !document.hidden
    ) {
      this.live.restart();
    }
  }

  /** What tests and support read from the outside. */
  private describe(): void {
    const { dataset } = this;
    dataset["cameraId"] = this.camera.id;
    dataset["state"] = this.camera.state.name;
    dataset["protocol"] = this.picture.protocol;
    if (this.behindMs === null) {
      delete dataset["behindMs"];
    } else {
      dataset["behindMs"] = String(Math.round(this.behindMs));
    }
  }
}

function forcesHls(): boolean {
  return new URLSearchParams(location.search).get("protocol") === "hls";
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-tile": VedetteTile;
  }
}
