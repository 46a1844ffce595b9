package io.vedette.fragment;

import io.vedette.media.Packet;
import io.vedette.media.Timebase;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The timeline of one rendition of one camera. Each session's own times begin anew; here they are
 * laid behind each other, as far apart as they came, so that what a viewer gets never goes back.
 *
 * <p>Renditions of one camera have to show the same moment at the same time (RFC 8216bis 6.2.4), or
 * players that change from one to another stumble. So a timeline begins as far from 0 as the first
 * packet came from the box's start, and one that follows another begins where that one stands at
 * the moment that its camera captured.
 *
 * <p>Used by one thread; {@link #moment} by any.
 */
public final class StreamTimeline {

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Moments further apart were not told by the same clock. */
  private static final long SAME_CLOCK_NANOS = 10 * Timebase.NANOS;

  /**
   * A twenty-fifth of a second: a whole number of ticks in every timescale that video and audio
   * have, so that moving by it moves sound and picture by the same.
   */
  static final long STEP_NANOS = 40 * NANOS_PER_MILLI;

  /**
   * A point of the timeline.
   *
   * @param timeNanos where it lies
   * @param captureEpochNanos the wall clock there
   */
  record Moment(long timeNanos, long captureEpochNanos) {}

  private final InstantSource clock;
  private final long originNanos;
  private final Optional<StreamTimeline> leader;
  private volatile Optional<Moment> moment = Optional.empty();
  private boolean began;
  private boolean betweenSessions = true;
  private long offsetNanos;
  private long reachedNanos;
  private long reachedArrivalNanos;

  /**
   * The timeline of a camera's main rendition; nothing lies on it yet.
   *
   * @param clock tells when packets came, if their camera does not
   * @param originNanos {@link System#nanoTime()} at which 0 lies
   */
  public StreamTimeline(InstantSource clock, long originNanos) {
    this(clock, originNanos, Optional.empty());
  }

  private StreamTimeline(InstantSource clock, long originNanos, Optional<StreamTimeline> leader) {
    this.clock = clock;
    this.originNanos = originNanos;
    this.leader = leader;
  }

  /**
   * The timeline of a rendition that is made from another's: its packets' times lie on that one's
   * already.
   *
   * @param clock as above
   */
  public static StreamTimeline inherited(InstantSource clock) {
    StreamTimeline timeline = new StreamTimeline(clock, 0);
    timeline.betweenSessions = false;
    return timeline;
  }

  /** The timeline of another rendition of the same camera. */
  public StreamTimeline follower() {
    return new StreamTimeline(clock, originNanos, Optional.of(this));
  }

  /** What comes next has times of its own. */
  public void beginSession() {
    betweenSessions = true;
  }

  /**
   * Where 0 of the session's times lies, in whole steps of {@link #STEP_NANOS}.
   *
   * @param timeNanos the packet's decoding time in its session, not negative
   */
  long offsetNanos(long timeNanos, Packet packet) {
    if (betweenSessions) {
      betweenSessions = false;
      long begin = Math.max(wanted(packet), least(packet.arrivalNanos()));
      offsetNanos = Math.ceilDiv(begin - timeNanos, STEP_NANOS) * STEP_NANOS;
      began = true;
    }
    return offsetNanos;
  }

  /** The timeline is taken up to there, where a fragment ends. */
  void reached(Fragment fragment) {
    reachedNanos = Math.max(reachedNanos, fragment.timeNanos() + fragment.durationNanos());
    reachedArrivalNanos = fragment.arrivalNanos();
    if (fragment.isVideoKey()) {
      moment = Optional.of(new Moment(fragment.timeNanos(), fragment.captureEpochNanos()));
    }
  }

  /** The last key frame on it. */
  Optional<Moment> moment() {
    return moment;
  }

  /** Nanoseconds since 1970 at which a packet was captured, or came if its camera cannot tell. */
  long captureEpochNanos(Packet packet) {
    return packet.captureEpochNanos() == Packet.UNKNOWN
        ? clock.millis() * NANOS_PER_MILLI
        : packet.captureEpochNanos();
  }

  private long wanted(Packet packet) {
    long captured = captureEpochNanos(packet);
    return leader
        .flatMap(StreamTimeline::moment)
        .filter(known -> Math.abs(captured - known.captureEpochNanos()) < SAME_CLOCK_NANOS)
        .map(known -> known.timeNanos() + captured - known.captureEpochNanos())
        .orElse(packet.arrivalNanos() - originNanos);
  }

  /** Not before the end of what lies there, and if the camera was away, as much later. */
  private long least(long arrivalNanos) {
    return began ? reachedNanos + Math.max(0, arrivalNanos - reachedArrivalNanos) : 0;
  }
}
