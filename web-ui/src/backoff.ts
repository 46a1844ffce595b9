/** Growing, jittered pauses between attempts, so that many pages do not come back at the same instant. */
export class Backoff {
  private attempt = 0;

  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  /** The next pause in milliseconds: between half and all of a step that doubles up to the most. */
  next(): number {
    const step = Math.min(this.mostMs, this.firstMs * 2 ** this.attempt);
    this.attempt = Math.min(this.attempt + 1, 30);
    return Math.round(step * (0.5 + 0.5 * this.random()));
  }

  reset(): void {
    this.attempt = 0;
  }
}
