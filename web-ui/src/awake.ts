const TICK_MS = 1000;
/** A tick that comes this much later than the one before: the machine slept, as a busy page is not busy that long. */
const SLEPT_MS = 3000;

export interface Network extends EventTarget {
  readonly type?: string;
}

export interface AwakePorts {
  readonly page: EventTarget & { readonly hidden: boolean };
  readonly window: EventTarget;
  readonly network: Network | undefined;
  /** Both clocks: the first stands still while some machines sleep, the second may be set. */
  readonly clocks: () => readonly [number, number];
}

/**
 * Fires `interrupted` when connections are likely to be dead although nothing has said so: the machine slept, the
 * network came back, or it became another one. Hidden pages are left alone, as browsers slow their timers down.
 */
export class Awake extends EventTarget {
  private timer: ReturnType<typeof setInterval> | undefined;
  private before: readonly [number, number] = [0, 0];
  private networkType: string | undefined;
  private readonly onOnline = () => this.interrupted();
  private readonly onShown = () => (this.before = this.ports.clocks());
  private readonly onNetwork = () => {
    // Browsers also tell each change of their estimates, which interrupts nothing.
    const type = this.ports.network?.type;
    if (type !== this.networkType) {
      this.networkType = type;
      this.interrupted();
    }
  };

  constructor(private readonly ports: AwakePorts) {
    super();
  }

  start(): void {
    const { page, window, network, clocks } = this.ports;
    this.before = clocks();
    this.networkType = network?.type;
    this.timer = setInterval(() => this.tick(), TICK_MS);
    window.addEventListener("online", this.onOnline);
    page.addEventListener("visibilitychange", this.onShown);
    network?.addEventListener("change", this.onNetwork);
  }

  stop(): void {
    const { page, window, network } = this.ports;
    clearInterval(this.timer);
    window.removeEventListener("online", this.onOnline);
    page.removeEventListener("visibilitychange", this.onShown);
    network?.removeEventListener("change", this.onNetwork);
  }

  private tick(): void {
    const before = this.before;
    const now = this.ports.clocks();
    this.before = now;
    const gap = Math.max(now[0] - before[0], now[1] - before[1]);
    if (gap > TICK_MS + SLEPT_MS && !this.ports.page.hidden) {
      this.interrupted();
    }
  }

  private interrupted(): void {
    this.dispatchEvent(new Event("interrupted"));
  }
}
