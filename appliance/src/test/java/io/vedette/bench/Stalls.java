package io.vedette.bench;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * What the machine itself does to whoever waits for a time: a thread of the box's niceness that
 * sleeps ten milliseconds over and over, and notes how late it wakes.
 */
final class Stalls implements AutoCloseable {

  private static final long SLEEP_NANOS = 10_000_000;

  private volatile boolean closed;
  private long[] late = new long[1024];
  private int count;

  Stalls() {
    Thread.ofPlatform().name("stalls").daemon().start(this::run);
  }

  private void run() {
    while (!closed) {
      long due = System.nanoTime() + SLEEP_NANOS;
      for (long left = SLEEP_NANOS; left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      note(System.nanoTime() - due);
    }
  }

  private synchronized void note(long nanos) {
    if (count == late.length) {
      late = Arrays.copyOf(late, 2 * count);
    }
    late[count++] = nanos;
  }

  /** How late it woke each time since this was last asked, in nanoseconds, in rising order. */
  synchronized long[] takeSorted() {
    long[] sorted = Arrays.copyOf(late, count);
    Arrays.sort(sorted);
    count = 0;
    return sorted;
  }

  /** It ends with its next waking. */
  @Override
  public void close() {
    closed = true;
  }
}
