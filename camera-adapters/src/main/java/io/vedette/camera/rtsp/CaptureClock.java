package io.vedette.camera.rtsp;

import io.vedette.media.Packet;
import io.vedette.media.Timebase;
import io.vedette.rtsp.SenderInfo;
import java.util.Optional;

/**
 * Tells by the camera's sender reports when it captured what it sent (RFC 3550 6.4.1). Used by one
 * thread.
 *
 * <p>A camera is believed where its clock puts a capture within {@link #TOLERANCE_NANOS} of the
 * arrival by the box's clock. One whose clock is farther off is not corrected: many put local time
 * into their reports, some start at 1970, and a date-time wrong by hours serves nobody.
 */
final class CaptureClock {

  /** Ten seconds: more than any network delays a picture, less than any time zone. */
  static final long TOLERANCE_NANOS = 10 * Timebase.NANOS;

  /** Seconds from NTP's era, 1900, to 1970 (RFC 3550 4). */
  private static final long NTP_EPOCH_NANOS = 2_208_988_800L * Timebase.NANOS;

  private final int clockRate;
  private Optional<SenderInfo> report = Optional.empty();

  /**
   * @param clockRate ticks per second of the timestamps
   */
  CaptureClock(int clockRate) {
    this.clockRate = clockRate;
  }

  void reported(SenderInfo info) {
    report = Optional.of(info);
  }

  /**
   * When something was captured.
   *
   * @param timestamp its RTP timestamp
   * @param arrivalEpochNanos nanoseconds since 1970 at which it came, by the box's clock
   * @return nanoseconds since 1970, or {@link Packet#UNKNOWN}
   */
  long captured(int timestamp, long arrivalEpochNanos) {
    if (report.isEmpty()) {
      return Packet.UNKNOWN;
    }
    SenderInfo known = report.get();
    long since = Timebase.rescale(timestamp - known.rtpTimestamp(), clockRate, Timebase.NANOS);
    long captured = known.nanos() - NTP_EPOCH_NANOS + since;
    return Math.abs(captured - arrivalEpochNanos) <= TOLERANCE_NANOS ? captured : Packet.UNKNOWN;
  }
}
