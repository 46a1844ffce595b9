package io.vedette.fragment;

import io.vedette.media.Packet;
import io.vedette.media.Timebase;
import java.time.InstantSource;

/**
 * The timeline of one rendition of one camera. Each session's own times begin anew; here they are
 * laid behind each other, as far apart as they came, so that what a viewer gets never goes back.
 * Used by one thread.
 */
public final class StreamTimeline {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final InstantSource clock;
  private boolean began;
  private boolean betweenSessions = true;
  private long offsetSeconds;
  private long reachedNanos;
  private long reachedArrivalNanos;

  /**
   * A timeline on which nothing lies.
   *
   * @param clock tells when packets came, if their camera does not
   */
  public StreamTimeline(InstantSource clock) {
    this.clock = clock;
  }

  /** What comes next has times of its own. */
  public void beginSession() {
    betweenSessions = true;
  }

  /**
   * Where 0 of the session's times lies, in whole seconds: they are exact in every timescale, so
   * that sound stays with its picture.
   *
   * @param timeNanos the packet's decoding time in its session, not negative
   */
  long offsetSeconds(long timeNanos, long arrivalNanos) {
    if (betweenSessions) {
      betweenSessions = false;
      if (began) {
        long passed = Math.max(0, arrivalNanos - reachedArrivalNanos);
        offsetSeconds = Math.ceilDiv(reachedNanos + passed - timeNanos, Timebase.NANOS);
      }
      began = true;
    }
    return offsetSeconds;
  }

  /** The timeline is taken up to there. */
  void reached(long endNanos, long arrivalNanos) {
    reachedNanos = Math.max(reachedNanos, endNanos);
    reachedArrivalNanos = arrivalNanos;
  }

  /** Nanoseconds since 1970 at which a packet was captured, or came if its camera cannot tell. */
  long captureEpochNanos(Packet packet) {
    return packet.captureEpochNanos() == Packet.UNKNOWN
        ? clock.millis() * NANOS_PER_MILLI
        : packet.captureEpochNanos();
  }
}
