import { describe, expect, it, vi } from "vitest";
import { AppendQueue } from "../src/live/append-queue";

class FakeSourceBuffer extends EventTarget {
  updating = false;
  start = 0;
  end = 0;
  readonly appended: number[][] = [];
  readonly removed: [number, number][] = [];
  refusals: DOMException[] = [];

  get buffered() {
    const { start, end } = this;
    return { length: end > start ? 1 : 0, start: () => start, end: () => end };
  }

  appendBuffer(bytes: Uint8Array) {
    const refusal = this.refusals.shift();
    if (refusal) {
      throw refusal;
    }
    this.begin();
    this.appended.push([...bytes]);
  }

  remove(start: number, end: number) {
    this.begin();
    this.removed.push([start, end]);
    this.start = end;
  }

  finish() {
    this.updating = false;
    this.dispatchEvent(new Event("updateend"));
  }

  private begin() {
    if (this.updating) {
      throw new DOMException("still updating", "InvalidStateError");
    }
    this.updating = true;
  }
}

function open(currentTime = 0) {
  const buffer = new FakeSourceBuffer();
  const onBroken = vi.fn();
  const queue = new AppendQueue(buffer as unknown as SourceBuffer, {
    currentTime: () => currentTime,
    onAppended: () => undefined,
    onBroken,
  });
  return { buffer, queue, onBroken };
}

const bytes = (...values: number[]) => new Uint8Array(values).buffer;
const quota = () => new DOMException("full", "QuotaExceededError");

describe("AppendQueue", () => {
  it("has one append in flight and joins what waits, in order", () => {
    const { buffer, queue } = open();
    queue.push(bytes(1));
    queue.push(bytes(2, 3));
    queue.push(bytes(4));
    expect(buffer.appended).toEqual([[1]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1], [2, 3, 4]]);
    buffer.finish();
    expect(buffer.appended).toHaveLength(2);
  });

  it("cuts off what was played long ago, then goes on", () => {
    const { buffer, queue } = open(100);
    buffer.start = 79;
    buffer.end = 100.3;
    queue.push(bytes(1));
    expect(buffer.removed).toEqual([[79, 88]]);
    expect(buffer.appended).toEqual([]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1]]);
  });

  it("keeps what was played a moment ago", () => {
    const { buffer, queue } = open(100);
    buffer.start = 81;
    buffer.end = 100.3;
    queue.push(bytes(1));
    expect(buffer.removed).toEqual([]);
  });

  it("makes room when the browser's buffer is full, and loses nothing", () => {
    const { buffer, queue, onBroken } = open(100);
    buffer.start = 90;
    buffer.end = 100.3;
    buffer.refusals = [quota()];
    queue.push(bytes(1));
    expect(buffer.removed).toEqual([[90, 98]]);
    buffer.finish();
    expect(buffer.appended).toEqual([[1]]);
    expect(onBroken).not.toHaveBeenCalled();
  });

  it("gives up when making room did not help", () => {
    const { buffer, queue, onBroken } = open(100);
    buffer.start = 90;
    buffer.end = 100.3;
    buffer.refusals = [quota(), quota()];
    queue.push(bytes(1));
    buffer.finish();
    expect(onBroken).toHaveBeenCalledTimes(1);
    queue.push(bytes(2));
    expect(buffer.appended).toEqual([]);
  });

  it("reports a stream that the browser cannot read, once", () => {
    const { buffer, queue, onBroken } = open();
    queue.push(bytes(1));
    buffer.dispatchEvent(new Event("error"));
    buffer.dispatchEvent(new Event("error"));
    expect(onBroken).toHaveBeenCalledTimes(1);
  });

  it("does not pile up without bound while the browser takes nothing in", () => {
    const { queue, onBroken } = open();
    queue.push(bytes(1));
    queue.push(new ArrayBuffer(33 * 1024 * 1024));
    expect(onBroken).toHaveBeenCalledTimes(1);
  });

  it("keeps what comes while the browser wants nothing, and hands it over in one", () => {
    const { buffer, queue } = open();
    queue.hold(true);
    queue.push(bytes(1));
    queue.push(bytes(2));
    expect(buffer.appended).toEqual([]);
    queue.hold(false);
    expect(buffer.appended).toEqual([[1, 2]]);
  });

  it("leaves the buffer alone once closed", () => {
    const { buffer, queue } = open();
    queue.push(bytes(1));
    queue.push(bytes(2));
    queue.close();
    buffer.finish();
    expect(buffer.appended).toEqual([[1]]);
  });
});
