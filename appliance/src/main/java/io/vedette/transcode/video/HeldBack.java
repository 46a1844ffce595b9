package io.vedette.transcode.video;

import java.time.Duration;

/**
 * Notices that what is put into a device no longer comes out, though the device says that all is
 * well. Used by one thread.
 */
final class HeldBack {

  /** As long as nobody calls a picture frozen. In ticks. */
  private static final long MOST_TICKS =
      PictureEncoder.TIMESCALE * Duration.ofMillis(1200).toMillis() / 1000;

  private final int most;
  private int count;
  private long first;
  private long last;

  /**
   * @param most so many are held back by a device that is in order
   */
  HeldBack(int most) {
    this.most = most;
  }

  /**
   * One went in, and what came out of that has come.
   *
   * @param pts its time, in ticks of {@value PictureEncoder#TIMESCALE} to the second
   */
  void went(long pts) {
    if (count++ == 0) {
      first = pts;
    }
    last = pts;
  }

  /** One came out. */
  void came() {
    count = 0;
  }

  /** Whether nothing has come out for so long that nothing will. */
  boolean isTooMuch() {
    return count > most && Math.abs(last - first) > MOST_TICKS;
  }
}
