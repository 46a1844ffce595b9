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

  /** Past the moment at which a camera forgets a session by its own, less precise clock. */
  static final Duration MARGIN = Duration.ofSeconds(2);

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

  /**
   * The wait for a camera that has no place for us: grows as the others do, but not past the moment
   * at which a place that our own last session still takes must be free.
   *
   * @param freed after how long the camera forgets a session; of at most {@link #LONGEST}
   */
  Duration untilFreed(Duration freed) {
    return min(next(), min(freed.plus(MARGIN), LONGEST));
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
