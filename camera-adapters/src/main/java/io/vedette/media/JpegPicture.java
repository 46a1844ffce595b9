package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What the frame header of a JPEG picture says (ITU-T T.81 B.2.2). */
public final class JpegPicture {

  private static final int START_OF_IMAGE = 0xd8;
  private static final int START_OF_SCAN = 0xda;
  private static final int BITS = 8;

  private JpegPicture() {}

  /**
   * Reads the size and the layout of the samples.
   *
   * @param jpeg a picture from its start-of-image marker on
   * @throws IllegalArgumentException if it is none, or has no frame header before its samples
   */
  public static PictureFormat parse(AccessUnit picture) {
    byte[] jpeg = picture.array();
    int at = picture.offset();
    int end = picture.end();
    if (picture.length() < 4 || u8(jpeg, at) != 0xff || u8(jpeg, at + 1) != START_OF_IMAGE) {
      throw new IllegalArgumentException("not a JPEG picture");
    }
    at += 2;
    while (at + 4 <= end && u8(jpeg, at) == 0xff && u8(jpeg, at + 1) != START_OF_SCAN) {
      int marker = u8(jpeg, at + 1);
      if (marker == 0xff) {
        // Fill bytes may stand before any marker (B.1.1.2).
        at++;
        continue;
      }
      int length = u16(jpeg, at + 2);
      if (isFrameHeader(marker)) {
        return format(jpeg, at + 4, Math.min(end, at + 2 + length));
      }
      at += 2 + Math.max(2, length);
    }
    throw new IllegalArgumentException("a JPEG picture without a frame header");
  }

  /** SOF0 to SOF15, among which are three other markers (ITU-T T.81 table B.1). */
  private static boolean isFrameHeader(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static PictureFormat format(byte[] jpeg, int at, int end) {
    if (end - at < 6 || end - at < 6 + 3 * u8(jpeg, at + 5)) {
      throw new IllegalArgumentException("a frame header that ends too early");
    }
    if (u8(jpeg, at) != BITS) {
      throw new IllegalArgumentException("samples of " + u8(jpeg, at) + " bits");
    }
    int components = u8(jpeg, at + 5);
    int chromaFormat =
        components < 3
            ? 0
            : switch (u8(jpeg, at + 7)) {
              case 0x11 -> 3;
              case 0x21 -> 2;
              default -> 1;
            };
    return new PictureFormat(
        u16(jpeg, at + 3),
        u16(jpeg, at + 1),
        chromaFormat,
        BITS,
        BITS,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalInt.of(0));
  }

  private static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  private static int u16(byte[] bytes, int at) {
    return u8(bytes, at) << 8 | u8(bytes, at + 1);
  }
}
