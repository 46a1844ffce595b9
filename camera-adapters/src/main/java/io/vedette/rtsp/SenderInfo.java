package io.vedette.rtsp;

import java.util.Optional;

/**
 * What a sender report says of the sender's clocks (RFC 3550 6.4.1).
 *
 * @param ssrc whose report it is
 * @param ntpTime the sender's wall clock, seconds since 1900 in 32.32 fixed point
 * @param rtpTimestamp the same moment in RTP ticks; all 32 bits
 */
public record SenderInfo(int ssrc, long ntpTime, int rtpTimestamp) {

  private static final int SENDER_REPORT = 200;
  private static final int GOODBYE = 203;
  private static final int HEADER = 4;
  private static final int SENDER_BYTES = 20;

  /** The sender report in a compound packet (RFC 3550 6.1), if there is one. */
  public static Optional<SenderInfo> find(byte[] buffer, int offset, int length) {
    int at = packet(buffer, offset, length, SENDER_REPORT);
    if (at < 0 || at + HEADER + SENDER_BYTES > offset + length) {
      return Optional.empty();
    }
    long ntp =
        Integer.toUnsignedLong(u32(buffer, at + 8)) << 32
            | Integer.toUnsignedLong(u32(buffer, at + 12));
    return Optional.of(new SenderInfo(u32(buffer, at + 4), ntp, u32(buffer, at + 16)));
  }

  /** Whether a compound packet holds a goodbye (RFC 3550 6.6). */
  public static boolean saysGoodbye(byte[] buffer, int offset, int length) {
    return packet(buffer, offset, length, GOODBYE) >= 0;
  }

  /** The wall clock in nanoseconds since 1900; comparable between the tracks of one sender. */
  public long nanos() {
    return (ntpTime >>> 32) * 1_000_000_000L + ((ntpTime & 0xffff_ffffL) * 1_000_000_000L >>> 32);
  }

  private static int packet(byte[] buffer, int offset, int length, int type) {
    int at = offset;
    int end = offset + length;
    while (at + HEADER <= end) {
      if ((buffer[at] & 0xc0) != 0x80) {
        return -1;
      }
      if ((buffer[at + 1] & 0xff) == type) {
        return at;
      }
      at += HEADER + 4 * ((buffer[at + 2] & 0xff) << 8 | buffer[at + 3] & 0xff);
    }
    return -1;
  }

  private static int u32(byte[] buffer, int at) {
    return (buffer[at] & 0xff) << 24
        | (buffer[at + 1] & 0xff) << 16
        | (buffer[at + 2] & 0xff) << 8
        | buffer[at + 3] & 0xff;
  }
}
