package io.vedette.rtsp;

import java.nio.ByteBuffer;

/**
 * The headers of a JPEG file that RTP leaves out (RFC 2435 4, Appendices A and B): the quantization
 * tables of a quality, the Huffman tables of ITU-T T.81 Annex K.3, frame and scan header.
 */
final class JpegHeaders {

  private static final int TABLE_BYTES = 64;
  private static final int MOST_BYTES = 1024;

  /** In zigzag order (RFC 2435 Appendix A). */
  private static final int[] LUMA_QUANTIZERS = {
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99
  };

  private static final int[] CHROMA_QUANTIZERS = {
    17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  private static final int[] DC_LUMA_LENGTHS = {0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
  private static final int[] DC_CHROMA_LENGTHS = {0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0};
  private static final int[] DC_VALUES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  private static final int[] AC_LUMA_LENGTHS = {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d};
  private static final int[] AC_LUMA_VALUES = {
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07,
    0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0,
    0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28,
    0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
    0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
    0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89,
    0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7,
    0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5,
    0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2,
    0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
    0xf9, 0xfa
  };
  private static final int[] AC_CHROMA_LENGTHS = {
    0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77
  };
  private static final int[] AC_CHROMA_VALUES = {
    0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71,
    0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33, 0x52, 0xf0,
    0x15, 0x62, 0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1, 0x17, 0x18, 0x19, 0x1a, 0x26,
    0x27, 0x28, 0x29, 0x2a, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48,
    0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68,
    0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
    0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5,
    0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3,
    0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda,
    0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
    0xf9, 0xfa
  };

  private JpegHeaders() {}

  /**
   * The two tables of a quality (RFC 2435 4.2, Appendix A), as a packet would carry them.
   *
   * @param quality Q; what is not 1 to 99 is taken for the nearest of these
   */
  static byte[] tables(int quality) {
    int q = Math.clamp(quality, 1, 99);
    int scale = q < 50 ? 5000 / q : 200 - 2 * q;
    byte[] tables = new byte[2 * TABLE_BYTES];
    for (int i = 0; i < TABLE_BYTES; i++) {
      tables[i] = scaled(LUMA_QUANTIZERS[i], scale);
      tables[TABLE_BYTES + i] = scaled(CHROMA_QUANTIZERS[i], scale);
    }
    return tables;
  }

  private static byte scaled(int value, int scale) {
    return (byte) Math.clamp((value * scale + 50) / 100, 1, 255);
  }

  /**
   * All that stands before the samples.
   *
   * @param halvedLines whether chroma has half of the lines (type 1), else all of them (type 0)
   * @param restartInterval MCUs from one restart marker to the next, 0 for none
   * @param tables the quantization tables one behind the other, 64 or 128 bytes each; where there
   *     is one only, it serves chroma too
   * @param precision a bit for each table, the lowest for the first, set where its values take two
   *     bytes
   */
  static byte[] write(
      JpegSize size, boolean halvedLines, int restartInterval, byte[] tables, int precision) {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    out.putShort((short) 0xffd8);
    int first = tableBytes(precision & 1);
    int second = tableBytes(precision >> 1 & 1);
    quantizers(out, 0, precision & 1, tables, 0, first);
    if (tables.length >= first + second) {
      quantizers(out, 1, precision >> 1 & 1, tables, first, second);
    } else {
      quantizers(out, 1, precision & 1, tables, 0, first);
    }
    if (restartInterval > 0) {
      out.putShort((short) 0xffdd).putShort((short) 4).putShort((short) restartInterval);
    }
    out.putShort((short) 0xffc0).putShort((short) 17).put((byte) 8);
    out.putShort((short) size.height()).putShort((short) size.width()).put((byte) 3);
    out.put(new byte[] {0, (byte) (halvedLines ? 0x22 : 0x21), 0, 1, 0x11, 1, 2, 0x11, 1});
    huffman(out, 0x00, DC_LUMA_LENGTHS, DC_VALUES);
    huffman(out, 0x10, AC_LUMA_LENGTHS, AC_LUMA_VALUES);
    huffman(out, 0x01, DC_CHROMA_LENGTHS, DC_VALUES);
    huffman(out, 0x11, AC_CHROMA_LENGTHS, AC_CHROMA_VALUES);
    out.putShort((short) 0xffda).putShort((short) 12).put((byte) 3);
    out.put(new byte[] {0, 0x00, 1, 0x11, 2, 0x11, 0, 63, 0});
    byte[] headers = new byte[out.position()];
    out.flip().get(headers);
    return headers;
  }

  /** Bytes of a table whose values take one byte each, or two. */
  static int tableBytes(int precision) {
    return TABLE_BYTES << precision;
  }

  private static void quantizers(
      ByteBuffer out, int id, int precision, byte[] tables, int at, int length) {
    out.putShort((short) 0xffdb).putShort((short) (3 + length));
    out.put((byte) (precision << 4 | id)).put(tables, at, length);
  }

  private static void huffman(ByteBuffer out, int id, int[] lengths, int[] values) {
    out.putShort((short) 0xffc4).putShort((short) (3 + lengths.length + values.length));
    out.put((byte) id);
    for (int length : lengths) {
      out.put((byte) length);
    }
    for (int value : values) {
      out.put((byte) value);
    }
  }
}
