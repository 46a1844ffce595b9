package io.vedette.rtsp;

/**
 * H.265 over RTP (RFC 7798: single NAL unit, aggregation packet, fragmentation unit). Used by one
 * thread.
 *
 * <p>Decoding begins with any IRAP picture. Behind a CRA or BLA picture with which decoding has
 * begun, RASL pictures are dropped: they refer to pictures from before it (ISO/IEC 23008-2 3.132).
 */
public final class H265Depacketizer extends NalDepacketizer {

  private static final int HEADER_BYTES = 2;
  private static final int DON_BYTES = 2;

  private static final int RASL_N = 8;
  private static final int RASL_R = 9;
  private static final int FIRST_IRAP = 16;
  private static final int LAST_BLA = 18;
  private static final int CRA = 21;
  private static final int LAST_IRAP = 23;
  private static final int LAST_SLICE = 31;
  private static final int VPS = 32;
  private static final int PPS = 34;
  private static final int END_OF_SEQUENCE = 36;
  private static final int PREFIX_SEI = 39;
  private static final int SUFFIX_SEI = 40;
  private static final int AGGREGATION = 48;
  private static final int FRAGMENTATION = 49;
  private static final int PACI = 50;

  private final boolean numbered;
  private int pictureType;
  private boolean numberKnown;
  private int lastNumber;

  /**
   * Hands everything to this sink.
   *
   * @param numbered whether NAL units carry decoding order numbers, which is so if
   *     sprop-max-don-diff is greater than 0 (RFC 7798 7.1). They may be there as long as they rise
   */
  public H265Depacketizer(AccessUnitSink sink, boolean numbered) {
    super(sink);
    this.numbered = numbered;
  }

  @Override
  void payload(byte[] buffer, int at, int length) {
    if (length <= HEADER_BYTES) {
      damaged();
      return;
    }
    switch (type(buffer, at)) {
      case AGGREGATION -> aggregate(buffer, at + HEADER_BYTES, at + length);
      case FRAGMENTATION -> fragment(buffer, at, at + length);
      case PACI -> sink.refused("the camera sends H.265 in PACI packets, which are not supported");
      default -> single(buffer, at, length);
    }
  }

  /** A NAL unit of its own (RFC 7798 4.4.1); a number stands behind its header. */
  private void single(byte[] buffer, int at, int length) {
    if (!numbered) {
      nal(buffer, at, length);
    } else if (length > HEADER_BYTES + DON_BYTES) {
      number(u16(buffer, at + HEADER_BYTES));
      int data = at + HEADER_BYTES + DON_BYTES;
      fragment(true, true, u16(buffer, at), HEADER_BYTES, buffer, data, at + length - data);
    } else {
      damaged();
    }
  }

  /** NAL units, each behind its size in two bytes (RFC 7798 4.4.2). */
  private void aggregate(byte[] buffer, int from, int end) {
    int at = from;
    boolean first = true;
    while (at < end) {
      if (numbered) {
        // The first has its whole number, each further one the difference less one.
        if (at + DON_BYTES > end) {
          damaged();
          return;
        }
        number(first ? u16(buffer, at) : lastNumber + 1 + (buffer[at] & 0xff));
        at += first ? DON_BYTES : 1;
      }
      first = false;
      int length = at + 2 <= end ? u16(buffer, at) : 0;
      at += 2;
      if (length <= HEADER_BYTES || at + length > end) {
        damaged();
        return;
      }
      nal(buffer, at, length);
      at += length;
    }
  }

  /** A piece of one NAL unit (RFC 7798 4.4.3). */
  private void fragment(byte[] buffer, int at, int end) {
    int data = at + HEADER_BYTES + 1;
    int fuHeader = buffer[at + HEADER_BYTES];
    boolean start = (fuHeader & 0x80) != 0;
    if (numbered && start) {
      if (data + DON_BYTES > end) {
        damaged();
        return;
      }
      number(u16(buffer, data));
      data += DON_BYTES;
    }
    int header = u16(buffer, at) & 0x81ff | (fuHeader & 0x3f) << 9;
    fragment(start, (fuHeader & 0x40) != 0, header, HEADER_BYTES, buffer, data, end - data);
  }

  private void number(int number) {
    if (numberKnown && (short) (number - lastNumber) < 0) {
      sink.refused(
          "the camera sends H.265 in another order than that of decoding (RFC 7798"
              + " sprop-max-don-diff), which is not supported");
    }
    numberKnown = true;
    lastNumber = number & 0xffff;
  }

  @Override
  void begin() {
    pictureType = 0;
  }

  @Override
  Role role(byte[] buffer, int at, int length) {
    int type = type(buffer, at);
    boolean baseLayer = (u16(buffer, at) >> 3 & 0x3f) == 0;
    if (!baseLayer) {
      return Role.DROPPED;
    }
    if (type <= LAST_SLICE) {
      pictureType = type;
      // first_slice_segment_in_pic_flag
      return buffer[at + HEADER_BYTES] < 0 ? Role.PICTURE : Role.CONTINUATION;
    }
    if (type >= VPS && type <= PPS) {
      return Role.PARAMETER_SET;
    }
    return type == END_OF_SEQUENCE || type == PREFIX_SEI || type == SUFFIX_SEI
        ? Role.OTHER
        : Role.DROPPED;
  }

  @Override
  boolean isKey(boolean awaited, int itsTimestamp) {
    return pictureType >= FIRST_IRAP && pictureType <= LAST_IRAP;
  }

  @Override
  boolean dropsLeading(boolean awaited) {
    return pictureType <= LAST_BLA || awaited && pictureType == CRA;
  }

  @Override
  boolean isLeading(int ticksBehindKey) {
    return pictureType == RASL_N || pictureType == RASL_R;
  }

  private static int type(byte[] buffer, int at) {
    return buffer[at] >> 1 & 0x3f;
  }

  private static int u16(byte[] buffer, int at) {
    return (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
  }
}
