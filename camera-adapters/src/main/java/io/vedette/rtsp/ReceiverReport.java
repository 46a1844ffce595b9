package io.vedette.rtsp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the reports of one receiver of one source: a receiver report and the canonical name that
 * every compound packet needs (RFC 3550 6.1, 6.4.2, 6.5.1). Used by one thread.
 */
public final class ReceiverReport {

  private static final int VERSION_ONE_BLOCK = 0x81;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int REPORT_WORDS = 7;
  private static final int CANONICAL_NAME = 1;

  private final int ssrc;
  private final byte[] name;
  private int lastReport;
  private long lastReportNanos;

  /**
   * @param ssrc the receiver's own identifier
   * @param name its canonical name, at most 255 bytes in UTF-8
   */
  public ReceiverReport(int ssrc, String name) {
    this.ssrc = ssrc;
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  /** Notes a sender report, which the next receiver report refers to. */
  public void senderReported(SenderInfo info, long arrivalNanos) {
    lastReport = (int) (info.ntpTime() >>> 16);
    lastReportNanos = arrivalNanos;
  }

  /**
   * The compound packet.
   *
   * @param statistics of the source; a packet of it must have come
   */
  public byte[] write(ReceptionStatistics statistics, long nowNanos) {
    // The chunk is the identifier, one item and at least one zero byte up to a multiple of four
    // (RFC 3550 6.5).
    int chunkWords = (4 + 2 + name.length + 1 + 3) / 4;
    ByteBuffer out = ByteBuffer.allocate(4 * (1 + REPORT_WORDS + 1 + chunkWords));
    out.put((byte) VERSION_ONE_BLOCK).put((byte) RECEIVER_REPORT).putShort((short) REPORT_WORDS);
    out.putInt(ssrc);
    out.putInt(statistics.ssrc());
    out.putInt(statistics.fractionLost() << 24 | statistics.cumulativeLost() & 0xff_ffff);
    out.putInt(statistics.extendedHighest());
    out.putInt(statistics.jitter());
    out.putInt(lastReport);
    out.putInt(
        lastReport == 0 ? 0 : (int) ((nowNanos - lastReportNanos) / 1000 * 65_536 / 1_000_000));
    out.put((byte) VERSION_ONE_BLOCK).put((byte) SOURCE_DESCRIPTION).putShort((short) chunkWords);
    out.putInt(ssrc);
    out.put((byte) CANONICAL_NAME).put((byte) name.length).put(name);
    return out.array();
  }
}
