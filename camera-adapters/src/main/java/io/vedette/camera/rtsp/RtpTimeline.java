package io.vedette.camera.rtsp;

import io.vedette.media.Timebase;

/**
 * Lays the 32-bit timestamps of an RTP stream onto a timeline of 64 bits that starts near 0 and
 * never breaks. Used by one thread.
 *
 * <p>Timestamps wrap (RFC 3550 5.1), and those of cameras jump when their clock is set. A step that
 * differs from the time that has passed by more than {@link #MAX_STEP_SECONDS} is such a jump: the
 * timeline then goes on by the time between the arrivals.
 */
final class RtpTimeline {

  static final int MAX_STEP_SECONDS = 3;

  private final int clockRate;
  private boolean started;
  private int lastTimestamp;
  private long lastArrivalNanos;
  private long time;
  private long decodingTime;
  private int duration;

  /**
   * @param clockRate ticks per second
   * @param firstDuration ticks of the first access unit, as far as the camera told
   */
  RtpTimeline(int clockRate, int firstDuration) {
    this.clockRate = clockRate;
    this.duration = firstDuration;
  }

  /**
   * Takes the next timestamp.
   *
   * @param sessionStartNanos where the timeline's 0 lies, if this is the first
   */
  void advance(int timestamp, long arrivalNanos, long sessionStartNanos) {
    if (!started) {
      started = true;
      time = Math.max(0, ticks(arrivalNanos - sessionStartNanos));
      decodingTime = time;
    } else {
      long step = timestamp - lastTimestamp;
      long passed = ticks(arrivalNanos - lastArrivalNanos);
      if (Math.abs(step - passed) > (long) MAX_STEP_SECONDS * clockRate) {
        step = Math.max(1, passed);
      }
      time += step;
      long previous = decodingTime;
      // Reordered pictures come in decoding order with presentation times that go back and forth.
      decodingTime = Math.max(time, previous + 1);
      duration = (int) Math.min(decodingTime - previous, (long) MAX_STEP_SECONDS * clockRate);
    }
    lastTimestamp = timestamp;
    lastArrivalNanos = arrivalNanos;
  }

  /** Moves what is to come; later if positive. */
  void shift(long byTicks) {
    time += byTicks;
  }

  /** The time that another timestamp near the last one has; may be negative. */
  long timeOf(int timestamp) {
    return time + (timestamp - lastTimestamp);
  }

  boolean started() {
    return started;
  }

  /** Presentation time in ticks. */
  long presentationTime() {
    return time;
  }

  /** Decoding time in ticks; strictly rising. */
  long decodingTime() {
    return decodingTime;
  }

  /** Ticks since the access unit before; at least 1. */
  int duration() {
    return duration;
  }

  private long ticks(long nanos) {
    return Timebase.rescale(nanos, Timebase.NANOS, clockRate);
  }
}
