package io.vedette.camera.ffmpeg;

import io.vedette.media.Timebase;

/**
 * Lays the times of one of FFmpeg's streams onto a timeline that starts near 0 and never breaks: a
 * step that goes farther ahead of the time that has passed than three seconds, or back by more, is
 * a clock that was set. One that stays behind the time that has passed is none: something held the
 * packets up, and the next ones catch up. Used by one thread.
 */
final class StreamClock {

  /** The time of a packet for which FFmpeg has none, as it has not for the first one. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final int MAX_STEP_SECONDS = 3;

  private final int ticksPerSecond;
  private boolean started;
  private long lastTime;
  private long lastArrivalNanos;
  private long presentation;
  private long decoding;
  private int duration = 1;

  StreamClock(int ticksPerSecond) {
    this.ticksPerSecond = ticksPerSecond;
  }

  /** Takes the next time, or {@link #UNKNOWN}: then the time between arrivals has to do. */
  void advance(long time, long arrivalNanos, long beganNanos) {
    if (!started) {
      started = true;
      presentation = Math.max(0, ticks(arrivalNanos - beganNanos));
      decoding = presentation;
    } else {
      long passed = ticks(arrivalNanos - lastArrivalNanos);
      long step = time == UNKNOWN || lastTime == UNKNOWN ? Math.max(1, passed) : time - lastTime;
      long most = (long) MAX_STEP_SECONDS * ticksPerSecond;
      if (step - passed > most || step < -most) {
        step = Math.max(1, passed);
      }
      presentation += step;
      long before = decoding;
      decoding = Math.max(presentation, before + 1);
      duration = (int) Math.min(decoding - before, most);
    }
    lastTime = time;
    lastArrivalNanos = arrivalNanos;
  }

  /** The last packet cannot be where it seemed to be: gives it this time instead. */
  void correct(long itsTime) {
    presentation = itsTime;
    decoding = Math.max(decoding, itsTime);
  }

  long presentation() {
    return presentation;
  }

  /** Strictly rising. */
  long decoding() {
    return decoding;
  }

  /** At least 1. */
  int duration() {
    return duration;
  }

  private long ticks(long nanos) {
    return Timebase.rescale(nanos, Timebase.NANOS, ticksPerSecond);
  }
}
