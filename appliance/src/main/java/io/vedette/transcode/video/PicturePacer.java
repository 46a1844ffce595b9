package io.vedette.transcode.video;

/**
 * Picks the pictures that keep a frame rate: those nearest to its beat. Used by one thread.
 *
 * <p>FFmpeg's filter for it would hold each picture back until the next is there.
 */
final class PicturePacer {

  private static final long NEVER = Long.MIN_VALUE;

  private final long interval;
  private long due = NEVER;

  /**
   * @param frameRate most pictures per second, positive
   */
  PicturePacer(double frameRate) {
    interval = Math.round(PictureEncoder.TIMESCALE / frameRate);
  }

  /** Whether a picture of this time is wanted. */
  boolean wants(long pts) {
    if (due == NEVER || Math.abs(pts - due) > 2 * interval) {
      // The first, or one behind a gap or a jump back: the beat begins anew with it.
      due = pts + interval;
      return true;
    }
    if (pts < due - interval / 2) {
      return false;
    }
    due += interval;
    return true;
  }
}
