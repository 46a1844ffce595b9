package io.vedette.fragment;

import static io.vedette.fragment.Boxes.join;
import static io.vedette.fragment.Boxes.u32;

import io.vedette.media.Orientation;

/**
 * The matrix of tkhd that turns a picture (ISO/IEC 14496-12 6.2.2, 8.3.2). Its values are a, b, u,
 * c, d, v, x, y and w: the point (p, q), counted from the upper left corner to the right and down,
 * is shown at (ap + cq + x, bp + dq + y).
 */
final class DisplayMatrix {

  private static final int ONE = 0x10000;

  /** 1 in fixed point 2.30. */
  private static final int W = 0x40000000;

  private DisplayMatrix() {}

  /**
   * The matrix that turns pictures of a size, and moves them to where their upper left corner is 0.
   *
   * @param width of the picture before it is turned, in pixels, at most 32767
   * @param height of the picture before it is turned, in pixels, at most 32767
   */
  static byte[] of(Orientation orientation, int width, int height) {
    // Mirroring puts width - p in the place of p.
    int sign = orientation.mirrored() ? -1 : 1;
    int start = orientation.mirrored() ? width : 0;
    int end = width - start;
    return switch (orientation.degrees()) {
      case 90 -> matrix(0, sign, -1, 0, height, start);
      case 180 -> matrix(-sign, 0, 0, -1, end, height);
      case 270 -> matrix(0, -sign, 1, 0, 0, end);
      default -> matrix(sign, 0, 0, 1, start, 0);
    };
  }

  private static byte[] matrix(int a, int b, int c, int d, int x, int y) {
    return join(
        u32(a * ONE),
        u32(b * ONE),
        u32(0),
        u32(c * ONE),
        u32(d * ONE),
        u32(0),
        u32(x * ONE),
        u32(y * ONE),
        u32(W));
  }
}
