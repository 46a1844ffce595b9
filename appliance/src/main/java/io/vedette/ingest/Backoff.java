package io.vedette.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time from 1 s to 60 s, give or take
 * a fifth, so that cameras which a power cut took down together are not asked together. Used by one
 * thread.
 */
final class Backoff {

  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private Duration next = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait before the next attempt; the one after will be longer. At most {@link #LONGEST},
   * jitter included.
   */
  Duration next() {
    Duration wait = jittered(next);
    next = min(next.multipliedBy(2), LONGEST);
    return wait;
  }

  /**
   * The longest wait, for failures that asking again soon makes worse. Those after it are as long.
   */
  Duration longest() {
    next = LONGEST;
    return next();
  }

  /** Begins anew with {@link #FIRST}: the last attempt worked. */
  void reset() {
    next = FIRST;
  }

  private Duration jittered(Duration base) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return min(Duration.ofNanos((long) (base.toNanos() * factor)), LONGEST);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
