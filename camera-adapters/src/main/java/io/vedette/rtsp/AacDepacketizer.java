package io.vedette.rtsp;

import java.util.Arrays;

/**
 * Takes AAC access units out of RTP packets (RFC 3640 3.3.6, mode AAC-hbr: sizes of 13 bits,
 * indexes of 3). Used by one thread.
 */
public final class AacDepacketizer {

  /** Takes what comes out, on the thread that puts packets in. */
  @FunctionalInterface
  public interface Sink {

    /**
     * A whole access unit.
     *
     * @param data one raw data block; the sink's own
     * @param timestamp RTP timestamp, all 32 bits
     */
    void accessUnit(byte[] data, int timestamp);
  }

  private static final int HEADER_BYTES = 2;
  private static final int SAMPLES = 1024;
  private static final int MAX_BYTES = 0x1fff;

  private final Sink sink;
  private byte[] fragments = {};
  private int fragmentsWanted;
  private int fragmentsTimestamp;

  /** Hands everything to this sink. */
  public AacDepacketizer(Sink sink) {
    this.sink = sink;
  }

  /** Packets are missing before the next one. */
  public void lost() {
    fragmentsWanted = 0;
  }

  /** Takes a packet; one that is malformed is dropped. */
  public void packet(RtpHeader header, byte[] buffer) {
    int at = header.payloadOffset();
    int end = at + header.payloadLength();
    if (end - at < HEADER_BYTES) {
      return;
    }
    int headerBits = u16(buffer, at);
    int count = headerBits / (8 * HEADER_BYTES);
    int headers = at + HEADER_BYTES;
    int data = headers + (headerBits + 7) / 8;
    if (count == 0 || data > end) {
      return;
    }
    int first = u16(buffer, headers) >> 3;
    if (count == 1 && first > end - data) {
      fragment(buffer, data, end, first, header.timestamp());
      return;
    }
    fragmentsWanted = 0;
    for (int i = 0; i < count; i++) {
      int size = u16(buffer, headers + i * HEADER_BYTES) >> 3;
      if (size == 0 || data + size > end) {
        return;
      }
      sink.accessUnit(
          Arrays.copyOfRange(buffer, data, data + size), header.timestamp() + i * SAMPLES);
      data += size;
    }
  }

  /**
   * A piece of an access unit larger than a packet (RFC 3640 3.2.3): each piece tells the size of
   * the whole.
   */
  private void fragment(byte[] buffer, int from, int end, int size, int timestamp) {
    if (fragmentsWanted != size || fragmentsTimestamp != timestamp) {
      fragments = new byte[0];
      fragmentsWanted = size;
      fragmentsTimestamp = timestamp;
    }
    int had = fragments.length;
    fragments = Arrays.copyOf(fragments, had + end - from);
    System.arraycopy(buffer, from, fragments, had, end - from);
    if (fragments.length >= size) {
      fragmentsWanted = 0;
      if (fragments.length == size && size <= MAX_BYTES) {
        sink.accessUnit(fragments, timestamp);
      }
    }
  }

  private static int u16(byte[] buffer, int at) {
    return (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
  }
}
