/** What players need of the stage. */
export type Screens = Pick<Stage, "take" | "show" | "release" | "drop">;

/**
 * The elements that show a camera. What comes next is made ready underneath what is on show, and only then put on
 * top: no change of stream, format or protocol shows a black picture.
 *
 * Video elements are used again, as a browser that wants a tap before it plays wants it for each of them.
 */
export class Stage {
  private readonly idle: HTMLVideoElement[] = [];
  private readonly taken = new Set<HTMLVideoElement>();
  private front: HTMLElement | undefined;
  private refused = false;

  constructor(private readonly root: HTMLElement) {}

  /** The browser waits for a tap before it plays. */
  get blocked(): boolean {
    return this.refused;
  }

  get hasPicture(): boolean {
    return this.front !== undefined;
  }

  /** An empty video element under what is on show. */
  take(): HTMLVideoElement {
    const video = this.idle.pop() ?? this.make();
    video.playbackRate = 1;
    this.taken.add(video);
    return video;
  }

  /** Puts an element on top; an image that was there goes, a video stays until it is released. */
  show(element: HTMLElement): void {
    const before = this.front;
    if (before === element) {
      return;
    }
    if (element.parentNode !== this.root) {
      this.root.append(element);
    }
    element.classList.add("front");
    this.front = element;
    before?.classList.remove("front");
    if (before instanceof HTMLImageElement) {
      before.remove();
    }
  }

  /** Takes whatever played off a video element, so that no old picture stays behind. */
  release(video: HTMLVideoElement): void {
    if (!this.taken.delete(video)) {
      return;
    }
    this.drop(video);
    video.removeAttribute("src");
    video.load();
    this.idle.push(video);
  }

  /** Takes an element off the top, if it is there. */
  drop(element: HTMLElement): void {
    if (this.front === element) {
      element.classList.remove("front");
      this.front = undefined;
    }
    if (element instanceof HTMLImageElement) {
      element.remove();
    }
  }

  /** Starts what should play and does not; the browser may have paused it, or never let it start. */
  play(): void {
    for (const video of this.taken) {
      if (video.paused && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        video.play().then(
          () => (this.refused = false),
          (error: unknown) => {
            this.refused = error instanceof DOMException && error.name === "NotAllowedError";
          },
        );
      }
    }
  }

  /** To be called while a tap is handled: from then on the browser lets every element play. */
  tapped(): void {
    for (const video of this.idle) {
      video.play().catch(() => undefined);
    }
    this.play();
  }

  private make(): HTMLVideoElement {
    const video = document.createElement("video");
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    // A ManagedMediaSource opens only where the picture cannot be sent to another screen.
    video.disableRemotePlayback = true;
    video.setAttribute("aria-hidden", "true");
    this.root.append(video);
    return video;
  }
}
