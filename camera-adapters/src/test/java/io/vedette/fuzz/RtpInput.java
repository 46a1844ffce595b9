package io.vedette.fuzz;

import io.vedette.rtsp.ReceptionStatistics;
import io.vedette.rtsp.RtpHeader;
import java.util.function.BiConsumer;

/**
 * RTP packets out of an input, each behind its length in two bytes (RFC 4571), as GStreamer's
 * {@code rtpstreampay} writes them. Gaps of the sequence numbers are losses.
 */
final class RtpInput {

  private static final int CLOCK_RATE = 90_000;
  private static final long FRAME_NANOS = 40_000_000;

  private RtpInput() {}

  /**
   * Hands the packets over as a session does.
   *
   * @param lost called before a packet that others are missing before
   * @param packet called with each packet that is neither late nor repeated
   */
  static void feed(byte[] input, Runnable lost, BiConsumer<RtpHeader, byte[]> packet) {
    RtpHeader header = new RtpHeader();
    ReceptionStatistics statistics = new ReceptionStatistics(CLOCK_RATE);
    long arrivalNanos = 0;
    int at = 0;
    while (at + 2 <= input.length) {
      int told = (input[at] & 0xff) << 8 | input[at + 1] & 0xff;
      at += 2;
      int length = Math.min(told, input.length - at);
      if (header.read(input, at, length)) {
        Check.that(
            header.payloadOffset() >= at
                && header.payloadLength() >= 0
                && header.payloadOffset() + header.payloadLength() <= at + length,
            "a payload outside of its packet");
        int missing = statistics.received(header, arrivalNanos);
        if (missing > 0) {
          lost.run();
        }
        if (missing >= 0) {
          packet.accept(header, input);
        }
        arrivalNanos += FRAME_NANOS;
      }
      at += length;
    }
  }
}
