package io.vedette.rtsp;

/**
 * Reads a range of bytes bit by bit, the most significant first. Reading past the end throws {@link
 * IllegalArgumentException}. Used by one thread.
 */
final class PayloadBits {

  private final byte[] bytes;
  private final int end;
  private int at;

  /**
   * @param bytes what to read from; at most 256 MiB
   * @param from index of the first byte
   * @param to index behind the last byte
   */
  PayloadBits(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from * Byte.SIZE;
    this.end = to * Byte.SIZE;
  }

  /** Bits as an unsigned number; at most 31. */
  int bits(int count) {
    need(count);
    int value = 0;
    for (int i = 0; i < count; i++, at++) {
      value = value << 1 | bytes[at >> 3] >> (7 - (at & 7)) & 1;
    }
    return value;
  }

  boolean flag() {
    return bits(1) == 1;
  }

  /** Whether the next bits are this number; reads nothing. */
  boolean follows(int number, int count) {
    if (count > remaining()) {
      return false;
    }
    int before = at;
    boolean equal = bits(count) == number;
    at = before;
    return equal;
  }

  void skip(int count) {
    need(count);
    at += count;
  }

  /** Goes on to the next whole byte. */
  void align() {
    at = at + 7 & ~7;
  }

  int remaining() {
    return end - at;
  }

  /** How many bits have been read since a reader over the same bytes began at index 0. */
  int position() {
    return at;
  }

  /** Whole bytes, from wherever the last bit read lies. */
  byte[] bytes(int count) {
    need(count * Byte.SIZE);
    byte[] out = new byte[count];
    int shift = at & 7;
    int index = at >> 3;
    for (int i = 0; i < count; i++, index++) {
      int value = bytes[index] << shift;
      if (shift > 0) {
        value |= (bytes[index + 1] & 0xff) >> (8 - shift);
      }
      out[i] = (byte) value;
    }
    at += count * Byte.SIZE;
    return out;
  }

  /** A range of bits as bytes, the last one filled up with zero bits; reads nothing on the way. */
  byte[] copy(int fromBit, int count) {
    PayloadBits in = new PayloadBits(bytes, 0, end / Byte.SIZE);
    in.skip(fromBit);
    in.need(count);
    byte[] out = new byte[(count + 7) / Byte.SIZE];
    for (int i = 0; i < count; i++) {
      out[i >> 3] |= (byte) (in.bits(1) << (7 - (i & 7)));
    }
    return out;
  }

  private void need(int count) {
    if (count < 0 || count > end - at) {
      throw new IllegalArgumentException("it ends too early");
    }
  }
}
