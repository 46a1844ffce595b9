package io.vedette.rendition;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.health.TranscodeRefusals;
import io.vedette.health.TranscodeRefusals.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the transcodes that there was no power for, and logs them: each rendition once in a while,
 * so that somebody who tries again and again does not fill the log. Safe for use by any thread.
 */
final class Refusals {

  /** How long a rendition that was logged is not logged again. */
  static final Duration QUIET = Duration.ofMinutes(5);

  /**
   * What was logged.
   *
   * @param at when
   * @param untold refusals since then
   */
  private record Line(Instant at, int untold) {}

  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

  private final InstantSource clock;
  private final Instant since;
  private final Map<String, Line> lines = new HashMap<>();
  private long count;
  private Optional<Refusal> last = Optional.empty();

  /** None as yet. */
  Refusals(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /**
   * A transcode begins to be refused.
   *
   * @param why says what runs instead
   */
  synchronized void add(String cameraId, String profile, OverBudgetException why) {
    Instant now = clock.instant();
    count++;
    last = Optional.of(new Refusal(cameraId, profile, why.getMessage(), now));
    lines.values().removeIf(line -> line.untold == 0 && isOver(line, now));
    String id = cameraId + "/" + profile;
    Line before = lines.get(id);
    if (before != null && !isOver(before, now)) {
      lines.put(id, new Line(before.at, before.untold + 1));
      return;
    }
    lines.put(id, new Line(now, 0));
    LOG.log(
        WARNING,
        "Rendition {0} is refused: {1} ({2}){3}",
        id,
        why.getMessage(),
        why.situation(),
        before == null ? "" : "; " + before.untold + " more since it was logged last");
  }

  private static boolean isOver(Line line, Instant now) {
    return !now.isBefore(line.at.plus(QUIET));
  }

  /** All so far. */
  synchronized TranscodeRefusals all() {
    return new TranscodeRefusals(count, since, last);
  }
}
