package io.vedette.rendition;

/**
 * How much the box can transcode, all of it used.
 *
 * @param decodedPixels pixels that it decodes in a second, positive
 * @param encodedPixels pixels that it encodes in a second, positive
 */
public record Power(double decodedPixels, double encodedPixels) {

  private static final double PIXELS_720 = 1280 * 720;
  private static final double PIXELS_1080 = 1920 * 1080;

  /** What each core of a slow processor does of either at least. */
  private static final Power SLOW_CORE = new Power(75 * PIXELS_1080, 100 * PIXELS_720);

  public Power {
    if (!(decodedPixels > 0 && encodedPixels > 0)) {
      throw new IllegalArgumentException(decodedPixels + " and " + encodedPixels + " pixels");
    }
  }

  /** What is assumed as long as nothing has been measured. */
  public static Power assumed(int cores) {
    return new Power(SLOW_CORE.decodedPixels * cores, SLOW_CORE.encodedPixels * cores);
  }

  /**
   * What was measured.
   *
   * @param decoded pictures of 1920x1080 that the box decodes in a second, positive
   * @param encoded pictures of 1280x720 that it encodes in a second, positive
   */
  public static Power measured(double decoded, double encoded) {
    return new Power(decoded * PIXELS_1080, encoded * PIXELS_720);
  }

  /**
   * What part of the box a transcode takes.
   *
   * @param decoded pixels a second that have to be decoded
   * @param encoded pixels a second that have to be encoded
   */
  double share(double decoded, double encoded) {
    return decoded / decodedPixels + encoded / encodedPixels;
  }
}
