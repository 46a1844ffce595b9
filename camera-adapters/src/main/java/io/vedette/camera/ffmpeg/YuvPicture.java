package io.vedette.camera.ffmpeg;

/**
 * A picture in planes, one luma sample per pixel, one pair of chroma samples per four (4:2:0),
 * limited range after BT.709. Rows follow each other without padding. The planes may be changed.
 *
 * @param width in pixels, even
 * @param height in pixels, even
 * @param luma {@code width * height} samples, 16 to 235
 * @param blue blue-difference chroma, {@code width / 2 * height / 2} samples, 16 to 240
 * @param red red-difference chroma, likewise
 */
public record YuvPicture(int width, int height, byte[] luma, byte[] blue, byte[] red) {

  public YuvPicture {
    if (width <= 0 || height <= 0 || width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException("a 4:2:0 picture of " + width + "x" + height);
    }
    int chroma = width / 2 * (height / 2);
    if (luma.length != width * height || blue.length != chroma || red.length != chroma) {
      throw new IllegalArgumentException("planes that do not fit " + width + "x" + height);
    }
  }

  /** A picture with planes of its own, all zero. */
  public static YuvPicture blank(int width, int height) {
    int chroma = width / 2 * (height / 2);
    return new YuvPicture(
        width, height, new byte[width * height], new byte[chroma], new byte[chroma]);
  }
}
