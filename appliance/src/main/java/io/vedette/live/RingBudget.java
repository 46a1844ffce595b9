package io.vedette.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all rings together may hold. While they hold more, none keeps more than its fair
 * share: what a camera of many megabits a second loses is seconds of the past, and no other camera
 * loses anything. Safe for use by any thread.
 */
public final class RingBudget {

  /** What a ring has of it. Used under its stream's lock. */
  final class Share {

    private long bytes;

    /** The ring holds so much now. */
    void hold(long now) {
      used.addAndGet(now - bytes);
      if ((now == 0) != (bytes == 0)) {
        holders.addAndGet(now == 0 ? -1 : 1);
      }
      bytes = now;
    }

    /** The most that it should hold. */
    long most() {
      return used.get() <= total ? Long.MAX_VALUE : total / Math.max(1, holders.get());
    }
  }

  private final long total;
  private final AtomicLong used = new AtomicLong();
  private final AtomicInteger holders = new AtomicInteger();

  /**
   * Nothing is held yet.
   *
   * @param total bytes of fragments, positive
   */
  public RingBudget(long total) {
    this.total = total;
  }

  /** Half of what this JVM's heap may become: collecting garbage needs room too. */
  public static RingBudget ofThisHeap() {
    return new RingBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  /** One ring's. */
  Share share() {
    return new Share();
  }

  /** Bytes held at the moment. */
  long used() {
    return used.get();
  }
}
