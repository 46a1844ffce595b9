/** Browsers that do not tell of each picture on screen have painted the first one by then. */
const PAINTED_AFTER_MS = 250;

/** Waits until a video element shows its first picture: what is loaded is not yet painted. */
export class FirstPicture {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private callback: number | undefined;
  private readonly onData = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), PAINTED_AFTER_MS);
  };

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly onShown: () => void,
  ) {
    video.addEventListener("loadeddata", this.onData);
    this.callback = video.requestVideoFrameCallback?.(() => this.tell());
  }

  close(): void {
    clearTimeout(this.timer);
    this.video.removeEventListener("loadeddata", this.onData);
    if (this.callback !== undefined) {
      this.video.cancelVideoFrameCallback(this.callback);
    }
  }

  private tell(): void {
    this.close();
    this.onShown();
  }
}
