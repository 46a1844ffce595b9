package io.vedette.camera.simulated;

import io.vedette.camera.ffmpeg.YuvPicture;
import java.util.Arrays;
import java.util.Random;

/**
 * Turns painted pixels into the planes of a video picture (ITU-R BT.709, limited range) with the
 * noise of a small sensor. Used by one thread.
 */
final class SensorPlanes {

  private static final int NOISE_SAMPLES = 1 << 16;
  private static final double NOISE_LEVELS = 0.55;

  private final int width;
  private final int height;
  private final int[] background;
  private final YuvPicture still;
  private final YuvPicture full;
  private final YuvPicture half;
  private final int[] lumaOf = new int[3];
  private final int[] blueOf = new int[3];
  private final int[] redOf = new int[3];
  private final byte[] noise;

  /**
   * @param background the pixels that most pictures share; converted once
   * @param light colour of the light on the scene, 0xRRGGBB
   */
  SensorPlanes(int width, int height, int[] background, int light) {
    this.width = width;
    this.height = height;
    this.background = background;
    full = YuvPicture.blank(width, height);
    still = YuvPicture.blank(width, height);
    half = YuvPicture.blank(width / 2, height / 2);
    double[] luma = {0.18259, 0.61423, 0.06201};
    double[] blue = {-0.10064, -0.33857, 0.43922};
    double[] red = {0.43922, -0.39894, -0.04027};
    for (int i = 0; i < 3; i++) {
      double gain = (light >> 16 - 8 * i & 0xff) / 255.0;
      lumaOf[i] = (int) Math.round(luma[i] * gain * 65536);
      blueOf[i] = (int) Math.round(blue[i] * gain * 65536);
      redOf[i] = (int) Math.round(red[i] * gain * 65536);
    }
    noise = new byte[NOISE_SAMPLES + width * height];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) Math.clamp(Math.round(random.nextGaussian() * NOISE_LEVELS), -3, 3);
    }
    for (int row = 0; row < height; row += 2) {
      convert(background, still, row, 0, width);
    }
  }

  /** Takes a picture; overwritten by the next one. */
  YuvPicture expose(int[] pixels, int frame) {
    System.arraycopy(still.luma(), 0, full.luma(), 0, full.luma().length);
    System.arraycopy(still.blue(), 0, full.blue(), 0, full.blue().length);
    System.arraycopy(still.red(), 0, full.red(), 0, full.red().length);
    for (int row = 0; row < height; row += 2) {
      int begin = row * width;
      int end = begin + 2 * width;
      if (!Arrays.equals(pixels, begin, end, background, begin, end)) {
        convertChanged(pixels, row);
      }
    }
    byte[] luma = full.luma();
    int noiseAt = Math.floorMod(frame * 40503, NOISE_SAMPLES);
    for (int i = 0; i < luma.length; i++) {
      // No clamp: 16 to 235 leaves room for the noise.
      luma[i] += noise[noiseAt + i];
    }
    return full;
  }

  /** Converts that part of a pair of rows in which anything is not as in the background. */
  private void convertChanged(int[] pixels, int row) {
    int from = width;
    int to = 0;
    for (int begin = row * width; begin < (row + 2) * width; begin += width) {
      int first = Arrays.mismatch(pixels, begin, begin + width, background, begin, begin + width);
      if (first >= 0) {
        int last = width - 1;
        while (pixels[begin + last] == background[begin + last]) {
          last--;
        }
        from = Math.min(from, first);
        to = Math.max(to, last + 1);
      }
    }
    convert(pixels, full, row, from & ~1, to + 1 & ~1);
  }

  /** Converts a part of a pair of rows; both ends are even columns. */
  private void convert(int[] pixels, YuvPicture into, int row, int from, int to) {
    luma(pixels, into.luma(), row * width + from, row * width + to);
    luma(pixels, into.luma(), (row + 1) * width + from, (row + 1) * width + to);
    int upper = row * width;
    int lower = upper + width;
    int zero = (128 << 16) + 32768;
    for (int column = from; column < to; column += 2) {
      int a = pixels[upper + column];
      int b = pixels[upper + column + 1];
      int c = pixels[lower + column];
      int d = pixels[lower + column + 1];
      int red = (a >> 16 & 0xff) + (b >> 16 & 0xff) + (c >> 16 & 0xff) + (d >> 16 & 0xff) >> 2;
      int green = (a >> 8 & 0xff) + (b >> 8 & 0xff) + (c >> 8 & 0xff) + (d >> 8 & 0xff) >> 2;
      int blue = (a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff) >> 2;
      int out = row / 2 * (width / 2) + column / 2;
      into.blue()[out] =
          (byte) (blueOf[0] * red + blueOf[1] * green + blueOf[2] * blue + zero >> 16);
      into.red()[out] = (byte) (redOf[0] * red + redOf[1] * green + redOf[2] * blue + zero >> 16);
    }
  }

  private void luma(int[] pixels, byte[] out, int from, int to) {
    int zero = (16 << 16) + 32768;
    for (int i = from; i < to; i++) {
      int pixel = pixels[i];
      int sum =
          lumaOf[0] * (pixel >> 16 & 0xff)
              + lumaOf[1] * (pixel >> 8 & 0xff)
              + lumaOf[2] * (pixel & 0xff);
      out[i] = (byte) (sum + zero >> 16);
    }
  }

  /** The picture that was taken last, at half the width and height. */
  YuvPicture half() {
    halve(full.luma(), full.width(), half.luma(), half.width());
    halve(full.blue(), full.width() / 2, half.blue(), half.width() / 2);
    halve(full.red(), full.width() / 2, half.red(), half.width() / 2);
    return half;
  }

  private static void halve(byte[] from, int fromWidth, byte[] to, int width) {
    for (int row = 0; row < to.length / width; row++) {
      int upper = row * 2 * fromWidth;
      int lower = upper + fromWidth;
      for (int column = 0; column < width; column++) {
        int sum =
            (from[upper + 2 * column] & 0xff)
                + (from[upper + 2 * column + 1] & 0xff)
                + (from[lower + 2 * column] & 0xff)
                + (from[lower + 2 * column + 1] & 0xff);
        to[row * width + column] = (byte) (sum + 2 >> 2);
      }
    }
  }
}
