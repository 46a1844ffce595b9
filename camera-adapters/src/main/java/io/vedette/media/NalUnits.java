package io.vedette.media;

/** Walks the NAL units of an access unit, each behind its length in four bytes. */
final class NalUnits {

  static final int LENGTH_BYTES = 4;

  private NalUnits() {}

  /** Length of the NAL unit behind the length at that index; as much of it as there is. */
  static int lengthAt(byte[] unit, int at) {
    long length =
        (unit[at] & 0xffL) << 24
            | (unit[at + 1] & 0xff) << 16
            | (unit[at + 2] & 0xff) << 8
            | unit[at + 3] & 0xff;
    return (int) Math.min(length, unit.length - at - LENGTH_BYTES);
  }
}
