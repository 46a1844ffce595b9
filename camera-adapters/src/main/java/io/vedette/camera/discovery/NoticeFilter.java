package io.vedette.camera.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets notices through, each once in a while, and no more than a few a minute. Used by one thread.
 */
final class NoticeFilter {

  static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
  static final int MOST_IN_A_MINUTE = 60;

  private static final int MOST_REMEMBERED = 512;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<Notice, Instant> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Notice, Instant> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private Instant minute = Instant.MIN;
  private int inMinute;
  private int held;

  /** Whether this one is worth telling now; one that is not, is counted. */
  boolean passes(Notice notice, Instant now) {
    Instant last = told.get(notice);
    if (last != null && now.isBefore(last.plus(AGAIN_AFTER))) {
      held++;
      return false;
    }
    if (minute.equals(Instant.MIN) || !now.isBefore(minute.plus(MINUTE))) {
      minute = now;
      inMinute = 0;
    }
    if (inMinute >= MOST_IN_A_MINUTE) {
      held++;
      return false;
    }
    inMinute++;
    told.remove(notice);
    told.put(notice, now);
    return true;
  }

  /** How many were held back since this was asked last. */
  int takeHeld() {
    int count = held;
    held = 0;
    return count;
  }
}
