package io.vedette.camera.simulated;

import io.vedette.camera.ffmpeg.EncoderSettings;

/**
 * How large, fast and long the drawn scenes are. The sub-stream has half the width, height and
 * rate; a key frame comes every two seconds in both.
 *
 * @param width of the main stream in pixels, a multiple of 4
 * @param height of the main stream in pixels, a multiple of 4
 * @param framesPerSecond rate of the main stream, 2 to 60
 * @param seconds length of the loop: even, and a divisor of 60, so that the loop and the minute
 *     begin together
 */
public record SceneSpec(int width, int height, int framesPerSecond, int seconds) {

  /** What a box shows: a minute of 720p at 25 frames a second. */
  public static final SceneSpec FULL = new SceneSpec(1280, 720, 25, 60);

  private static final int MAIN_BITS = 2_000_000;
  private static final int SUB_BITS = 300_000;
  private static final int LEAST_BITS = 60_000;

  public SceneSpec {
    if (width < 64 || height < 64 || width % 4 != 0 || height % 4 != 0) {
      throw new IllegalArgumentException("a scene of " + width + "x" + height);
    }
    if (framesPerSecond < 2 || framesPerSecond > 60) {
      throw new IllegalArgumentException("a scene of " + framesPerSecond + " frames a second");
    }
    if (seconds < 2 || seconds % 2 != 0 || 60 % seconds != 0) {
      throw new IllegalArgumentException("a loop of " + seconds + " s");
    }
  }

  /** Frames of the main stream in a loop. */
  int frames() {
    return framesPerSecond * seconds;
  }

  /** Frames of the main stream from one key frame to the next; those of the sub-stream are half. */
  int groupFrames() {
    return framesPerSecond * 2;
  }

  EncoderSettings mainEncoder() {
    return new EncoderSettings(width, height, framesPerSecond, 1, groupFrames(), bits(MAIN_BITS));
  }

  EncoderSettings subEncoder() {
    return new EncoderSettings(
        width / 2, height / 2, framesPerSecond, 2, framesPerSecond, bits(SUB_BITS));
  }

  /** Part of the name of a file that holds such a scene. */
  String label() {
    return width + "x" + height + "-" + framesPerSecond + "fps-" + seconds + "s";
  }

  private int bits(int full) {
    return Math.max(LEAST_BITS, (int) ((long) full * width * height / (1280 * 720)));
  }
}
