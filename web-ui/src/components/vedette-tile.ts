import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { activeSensors, sensorWords, type Sensor } from "../device";
import { formatBehind, formatBitrate, formatFps, formatSince } from "../format";
import { interruptions } from "../interruptions";
import { LivePicture, noPicture, type PictureStatus, type Playing } from "../live/live-picture";
import { Stage } from "../live/stage";
import { tileView, type Notice, type TileView } from "../live/tile-view";
import { playersOf, rungsHere } from "../live/ways";
import {
  hasConverted,
  hasPictures,
  hasSub,
  isAway,
  noticesOf,
  stateOf,
  streamOf,
  type Camera,
} from "../model";
import { cameraHref } from "../routes";
import { base } from "../theme";

const LOOK_EVERY_MS = 500;
const TELL_EVERY_MS = 1000;
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
      .stage {
        position: absolute;
        inset: 0;
        isolation: isolate;
        transition: filter 200ms;
      }
      .stage > * {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .stage > .front {
        z-index: 1;
        /* What is made ready underneath must not show beside a picture of another shape. */
        background: #000;
      }
      .old {
        filter: grayscale(1) brightness(0.3);
      }
      .badge {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
        color: var(--text);
        font-weight: 600;
      }
      .badge::before {
        content: "";
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--tone);
      }
      .sensor {
        display: inline-flex;
        align-items: baseline;
        gap: 0.3rem;
        padding: 0 0.45rem;
        border-radius: 999px;
        background: var(--warn);
        color: #241800;
        font-weight: 600;
        text-shadow: none;
        white-space: nowrap;
      }
      .sensor svg {
        align-self: center;
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
      /* At the bottom, as most cameras write their own name and time at the top. */
      footer {
        position: absolute;
        inset: auto 0 0;
        padding: 2rem var(--space-3) var(--space-2);
        background: linear-gradient(transparent, rgb(4 6 8 / 0.5) 40%, rgb(4 6 8 / 0.82));
        text-shadow: 0 1px 2px rgb(0 0 0 / 0.8);
      }
      .says,
      .is {
        display: flex;
        align-items: baseline;
        gap: 0 var(--space-3);
      }
      .says {
        flex-wrap: wrap;
        color: #cfd8de;
        font-size: var(--text-xs);
        line-height: 1.5;
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
      .hint {
        flex: none;
        align-self: center;
        position: relative;
        z-index: 1;
        display: grid;
        color: var(--warn);
      }
      .behind {
        min-width: 5.2em;
        color: var(--text);
        text-align: right;
      }
      .open {
        position: absolute;
        inset: 0;
        border-radius: inherit;
      }
      .open:focus-visible {
        outline-offset: -3px;
      }
      .open:hover {
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
  @query(".stage") private stageRoot!: HTMLElement;

  private stage: Stage | undefined;
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
  private readonly onTap = () => {
    this.stage?.tapped();
    if (this.stage?.blocked) {
      this.live?.catchUp();
    }
  };
  private readonly onInterrupted = () => this.live?.interrupted();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.onVisibility);
    document.addEventListener("click", this.onTap);
    interruptions.addEventListener("interrupted", this.onInterrupted);
    this.observer.observe(this);
    this.lookTimer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.playOrStop();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.onVisibility);
    document.removeEventListener("click", this.onTap);
    interruptions.removeEventListener("interrupted", this.onInterrupted);
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
    const { name, id } = this.camera;
    const stream = streamOf(this.camera, this.picture.rendition);
    const notices = noticesOf(this.camera);
    return html`
      <div
        class=${view.notice ? "stage old" : "stage"}
        role="img"
        aria-label=${`Picture of ${name}`}
      ></div>
      ${view.notice ? this.renderNotice(view, view.notice) : nothing}
      <footer>
        <div class="says">
          <span class="badge ${view.tone}">${view.badge}</span>
          ${activeSensors(this.camera).map((sensor) => mark(sensor))}
          ${view.remark ? html`<span>${view.remark}</span>` : nothing}
        </div>
        <div class="is">
          <span class="name" title=${name}>${name}</span>
          ${notices.length > 0 && !this.large ? hint(id, notices) : nothing}
          <span class="numbers">
            ${
              stream && hasPictures(stream)
                ? html`<span>${formatFps(stream.fps)}</span>
                    <span>${formatBitrate(stream.bitsPerSecond)}</span>`
                : nothing
            }
            ${
              view.notice || this.behindMs === null
                ? nothing
                : html`<span class="behind">${formatBehind(this.behindMs)}</span>`
            }
          </span>
        </div>
      </footer>
      ${
        this.large
          ? nothing
          : html`<a class="open" href=${cameraHref(id)} aria-label=${`Open ${name}`}></a>`
      }
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
    const stage = new Stage(this.stageRoot);
    this.stage = stage;
    this.live = new LivePicture({
      open: playersOf(this.camera.id, stage, () => this.screenWidth()),
      stage,
      rungs: rungsHere(),
    });
    this.playOrStop();
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get("camera");
    if (changed.has("camera") || changed.has("feedLost")) {
      this.playOrStop();
    }
    const { rendition } = this.picture;
    if (before && stateOf(before, rendition).name !== stateOf(this.camera, rendition).name) {
      this.look();
    }
    this.describe();
  }

  /** What plays now, for those who ask; null while nothing does. */
  playing(): Playing | null {
    return this.live?.playing(performance.now()) ?? null;
  }

  /** A disabled camera shows nothing; others keep their connection while they are away, to come back at once. */
  private playOrStop(): void {
    if (!this.live || !this.isConnected) {
      return;
    }
    const wanted = this.inView && !document.hidden && this.camera.state.name !== "disabled";
    if (wanted) {
      this.tellSituation(this.live);
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
    this.tellSituation(this.live);
    this.picture = this.live.look(now);
    if (now - this.toldAt >= TELL_EVERY_MS - LOOK_EVERY_MS / 2) {
      this.toldAt = now;
      this.behindMs = this.picture.behindMs;
    }
  }

  private tellSituation(live: LivePicture): void {
    const { camera } = this;
    const { rendition } = this.picture;
    const state = stateOf(camera, rendition);
    live.update({
      // Whoever looks at a stream that nobody watched has it started. A small one that is away is to be given up
      // where there is the large one.
      expecting:
        hasPictures({ state }) || state.name === "idle" || (isAway(state) && hasPictures(camera)),
      boxLost: this.feedLost,
      degraded: state.name === "degraded",
      fps: streamOf(camera, rendition)?.fps ?? 0,
      codec: streamOf(camera, "main")?.video?.codec ?? "",
      hasSub: hasSub(camera),
      hasConverted: hasConverted(camera),
      large: this.large,
      width: this.screenWidth(),
    });
  }

  private screenWidth(): number {
    return this.clientWidth * devicePixelRatio;
  }

  /** What tests and support read from the outside. */
  private describe(): void {
    const { dataset } = this;
    dataset["cameraId"] = this.camera.id;
    dataset["state"] = this.camera.state.name;
    dataset["protocol"] = this.picture.protocol;
    dataset["rendition"] = this.picture.rendition;
    dataset["sensors"] = activeSensors(this.camera).map(sensorWords).join(", ");
    if (this.behindMs === null) {
      delete dataset["behindMs"];
    } else {
      dataset["behindMs"] = String(Math.round(this.behindMs));
    }
  }
}

/** What the camera notices now; for eyes and ears alike. */
function mark(sensor: Sensor) {
  return html`<span class="sensor" title=${formatSince(sensor.since, new Date())}>
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="2" fill="currentColor" />
      <path
        d="M2.6 9.4a4.8 4.8 0 0 1 0-6.8 M9.4 2.6a4.8 4.8 0 0 1 0 6.8"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
      />
    </svg>
    ${sensorWords(sensor)}
  </span>`;
}

function hint(id: string, notices: readonly string[]) {
  const said = notices.join("\n");
  return html`<a class="hint" href=${cameraHref(id)} title=${said} aria-label=${said} tabindex="-1">
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path
        d="M9 2.5 16 15H2Z M9 7v3.6 M9 12.6v.4"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  </a>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "vedette-tile": VedetteTile;
  }
}
