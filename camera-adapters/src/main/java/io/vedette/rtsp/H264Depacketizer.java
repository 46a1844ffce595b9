package io.vedette.rtsp;

/**
 * H.264 over RTP (RFC 6184, packetization modes 0 and 1: single NAL unit, STAP-A, FU-A). Used by
 * one thread.
 *
 * <p>Decoding begins with an IDR picture. Cameras with open groups of pictures send one at most
 * when they start and then intra pictures with a recovery point (ISO/IEC 14496-10 D.2.8). Such a
 * picture is a key where it is the second since the last IDR picture, or {@link #PATIENCE_SECONDS}
 * have passed without one: cameras that send both are not cut at each recovery point.
 */
public final class H264Depacketizer extends NalDepacketizer {

  /** How long an IDR picture is waited for before a recovery point will do. */
  static final int PATIENCE_SECONDS = 2;

  private static final int CLOCK_RATE = 90_000;

  private static final int SLICE = 1;
  private static final int PARTITION_A = 2;
  private static final int IDR = 5;
  private static final int SEI = 6;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;
  private static final int FILLER = 12;
  private static final int STAP_A = 24;
  private static final int STAP_B = 25;
  private static final int MTAP_16 = 26;
  private static final int MTAP_24 = 27;
  private static final int FU_A = 28;
  private static final int FU_B = 29;

  private static final int RECOVERY_POINT = 6;

  private boolean idr;
  private boolean intra;
  private boolean recoveryPoint;

  private boolean waits;
  private int waitsSince;
  private int recoveryPoints;

  /** Hands everything to this sink. */
  public H264Depacketizer(AccessUnitSink sink) {
    super(sink);
  }

  @Override
  void payload(byte[] buffer, int at, int length) {
    switch (buffer[at] & 0x1f) {
      case STAP_A -> aggregate(buffer, at + 1, at + length);
      case FU_A -> fragment(buffer, at, length);
      case STAP_B, MTAP_16, MTAP_24, FU_B ->
          sink.refused(
              "the camera sends H.264 in interleaved mode (RFC 6184 packetization-mode 2), which is"
                  + " not supported");
      default -> nal(buffer, at, length);
    }
  }

  /** STAP-A (RFC 6184 5.7.1): NAL units, each behind its size in two bytes. */
  private void aggregate(byte[] buffer, int from, int end) {
    int at = from;
    while (at + 2 <= end) {
      int length = (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
      at += 2;
      if (length == 0 || at + length > end) {
        damaged();
        return;
      }
      nal(buffer, at, length);
      at += length;
    }
  }

  /** FU-A (RFC 6184 5.8): a piece of one NAL unit. */
  private void fragment(byte[] buffer, int at, int length) {
    if (length < 2) {
      damaged();
      return;
    }
    int fuHeader = buffer[at + 1];
    fragment(
        (fuHeader & 0x80) != 0,
        (fuHeader & 0x40) != 0,
        buffer[at] & 0xe0 | fuHeader & 0x1f,
        1,
        buffer,
        at + 2,
        length - 2);
  }

  @Override
  void begin() {
    idr = false;
    intra = true;
    recoveryPoint = false;
  }

  @Override
  Role role(byte[] buffer, int at, int length) {
    int type = buffer[at] & 0x1f;
    switch (type) {
      case SLICE, PARTITION_A, IDR -> {
        idr |= type == IDR;
        intra &= isIntra(buffer, at + 1, at + length);
        // first_mb_in_slice, ue(v): a leading 1 is macroblock 0.
        return length > 1 && buffer[at + 1] >= 0 ? Role.CONTINUATION : Role.PICTURE;
      }
      case SEI -> {
        recoveryPoint |= isRecoveryPoint(buffer, at + 1, at + length);
        return Role.OTHER;
      }
      case SPS, PPS -> {
        return Role.PARAMETER_SET;
      }
      default -> {
        return type >= DELIMITER && type <= FILLER || type == 0 ? Role.DROPPED : Role.OTHER;
      }
    }
  }

  @Override
  boolean isKey(boolean awaited, int itsTimestamp) {
    if (idr) {
      recoveryPoints = 0;
      waits = false;
      return true;
    }
    if (!waits) {
      waits = true;
      waitsSince = itsTimestamp;
    }
    if (!recoveryPoint || !intra) {
      return false;
    }
    recoveryPoints = Math.min(recoveryPoints + 1, 2);
    return recoveryPoints == 2
        || awaited && itsTimestamp - waitsSince >= PATIENCE_SECONDS * CLOCK_RATE;
  }

  @Override
  boolean dropsLeading(boolean awaited) {
    return awaited && !idr;
  }

  /** Pictures that refer to what was before the recovery point are presented before it. */
  @Override
  boolean isLeading(int ticksBehindKey) {
    return ticksBehindKey < 0;
  }

  /** Whether slice_type is I or SI (ISO/IEC 14496-10 7.4.3). */
  private static boolean isIntra(byte[] buffer, int from, int end) {
    int bits = skipUnsigned(buffer, from * 8L, end * 8L);
    int type = bits < 0 ? -1 : unsigned(buffer, from * 8L + bits, end * 8L);
    return type >= 0 && (type % 5 == 2 || type % 5 == 4);
  }

  /** Bits of the ue(v) that begins at that bit, or -1. */
  private static int skipUnsigned(byte[] buffer, long from, long end) {
    int zeros = zeros(buffer, from, end);
    return zeros < 0 ? -1 : 2 * zeros + 1;
  }

  /** Value of the ue(v) that begins at that bit (ISO/IEC 14496-10 9.1), or -1. */
  private static int unsigned(byte[] buffer, long from, long end) {
    int zeros = zeros(buffer, from, end);
    if (zeros < 0 || zeros > 8 || from + 2L * zeros + 1 > end) {
      return -1;
    }
    int value = 0;
    for (long bit = from + zeros; bit <= from + 2L * zeros; bit++) {
      value = value << 1 | bit(buffer, bit);
    }
    return value - 1;
  }

  private static int zeros(byte[] buffer, long from, long end) {
    for (int count = 0; count <= 30 && from + count < end; count++) {
      if (bit(buffer, from + count) == 1) {
        return count;
      }
    }
    return -1;
  }

  private static int bit(byte[] buffer, long bit) {
    return buffer[(int) (bit >> 3)] >> 7 - (int) (bit & 7) & 1;
  }

  /**
   * Whether a message among the supplemental enhancement information is a recovery point at which
   * pictures are right at once: recovery_frame_cnt, ue(v), is 0 if its first bit is set.
   */
  private static boolean isRecoveryPoint(byte[] buffer, int from, int end) {
    int at = from;
    while (at + 2 < end) {
      // 64 bits: NAL units of megabytes can be nothing but such sums.
      long type = 0;
      while (at < end && buffer[at] == -1) {
        type += 255;
        at++;
      }
      type += at < end ? buffer[at++] & 0xff : 0;
      long size = 0;
      while (at < end && buffer[at] == -1) {
        size += 255;
        at++;
      }
      size += at < end ? buffer[at++] & 0xff : 0;
      if (type == RECOVERY_POINT) {
        return at < end && buffer[at] < 0;
      }
      if (size > end - at) {
        return false;
      }
      at += (int) size;
    }
    return false;
  }
}
