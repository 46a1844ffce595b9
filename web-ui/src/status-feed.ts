import { Backoff } from "./backoff";
import { noFeed, reduce, type FeedMessage, type FeedState } from "./feed";
import { ProblemError } from "./problem";

/** The box ticks at least every 2 s; a feed quiet for this long is lost, whatever the socket says. */
const QUIET_MS = 6000;

export interface StatusFeedPorts {
  readonly openSocket: () => WebSocket;
  /** Asks the box whether the session still holds; a refused upgrade does not tell the page why. */
  readonly checkSession: () => Promise<unknown>;
  readonly onChange: (state: FeedState) => void;
}

/** Keeps the status feed open, from start() to stop(), and the cameras as it last told them. */
export class StatusFeed {
  private state = noFeed;
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff(500, 10_000);
  private running = false;

  constructor(private readonly ports: StatusFeedPorts) {}

  start(): void {
    this.running = true;
    this.open();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.drop();
  }

  /** Tries at once instead of waiting: the network is back, or somebody looks again. */
  hurry(): void {
    if (this.running && this.socket === undefined) {
      clearTimeout(this.timer);
      void this.retry();
    }
  }

  /** Opens a new connection at once: the old one is likely to be dead. */
  reconnect(): void {
    if (this.running) {
      this.drop();
      clearTimeout(this.timer);
      void this.retry();
    }
  }

  private open(): void {
    const socket = this.ports.openSocket();
    this.socket = socket;
    socket.onmessage = (event) => this.receive(JSON.parse(event.data as string) as FeedMessage);
    socket.onclose = () => this.lose();
    this.watch();
  }

  private receive(message: FeedMessage): void {
    this.backoff.reset();
    this.watch();
    this.publish(reduce(this.state, message));
  }

  private watch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose(), QUIET_MS);
  }

  private lose(): void {
    this.drop();
    if (!this.running) {
      return;
    }
    this.publish({ ...this.state, connection: "lost" });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.retry(), this.backoff.next());
  }

  private async retry(): Promise<void> {
    try {
      await this.ports.checkSession();
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) {
        // Whoever made this feed is told by the call itself, and stops it.
        return;
      }
      this.lose();
      return;
    }
    if (this.running && this.socket === undefined) {
      this.open();
    }
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = undefined;
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
  }

  private publish(state: FeedState): void {
    if (state !== this.state) {
      this.state = state;
      this.ports.onChange(state);
    }
  }
}
