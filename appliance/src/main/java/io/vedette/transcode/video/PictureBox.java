package io.vedette.transcode.video;

import io.vedette.media.Orientation;

/**
 * The most that a picture may measure. It holds for the longer and the shorter side, whichever
 * stands upright: a camera that is turned by a quarter keeps as many pixels as any other.
 *
 * @param width in pixels, 16 to 8192
 * @param height in pixels, 16 to 8192
 */
public record PictureBox(int width, int height) {

  private static final int LEAST = 16;
  private static final int MOST = 8192;

  public PictureBox {
    if (width < LEAST || width > MOST || height < LEAST || height > MOST) {
      throw new IllegalArgumentException("no room for pictures in " + width + "x" + height);
    }
  }

  /**
   * A size of a picture.
   *
   * @param width in pixels
   * @param height in pixels
   */
  record Size(int width, int height) {

    Size turned(Orientation orientation) {
      return orientation.isSideways() ? new Size(height, width) : this;
    }
  }

  /**
   * The size that a picture gets, before it is turned: as large as it may be, never larger than it
   * is, of the same shape, in even numbers and with square pixels.
   *
   * @param pixelShape width of one pixel divided by its height, positive
   */
  Size fit(int pictureWidth, int pictureHeight, double pixelShape) {
    double w = pixelShape < 1 ? pictureWidth * pixelShape : pictureWidth;
    double h = pixelShape > 1 ? pictureHeight / pixelShape : pictureHeight;
    double longSide = Math.max(width, height);
    double shortSide = Math.min(width, height);
    double scale = Math.min(1, Math.min(longSide / Math.max(w, h), shortSide / Math.min(w, h)));
    return new Size(even(w * scale), even(h * scale));
  }

  private static int even(double size) {
    return Math.max(LEAST, 2 * (int) Math.round(size / 2));
  }
}
