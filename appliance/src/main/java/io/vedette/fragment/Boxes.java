package io.vedette.fragment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Boxes (ISO/IEC 14496-12 4.2) and the numbers in them. */
final class Boxes {

  /**
   * The unity matrix of tkhd and mvhd (ISO/IEC 14496-12 8.2.2.2): fixed point 16.16, the last
   * column 2.30.
   */
  static final byte[] UNITY_MATRIX =
      join(
          u32(0x10000),
          u32(0),
          u32(0),
          u32(0),
          u32(0x10000),
          u32(0),
          u32(0),
          u32(0),
          u32(0x40000000));

  private Boxes() {}

  static byte[] box(String type, byte[]... contents) {
    byte[] content = join(contents);
    return join(u32(8 + content.length), fourcc(type), content);
  }

  /** A FullBox (ISO/IEC 14496-12 4.2): a box that begins with a version and flags. */
  static byte[] fullBox(String type, int version, int flags, byte[]... contents) {
    return box(type, u32(version << 24 | flags), join(contents));
  }

  static byte[] fourcc(String type) {
    return type.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] u8(int value) {
    return new byte[] {(byte) value};
  }

  static byte[] u16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] zeros(int count) {
    return new byte[count];
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
