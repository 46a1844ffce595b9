package io.vedette.media;

/** Walks the NAL units of an access unit, each behind its length in four bytes. */
final class NalUnits {

  static final int LENGTH_BYTES = 4;

  private NalUnits() {}

  /**
   * Length of the NAL unit behind the length at that index; as much of it as there is.
   *
   * @param end index behind the last byte of the access unit
   */
  static int lengthAt(byte[] bytes, int at, int end) {
    long length =
        (bytes[at] & 0xffL) << 24
            | (bytes[at + 1] & 0xff) << 16
            | (bytes[at + 2] & 0xff) << 8
            | bytes[at + 3] & 0xff;
    return (int) Math.min(length, end - at - LENGTH_BYTES);
  }
}
