package io.vedette.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When cameras that do not answer are looked for: soon, and then again after half the time for
 * which they have been gone, so that one that is switched off is looked for ever less. Looks at no
 * clock; used by one thread.
 */
final class SearchSchedule {

  /** How long a camera is left alone: most come back by themselves. */
  static final Duration GRACE = Duration.ofSeconds(3);

  /** The shortest wait between two rounds for one camera. */
  static final Duration SHORTEST = Duration.ofSeconds(15);

  /** The longest. */
  static final Duration LONGEST = Duration.ofHours(1);

  private record Gone(Instant since, Instant next) {}

  private final Map<String, Gone> gone = new HashMap<>();

  /**
   * Takes who does not answer now; all others do, or nobody asks.
   *
   * @param down cameras by identifier, and since when
   */
  void update(Map<String, Instant> down) {
    gone.keySet().retainAll(down.keySet());
    down.forEach(
        (id, since) ->
            gone.compute(
                id,
                (_, one) ->
                    one != null && one.since.equals(since)
                        ? one
                        : new Gone(since, since.plus(GRACE))));
  }

  /** Who has been gone for longer than a moment. */
  Set<String> missing(Instant now) {
    return ids(one -> !now.isBefore(one.since.plus(GRACE)));
  }

  /** For whom another round is due. */
  Set<String> due(Instant now) {
    return ids(one -> !now.isBefore(one.next));
  }

  private Set<String> ids(Predicate<Gone> wanted) {
    Set<String> ids = new HashSet<>();
    gone.forEach(
        (id, one) -> {
          if (wanted.test(one)) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** A round has begun for this one, or it was seen that none is needed. */
  void looked(String id, Instant now) {
    gone.computeIfPresent(
        id, (_, one) -> new Gone(one.since, now.plus(pause(Duration.between(one.since, now)))));
  }

  /** How long to wait after a round for a camera that has been gone so long. */
  static Duration pause(Duration gone) {
    Duration half = gone.dividedBy(2);
    if (half.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return half.compareTo(LONGEST) > 0 ? LONGEST : half;
  }

  /** When there is something to do next, if anybody is gone. */
  Optional<Instant> next() {
    return gone.values().stream().map(Gone::next).min(Instant::compareTo);
  }
}
