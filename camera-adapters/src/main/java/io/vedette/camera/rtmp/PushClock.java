package io.vedette.camera.rtmp;

/**
 * Lays the timestamps of a connection, which audio and video share, onto a timeline in milliseconds
 * that starts at 0 and never breaks. They wrap after 49 days, and jump when an encoder's clock is
 * set: a step that goes more than three seconds farther ahead than the time that has passed, or
 * back by as much, is such a jump, and counts for the time between the arrivals. Used by one
 * thread.
 */
final class PushClock {

  private static final int MAX_STEP_MILLIS = 3000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private boolean started;
  private int last;
  private long lastArrivalNanos;
  private long time;

  /** The time of the next message, in milliseconds; may lie before that of the last one. */
  long advance(int timestamp, long arrivalNanos) {
    if (started) {
      // Wraps as timestamps do.
      int step = timestamp - last;
      long passed = Math.max(0, (arrivalNanos - lastArrivalNanos) / NANOS_PER_MILLI);
      boolean jump = step - passed > MAX_STEP_MILLIS || step < -MAX_STEP_MILLIS;
      time = Math.max(0, time + (jump ? passed : step));
    }
    started = true;
    last = timestamp;
    lastArrivalNanos = arrivalNanos;
    return time;
  }

  /** Moves what is to come; later if positive. */
  void shift(long byMillis) {
    time += byMillis;
  }
}
