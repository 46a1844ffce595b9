import { noFigures, type Figures, type Player, type PlayerPorts } from "./player";
import type { Screens } from "./stage";

const EVERY_MS = 1000;
/** An answer that has not come by then does not count any more. */
const PATIENCE_MS = 8000;

export interface SnapshotPlayerPorts extends PlayerPorts {
  /** Where the newest picture is; another address each time, as browsers keep what they have loaded once. */
  readonly url: () => string;
  readonly load?: (url: string) => Promise<HTMLImageElement>;
}

/** Shows a still picture a second: what every browser can, where no video gets through. */
export class SnapshotPlayer implements Player {
  private image: HTMLImageElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private shown = 0;
  private arrivedAt: number | null = null;
  /** Whatever belongs to an earlier turn is not shown. */
  private turn = 0;

  constructor(
    private readonly screens: Screens,
    private readonly ports: SnapshotPlayerPorts,
  ) {}

  start(): void {
    void this.next();
  }

  stop(): void {
    this.turn++;
    clearTimeout(this.timer);
    if (this.image) {
      this.screens.drop(this.image);
      this.image = undefined;
    }
  }

  catchUp(): void {
    this.reconnect();
  }

  reconnect(): void {
    clearTimeout(this.timer);
    void this.next();
  }

  hurry(): void {
    this.reconnect();
  }

  figures(): Figures {
    const { image, arrivedAt, shown } = this;
    return {
      ...noFigures,
      codecs: "jpeg",
      width: image?.naturalWidth ?? 0,
      height: image?.naturalHeight ?? 0,
      shown,
      arrivedAt,
    };
  }

  private async next(): Promise<void> {
    const turn = ++this.turn;
    const begun = performance.now();
    let image: HTMLImageElement | undefined;
    try {
      image = await within(PATIENCE_MS, (this.ports.load ?? load)(this.ports.url()));
    } catch {
      image = undefined;
    }
    if (turn !== this.turn) {
      return;
    }
    this.timer = setTimeout(
      () => void this.next(),
      Math.max(0, EVERY_MS - (performance.now() - begun)),
    );
    if (image) {
      this.show(image);
    } else {
      this.ports.onFailure("unreachable");
    }
  }

  private show(image: HTMLImageElement): void {
    const first = this.image === undefined;
    this.screens.show(image);
    this.image = image;
    this.shown++;
    this.arrivedAt = performance.now();
    if (first) {
      this.ports.onPicture();
    }
  }
}

/** Decoded before it is shown, so that nothing flickers. */
async function load(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.alt = "";
  image.src = url;
  await image.decode();
  return image;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${ms} ms`)), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
