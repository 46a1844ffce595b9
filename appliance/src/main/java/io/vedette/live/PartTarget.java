package io.vedette.live;

import java.time.Duration;

/**
 * Decides how long parts are. Guarded by the stream's lock.
 *
 * <p>No part may be longer than the part target duration that the playlist announces, and none but
 * the last of a segment shorter than 85 % of it (RFC 8216bis 4.4.4.9). Frames cannot be cut, and a
 * camera's timestamps jitter. So the first part takes as many whole frames as come nearest to
 * {@link #NOMINAL}, and what is announced is its length and a little more: every later part of as
 * many frames then lies between the two bounds.
 */
final class PartTarget {

  static final Duration NOMINAL = Duration.ofMillis(200);

  /** Room for jitter: a twelfth above; below there is as much until 85 % are reached. */
  private static final double ROOM = 1.08;

  private static final long MILLI = 1_000_000;

  private long announcedNanos;
  private boolean mayRise = true;

  /** What the playlist announces; 0 until the first part is complete. */
  long announcedNanos() {
    return announcedNanos;
  }

  /**
   * Whether a part has reached its length.
   *
   * @param nanos its length so far
   * @param frameNanos how long its last frame lasts
   */
  boolean isReached(long nanos, long frameNanos) {
    return announcedNanos == 0
        ? nanos + frameNanos / 2 >= NOMINAL.toNanos()
        : nanos + frameNanos > announcedNanos;
  }

  /** Whether a part would be too long, and so has to end without the frame that makes it that. */
  boolean isExceeded(long nanos) {
    return announcedNanos > 0 && nanos > announcedNanos;
  }

  /**
   * Takes note of a part of full length.
   *
   * @return the length to tell for it
   */
  long completed(long nanos) {
    if (mayRise && nanos > announcedNanos) {
      announcedNanos = Math.ceilDiv((long) (nanos * ROOM), MILLI) * MILLI;
    }
    mayRise = false;
    // A camera that leaves frames out makes its last one last longer than was known.
    return Math.min(nanos, announcedNanos);
  }

  /**
   * The frame rate may be another from here on. What was announced stays, as players do not expect
   * it to change, unless not even one frame would fit.
   */
  void formatChanged() {
    mayRise = true;
  }
}
