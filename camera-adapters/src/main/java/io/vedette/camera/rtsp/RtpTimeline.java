package io.vedette.camera.rtsp;

import io.vedette.media.Timebase;

/**
 * Lays the 32-bit timestamps of an RTP stream onto a timeline of 64 bits that starts near 0 and
 * never breaks. Used by one thread.
 *
 * <p>Timestamps wrap (RFC 3550 5.1), and those of cameras jump when their clock is set. A step that
 * goes farther ahead of the time that has passed than {@link #MAX_STEP_SECONDS}, or back by more,
 * is such a jump: the timeline then goes on by the time between the arrivals. A step that stays
 * behind the time that has passed is none: the network held the packets up, and the next ones catch
 * up.
 *
 * <p>Some cameras send the same timestamp, often 0, with every picture. From the {@value #FROZEN}rd
 * in a row on times are those of the arrivals.
 */
final class RtpTimeline {

  static final int MAX_STEP_SECONDS = 3;

  private static final int FROZEN = 3;

  private final int clockRate;
  private boolean started;
  private int lastTimestamp;
  private long lastArrivalNanos;
  private long time;
  private long presentationTime;
  private long decodingTime;
  private int duration;

  private int repetitions;
  private long movedTime;
  private long movedArrivalNanos;

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
      moveTo(Math.max(0, ticks(arrivalNanos - sessionStartNanos)), arrivalNanos);
      decodingTime = time;
    } else {
      step(timestamp - lastTimestamp, arrivalNanos);
      long previous = decodingTime;
      decodingTime = Math.max(presentationTime, previous + 1);
      duration = (int) Math.min(decodingTime - previous, (long) MAX_STEP_SECONDS * clockRate);
    }
    lastTimestamp = timestamp;
    lastArrivalNanos = arrivalNanos;
  }

  private void step(int step, long arrivalNanos) {
    long passed = ticks(arrivalNanos - lastArrivalNanos);
    long most = (long) MAX_STEP_SECONDS * clockRate;
    if (step - passed > most || step < -most) {
      moveTo(presentationTime + Math.max(1, passed), arrivalNanos);
    } else if (step != 0) {
      moveTo(time + step, arrivalNanos);
    } else if (++repetitions < FROZEN - 1) {
      presentationTime = time + repetitions;
    } else {
      time = Math.max(presentationTime + 1, movedTime + ticks(arrivalNanos - movedArrivalNanos));
      presentationTime = time;
    }
  }

  private void moveTo(long newTime, long arrivalNanos) {
    time = newTime;
    presentationTime = newTime;
    movedTime = newTime;
    movedArrivalNanos = arrivalNanos;
    repetitions = 0;
  }

  /** Moves what is to come; later if positive. */
  void shift(long byTicks) {
    time += byTicks;
  }

  /** The last timestamp cannot be where it seemed to be: gives it this time instead. */
  void correct(long itsTime) {
    moveTo(itsTime, lastArrivalNanos);
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
    return presentationTime;
  }

  /** Decoding time in ticks of a stream without reordering; strictly rising. */
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
