package io.vedette.rtsp;

import java.util.Arrays;
import java.util.Map;

/**
 * Takes AAC access units out of RTP packets (RFC 3640): modes AAC-hbr and AAC-lbr, and whatever
 * other widths the session description gives the fields of an AU header.
 */
public final class AacDepacketizer implements AudioDepacketizer {

  /**
   * The fields of an AU header in bits (RFC 3640 3.2.1, 4.1). A field of no bits is not there.
   *
   * @param size AU-size
   * @param index AU-Index, of the first header
   * @param indexDelta AU-Index-delta, of the others
   * @param ctsDelta CTS-delta, behind its flag
   * @param dtsDelta DTS-delta, behind its flag
   * @param randomAccess whether there is a RAP-flag
   * @param streamState Stream-state
   * @param auxiliarySize the size of the auxiliary section
   */
  public record Layout(
      int size,
      int index,
      int indexDelta,
      int ctsDelta,
      int dtsDelta,
      boolean randomAccess,
      int streamState,
      int auxiliarySize) {

    private static final int MAX_BITS = 31;

    /** AAC-hbr (RFC 3640 3.3.6). */
    public static final Layout HIGH_RATE = new Layout(13, 3, 3, 0, 0, false, 0, 0);

    /** AAC-lbr (RFC 3640 3.3.5). */
    public static final Layout LOW_RATE = new Layout(6, 2, 2, 0, 0, false, 0, 0);

    /**
     * The layout by the format parameters. Cameras that name the mode and leave out the widths mean
     * those of the mode.
     *
     * @param format names in lower case
     * @throws IllegalArgumentException if the access units tell no size
     */
    public static Layout of(Map<String, String> format) {
      Layout mode =
          format.getOrDefault("mode", "").equalsIgnoreCase("AAC-lbr") ? LOW_RATE : HIGH_RATE;
      if (!format.containsKey("sizelength")) {
        if (format.containsKey("constantsize")) {
          throw new IllegalArgumentException("access units of constant size");
        }
        return mode;
      }
      Layout layout =
          new Layout(
              bits(format, "sizelength"),
              bits(format, "indexlength"),
              bits(format, "indexdeltalength"),
              bits(format, "ctsdeltalength"),
              bits(format, "dtsdeltalength"),
              bits(format, "randomaccessindication") == 1,
              bits(format, "streamstateindication"),
              bits(format, "auxiliarydatasizelength"));
      if (layout.size == 0) {
        throw new IllegalArgumentException("access units that do not tell their size");
      }
      return layout;
    }

    private static int bits(Map<String, String> format, String name) {
      String value = format.getOrDefault(name, "0");
      int bits = value.matches("\\d{1,2}") ? Integer.parseInt(value) : MAX_BITS + 1;
      if (bits > MAX_BITS) {
        throw new IllegalArgumentException(name + "=" + value);
      }
      return bits;
    }
  }

  /** An access unit has at most 6144 bits for each channel (ISO/IEC 14496-3 4.5.1). */
  private static final int MAX_BYTES = 0x1fff;

  /** Interleaving puts an access unit at most this many behind the packet's first. */
  private static final int MAX_INDEX = 1 << 10;

  private static final int ADTS_BYTES = 7;

  private final Layout layout;
  private final int unitTicks;
  private final Sink sink;
  private byte[] fragments = {};
  private int fragmentsWanted;
  private int fragmentsTimestamp;

  /**
   * @param layout of the AU headers
   * @param unitTicks how long an access unit sounds, in ticks of the RTP clock
   * @param sink takes raw data blocks
   */
  public AacDepacketizer(Layout layout, int unitTicks, Sink sink) {
    this.layout = layout;
    this.unitTicks = unitTicks;
    this.sink = sink;
  }

  @Override
  public void lost() {
    fragmentsWanted = 0;
  }

  @Override
  public void packet(RtpHeader header, byte[] buffer) {
    int at = header.payloadOffset();
    int end = at + header.payloadLength();
    try {
      read(buffer, at, end, header.timestamp());
    } catch (IllegalArgumentException _) {
      // The headers promise more than there is.
      fragmentsWanted = 0;
    }
  }

  private void read(byte[] buffer, int at, int end, int timestamp) {
    PayloadBits headers = new PayloadBits(buffer, at, end);
    int headerBits = headers.bits(16);
    int headersEnd = headers.position() + headerBits;
    int data = dataStart(buffer, end, headersEnd);
    int index = 0;
    boolean first = true;
    while (headers.position() < headersEnd) {
      int size = headers.bits(layout.size);
      // The first AU-Index is a number that only the sender knows the meaning of; the deltas count.
      int delta = headers.bits(first ? layout.index : layout.indexDelta);
      index += first ? 0 : delta + 1;
      skipTimes(headers, first);
      if (headers.position() > headersEnd || index > MAX_INDEX || size == 0) {
        return;
      }
      boolean alone = first && headers.position() == headersEnd;
      if (alone && size > end - data) {
        fragment(buffer, data, end, size, timestamp);
        return;
      }
      if (size > end - data) {
        return;
      }
      fragmentsWanted = 0;
      emit(buffer, data, size, timestamp + index * unitTicks);
      data += size;
      first = false;
    }
  }

  /**
   * Index of the first access unit: behind the headers and the auxiliary section (RFC 3640 3.2).
   */
  private int dataStart(byte[] buffer, int end, int headersEnd) {
    PayloadBits in = new PayloadBits(buffer, 0, end);
    in.skip(headersEnd);
    in.align();
    if (layout.auxiliarySize > 0) {
      in.skip(in.bits(layout.auxiliarySize));
      in.align();
    }
    return in.position() / Byte.SIZE;
  }

  private void skipTimes(PayloadBits headers, boolean first) {
    // The first access unit's time is the packet's: it has no CTS-flag's delta but zero.
    if (layout.ctsDelta > 0 && headers.flag() && !first) {
      headers.skip(layout.ctsDelta);
    }
    if (layout.dtsDelta > 0 && headers.flag()) {
      headers.skip(layout.dtsDelta);
    }
    headers.skip((layout.randomAccess ? 1 : 0) + layout.streamState);
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
    if (size > MAX_BYTES || end - from > size - had) {
      fragmentsWanted = 0;
      return;
    }
    fragments = Arrays.copyOf(fragments, had + end - from);
    System.arraycopy(buffer, from, fragments, had, end - from);
    if (fragments.length == size) {
      fragmentsWanted = 0;
      emit(fragments, 0, size, timestamp);
    }
  }

  private void emit(byte[] buffer, int from, int size, int timestamp) {
    int skipped = adtsHeader(buffer, from, size);
    if (size > skipped) {
      sink.accessUnit(
          Arrays.copyOfRange(buffer, from + skipped, from + size), timestamp, unitTicks);
    }
  }

  /**
   * Bytes of an ADTS header (ISO/IEC 14496-3 1.A.2.2) before the raw data block. There should be
   * none, but some cameras put their files' frames into packets as they are. Taken for one only if
   * its own length agrees.
   */
  private static int adtsHeader(byte[] buffer, int at, int size) {
    if (size < ADTS_BYTES || buffer[at] != (byte) 0xff || (buffer[at + 1] & 0xf6) != 0xf0) {
      return 0;
    }
    int frameLength =
        (buffer[at + 3] & 3) << 11 | (buffer[at + 4] & 0xff) << 3 | (buffer[at + 5] & 0xff) >> 5;
    boolean checksum = (buffer[at + 1] & 1) == 0;
    return frameLength == size ? ADTS_BYTES + (checksum ? 2 : 0) : 0;
  }
}
