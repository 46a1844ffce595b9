package io.vedette.camera.rtsp;

import io.vedette.media.Timebase;
import io.vedette.rtsp.ReceiverReport;
import io.vedette.rtsp.ReceptionStatistics;
import io.vedette.rtsp.SenderInfo;
import io.vedette.rtsp.SessionDescription;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What is known of one RTP stream of a session: its clock, what has come, what the sender reported.
 * Used by the reading thread.
 */
final class RtpTrack {

  /** What RTCP looks like if it is taken for RTP with a marker (RFC 5761 4). */
  private static final int RTCP_FROM = 72;

  private static final int RTCP_TO = 79;

  private final SessionDescription.Media media;
  private final int clockRate;
  private final RtpTimeline timeline;
  private final ReceptionStatistics statistics;
  private final ReceiverReport report;
  private final CaptureClock captureClock;
  private Optional<SenderInfo> sender = Optional.empty();
  private int payloadType;
  private boolean payloadTypeConfirmed;

  RtpTrack(
      SessionDescription.Media media, int clockRate, int firstDuration, RandomGenerator random) {
    this.media = media;
    this.payloadType = media.payloadType();
    this.clockRate = clockRate;
    this.timeline = new RtpTimeline(clockRate, firstDuration);
    this.captureClock = new CaptureClock(clockRate);
    this.statistics = new ReceptionStatistics(clockRate);
    this.report = new ReceiverReport(random.nextInt(), "vedette");
  }

  SessionDescription.Media media() {
    return media;
  }

  /**
   * Whether packets of this payload type are this track's. Some cameras send another than they
   * announced: as long as the announced one has not come, the first other one is taken for it.
   */
  boolean accepts(int type) {
    if (type == media.payloadType()) {
      payloadType = type;
      payloadTypeConfirmed = true;
    } else if (!payloadTypeConfirmed
        && payloadType == media.payloadType()
        && (type < RTCP_FROM || type > RTCP_TO)) {
      payloadType = type;
    }
    return type == payloadType;
  }

  /** Ticks per second of its timestamps. */
  int clockRate() {
    return clockRate;
  }

  RtpTimeline timeline() {
    return timeline;
  }

  ReceptionStatistics statistics() {
    return statistics;
  }

  void senderReported(SenderInfo info, long nowNanos) {
    sender = Optional.of(info);
    captureClock.reported(info);
    report.senderReported(info, nowNanos);
  }

  CaptureClock captureClock() {
    return captureClock;
  }

  /** The receiver report that is due, once something has come. */
  Optional<byte[]> report(long nowNanos) {
    return statistics.started()
        ? Optional.of(report.write(statistics, nowNanos))
        : Optional.empty();
  }

  /**
   * Where 0 of the sender's wall clock lies on this track's timeline, in nanoseconds, by the last
   * sender report. Two tracks whose pictures and sounds belong together have the same.
   */
  OptionalLong wallClockOrigin() {
    if (sender.isEmpty() || !timeline.started()) {
      return OptionalLong.empty();
    }
    long time = timeline.timeOf(sender.get().rtpTimestamp());
    return OptionalLong.of(
        Timebase.rescale(time, clockRate, Timebase.NANOS) - sender.get().nanos());
  }
}
