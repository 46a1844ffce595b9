package io.vedette.media;

/**
 * Reads the bits of a raw byte sequence payload (ISO/IEC 14496-10 7.3.1), leaving out the emulation
 * prevention bytes. Used by one thread. Reading past the end throws {@link
 * IllegalArgumentException}, as does every value that cannot be.
 */
final class BitReader {

  private final byte[] bytes;
  private int at;
  private int bit;
  private int zeros;

  /**
   * @param bytes a NAL unit
   * @param from index of the first byte to read, behind the NAL unit header
   */
  BitReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** Bits as an unsigned number, most significant first; at most 31. */
  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
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

  /** se(v), signed Exp-Golomb (ISO/IEC 14496-10 9.1.1). */
  int signed() {
    int code = unsigned();
    return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
  }

  private int bit() {
    if (bit == 0) {
      if (at < bytes.length && zeros >= 2 && bytes[at] == 3) {
        at++;
        zeros = 0;
      }
      if (at >= bytes.length) {
        throw new IllegalArgumentException("the parameter set ends too early");
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
