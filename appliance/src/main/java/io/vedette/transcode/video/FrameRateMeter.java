package io.vedette.transcode.video;

/** Counts how many pictures come in a second of their own time. Used by one thread. */
final class FrameRateMeter {

  /** Long enough for jitter not to show. */
  private static final long PERIOD = 2L * PictureEncoder.TIMESCALE;

  /** What is further apart, or goes back, is no rate. */
  private static final long GAP = 5L * PictureEncoder.TIMESCALE;

  private long began;
  private long last;
  private int pictures = -1;
  private double value;

  /**
   * Takes the next picture.
   *
   * @return whether another {@link #value()} is known with it
   */
  boolean measures(long pts) {
    if (pictures < 0 || pts <= last || pts - last > GAP) {
      began = pts;
      pictures = 0;
    } else {
      pictures++;
    }
    last = pts;
    if (pts - began < PERIOD) {
      return false;
    }
    value = (double) pictures * PictureEncoder.TIMESCALE / (pts - began);
    began = pts;
    pictures = 0;
    return true;
  }

  /** Pictures per second in the last two seconds; positive. */
  double value() {
    return value;
  }
}
