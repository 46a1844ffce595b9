package io.vedette.rtsp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a sender says of its stream every few seconds (RFC 3550 6.4.1): which wall-clock time an RTP
 * timestamp means, and how much it has sent.
 *
 * @param ssrc synchronisation source of the stream
 * @param time wall-clock time of the report
 * @param rtpTimestamp the same moment on the stream's RTP clock
 * @param packets RTP packets sent so far, of which the lower 32 bits travel
 * @param payloadBytes bytes of payload sent so far, of which the lower 32 bits travel
 */
public record SenderReport(
    int ssrc, Instant time, int rtpTimestamp, long packets, long payloadBytes) {

  private static final int VERSION_2 = 0x80;
  private static final int SENDER_REPORT = 200;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int CNAME = 1;
  private static final int MAX_CNAME_BYTES = 255;
  private static final int REPORT_BYTES = 28;

  /** Seconds from NTP's era, 1900, to that of Java, 1970 (RFC 3550 4). */
  private static final long NTP_EPOCH = 2_208_988_800L;

  /**
   * The compound packet of this report and the source's canonical name, which every compound has to
   * carry (6.1, 6.5.1).
   *
   * @param cname canonical name, at most 255 bytes in UTF-8
   */
  public byte[] encoded(String cname) {
    byte[] name = cname.getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_CNAME_BYTES) {
      throw new IllegalArgumentException("a CNAME of " + name.length + " bytes");
    }
    // Item header, text and at least one null byte, padded to whole words.
    int items = (2 + name.length + 1 + 3) / 4 * 4;
    ByteBuffer out = ByteBuffer.allocate(REPORT_BYTES + 8 + items);
    out.put((byte) VERSION_2).put((byte) SENDER_REPORT);
    out.putShort((short) (REPORT_BYTES / 4 - 1));
    out.putInt(ssrc);
    out.putInt((int) (time.getEpochSecond() + NTP_EPOCH));
    out.putInt((int) (((long) time.getNano() << 32) / 1_000_000_000L));
    out.putInt(rtpTimestamp);
    out.putInt((int) packets);
    out.putInt((int) payloadBytes);

    out.put((byte) (VERSION_2 | 1)).put((byte) SOURCE_DESCRIPTION);
    out.putShort((short) ((8 + items) / 4 - 1));
    out.putInt(ssrc);
    out.put((byte) CNAME).put((byte) name.length).put(name);
    return out.array();
  }
}
