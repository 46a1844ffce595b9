package io.vedette.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Ten attempts at once for each key, then one every six seconds. Safe for use by any thread. */
final class SignInLimit {

  private static final int ATTEMPTS = 10;
  private static final Duration REFILL = Duration.ofMinutes(1);

  /** Keys remembered; the one longest unused makes room. */
  private static final int MAX_KEYS = 10_000;

  private final TimeMeter clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_KEYS;
        }
      };

  /**
   * No attempts so far.
   *
   * @param nanos a clock that nobody sets, such as {@link System#nanoTime()}: a wall clock that is
   *     set back would keep everybody out until it has caught up
   */
  SignInLimit(LongSupplier nanos) {
    this.clock = new PassingTime(nanos);
  }

  /** Bucket4j's view of our clock. */
  private record PassingTime(LongSupplier nanos) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /** Counts an attempt; how long to wait if there have been too many. */
  synchronized Optional<Duration> attempt(String key) {
    Bucket bucket =
        buckets.computeIfAbsent(
            key,
            _ ->
                Bucket.builder()
                    .withCustomTimePrecision(clock)
                    .addLimit(limit -> limit.capacity(ATTEMPTS).refillGreedy(ATTEMPTS, REFILL))
                    .build());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Forgets the attempts of a key that has signed in. */
  synchronized void succeeded(String key) {
    buckets.remove(key);
  }
}
