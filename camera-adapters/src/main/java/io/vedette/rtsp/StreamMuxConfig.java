package io.vedette.rtsp;

/**
 * How LATM lays out its frames (ISO/IEC 14496-3 1.7.3.1): one program of one layer, which is all
 * that cameras send.
 *
 * @param audio the decoder's configuration
 * @param subFrames access units in each audioMuxElement, 1 to 64
 * @param fixedBytes bytes of each access unit, 0 if each tells its own
 * @param otherDataBits bits behind the access units that are not theirs
 */
record StreamMuxConfig(
    AudioSpecificConfig audio, int subFrames, int fixedBytes, int otherDataBits) {

  private static final int MAX_OTHER_BITS = 1 << 16;

  /** frameLengthType, latmBufferFullness, otherDataPresent, crcCheckPresent. */
  private static final int LEAST_TAIL_BITS = 13;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is cut short or of a kind that is not read
   */
  static StreamMuxConfig parse(PayloadBits in) {
    boolean version1 = in.flag();
    if (version1 && in.flag()) {
      throw new IllegalArgumentException("LATM of audioMuxVersionA 1");
    }
    if (version1) {
      value(in); // taraBufferFullness
    }
    if (!in.flag()) {
      throw new IllegalArgumentException("LATM of streams with framings of their own");
    }
    int subFrames = in.bits(6) + 1;
    if (in.bits(4) != 0 || in.bits(3) != 0) {
      throw new IllegalArgumentException("LATM of several programs or layers");
    }
    AudioSpecificConfig audio = version1 ? sized(in) : AudioSpecificConfig.parse(in);
    if (in.remaining() < LEAST_TAIL_BITS) {
      // GStreamer's payloader ends with the decoder's configuration, and means variable lengths.
      return new StreamMuxConfig(audio, subFrames, 0, 0);
    }
    int frameLengthType = in.bits(3);
    int fixedBytes = 0;
    switch (frameLengthType) {
      case 0 -> in.skip(8); // latmBufferFullness
      case 1 -> fixedBytes = in.bits(9) + 20;
      default -> throw new IllegalArgumentException("LATM of frameLengthType " + frameLengthType);
    }
    int otherDataBits = in.flag() ? otherData(in, version1) : 0;
    if (in.flag()) {
      in.skip(8); // crcCheckSum
    }
    return new StreamMuxConfig(audio, subFrames, fixedBytes, otherDataBits);
  }

  /** In version 1 the configuration's length stands before it, so that more may follow in it. */
  private static AudioSpecificConfig sized(PayloadBits in) {
    int bits = value(in);
    byte[] config = in.copy(in.position(), bits);
    in.skip(bits);
    return AudioSpecificConfig.parse(config);
  }

  private static int otherData(PayloadBits in, boolean version1) {
    int bits = 0;
    if (version1) {
      bits = value(in);
    } else {
      boolean more = true;
      while (more && bits <= MAX_OTHER_BITS) {
        more = in.flag();
        bits = bits << 8 | in.bits(8);
      }
    }
    if (bits < 0 || bits > MAX_OTHER_BITS) {
      throw new IllegalArgumentException("LATM with " + bits + " bits of other data");
    }
    return bits;
  }

  /** LatmGetValue (ISO/IEC 14496-3 1.7.3.1). */
  private static int value(PayloadBits in) {
    int bytes = in.bits(2) + 1;
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in.bits(8);
    }
    return value;
  }
}
