package io.vedette.media;

/**
 * Reads bits, most significant first. Used by one thread. Reading past the end throws {@link
 * IllegalArgumentException}, as does every value that cannot be.
 */
final class BitReader {

  private final byte[] bytes;
  private final int end;
  private final boolean emulationPrevented;
  private int at;
  private int bit;
  private int zeros;

  private BitReader(byte[] bytes, int from, int end, boolean emulationPrevented) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.emulationPrevented = emulationPrevented;
  }

  /**
   * A reader of a raw byte sequence payload (ISO/IEC 14496-10 7.3.1, ISO/IEC 23008-2 7.3.1.1),
   * which leaves out the emulation prevention bytes.
   *
   * @param from index of the first byte to read, behind the NAL unit header
   * @param end index behind the last byte
   */
  static BitReader ofNalUnit(byte[] bytes, int from, int end) {
    return new BitReader(bytes, from, end, true);
  }

  /** A reader of bytes as they are, from one index up to another. */
  static BitReader ofBytes(byte[] bytes, int from, int end) {
    return new BitReader(bytes, from, end, false);
  }

  /** Bits as an unsigned number; at most 31. */
  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** Bits as an unsigned number; at most 63. */
  long longBits(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** Passes over bits. */
  void skip(int count) {
    for (int i = 0; i < count; i++) {
      bit();
    }
  }

  boolean flag() {
    return bit() == 1;
  }

  /** ue(v), unsigned Exp-Golomb (ISO/IEC 14496-10 9.1). */
  int unsigned() {
    int leading = 0;
    while (bit() == 0) {
      if (++leading > 30) {
        throw new IllegalArgumentException("an Exp-Golomb code of over 30 leading zeros");
      }
    }
    return (1 << leading) - 1 + bits(leading);
  }

  /**
   * ue(v) that has to be small.
   *
   * @param most the greatest value that can be
   */
  int unsigned(int most) {
    int value = unsigned();
    if (value > most) {
      throw new IllegalArgumentException(value + " where at most " + most + " can be");
    }
    return value;
  }

  /** se(v), signed Exp-Golomb (ISO/IEC 14496-10 9.1.1). */
  int signed() {
    int code = unsigned();
    return (code & 1) == 1 ? (code >>> 1) + 1 : -(code >>> 1);
  }

  private int bit() {
    if (bit == 0) {
      if (emulationPrevented && at < end && zeros >= 2 && bytes[at] == 3) {
        at++;
        zeros = 0;
      }
      if (at >= end) {
        throw new IllegalArgumentException("it ends too early");
      }
      zeros = bytes[at] == 0 ? zeros + 1 : 0;
    }
    int value = bytes[at] >> (7 - bit) & 1;
    if (++bit == 8) {
      bit = 0;
      at++;
    }
    return value;
  }
}
