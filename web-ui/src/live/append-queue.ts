import { rangesOf } from "./live-edge";

/** How much stays behind the playback position, and how much may pile up before it is cut back, in seconds. */
const KEEP = 12;
const KEEP_MOST = 20;
const KEEP_WHEN_FULL = 2;
/** Fragments that the browser does not take in, e.g. while it holds a page back; then only a fresh start helps. */
const MOST_WAITING_BYTES = 32 * 1024 * 1024;

export interface AppendQueuePorts {
  readonly currentTime: () => number;
  readonly onAppended: () => void;
  /** The buffer cannot be used any more; called at most once. */
  readonly onBroken: (reason: string) => void;
}

/**
 * Feeds one SourceBuffer: a SourceBuffer takes one operation at a time, so what arrives meanwhile waits and then
 * goes in together. Cuts the played part off, for a page that stays open for weeks.
 */
export class AppendQueue {
  private waiting: Uint8Array<ArrayBuffer>[] = [];
  private waitingBytes = 0;
  private madeRoom = false;
  private held = false;
  private closed = false;
  private readonly onUpdateEnd = () => this.updated();
  private readonly onError = () => this.break("the browser could not read the stream");

  constructor(
    private readonly buffer: SourceBuffer,
    private readonly ports: AppendQueuePorts,
  ) {
    buffer.addEventListener("updateend", this.onUpdateEnd);
    buffer.addEventListener("error", this.onError);
  }

  push(bytes: ArrayBuffer): void {
    if (this.closed) {
      return;
    }
    this.waiting.push(new Uint8Array(bytes));
    this.waitingBytes += bytes.byteLength;
    if (this.waitingBytes > MOST_WAITING_BYTES) {
      this.break("the browser takes in no more of the stream");
      return;
    }
    this.pump();
  }

  /** Keeps what comes, or hands it on again: the browser says when it wants no more for now. */
  hold(held: boolean): void {
    this.held = held;
    this.pump();
  }

  /** Lets go of the buffer; safe to call twice. */
  close(): void {
    this.closed = true;
    this.waiting = [];
    this.waitingBytes = 0;
    this.buffer.removeEventListener("updateend", this.onUpdateEnd);
    this.buffer.removeEventListener("error", this.onError);
  }

  private updated(): void {
    this.ports.onAppended();
    this.pump();
  }

  private pump(): void {
    if (this.closed || this.held || this.buffer.updating || this.trim(KEEP_MOST, KEEP)) {
      return;
    }
    const bytes = this.takeAll();
    if (!bytes) {
      return;
    }
    try {
      this.buffer.appendBuffer(bytes);
      this.madeRoom = false;
    } catch (error) {
      this.refused(bytes, error);
    }
  }

  private refused(bytes: Uint8Array<ArrayBuffer>, error: unknown): void {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    if (full && !this.madeRoom) {
      this.madeRoom = true;
      this.waiting.unshift(bytes);
      this.waitingBytes += bytes.byteLength;
      if (this.trim(KEEP_WHEN_FULL, KEEP_WHEN_FULL)) {
        return;
      }
    }
    this.break(full ? "the browser's buffer is full" : "the browser refused the stream");
  }

  /**
   * Starts to remove what lies more than `keep` behind, if more than `most` does; true when it has started.
   * A removal reaches up to the next key frame (MSE, coded frame removal), which with cameras that send one every
   * ten seconds must still lie behind the picture on screen: hence the 12 s.
   */
  private trim(most: number, keep: number): boolean {
    const start = rangesOf(this.buffer.buffered)[0]?.start;
    const now = this.ports.currentTime();
    if (start === undefined || now - start <= most) {
      return false;
    }
    this.buffer.remove(start, now - keep);
    return true;
  }

  private takeAll(): Uint8Array<ArrayBuffer> | undefined {
    const parts = this.waiting;
    const only = parts[0];
    if (!only) {
      return undefined;
    }
    let bytes = only;
    if (parts.length > 1) {
      bytes = new Uint8Array(this.waitingBytes);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.byteLength;
      }
    }
    this.waiting = [];
    this.waitingBytes = 0;
    return bytes;
  }

  private break(reason: string): void {
    if (!this.closed) {
      this.close();
      this.ports.onBroken(reason);
    }
  }
}
