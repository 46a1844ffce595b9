package io.vedette.rendition;

import io.vedette.transcode.video.TranscodeHealth;

/** Notices that a transcode leaves pictures out. Sampled about once a second by one thread. */
final class LeftOut {

  /** So many samples are looked at together. */
  private static final int WINDOW = 10;

  /** Who begins takes what is in the ring already, which is late. */
  private static final int WARM_UP = 4;

  private final long[] dropped = new long[WINDOW];
  private final long[] encoded = new long[WINDOW];
  private long lastEncoded;
  private volatile int samples;

  /** Another transcode begins; one that has made less than the last is another one too. */
  void restart() {
    samples = 0;
  }

  /**
   * Takes the next sample.
   *
   * @return what a user should know of it; empty if it keeps up
   */
  String sample(TranscodeHealth done) {
    if (done.encoded() < lastEncoded) {
      restart();
    }
    lastEncoded = done.encoded();
    int taken = samples;
    samples = taken + 1;
    int at = taken % WINDOW;
    int oldest = Math.min(taken, Math.max(WARM_UP, taken - WINDOW + 1)) % WINDOW;
    dropped[at] = done.dropped();
    encoded[at] = done.encoded();
    long lost = dropped[at] - dropped[oldest];
    long made = encoded[at] - encoded[oldest];
    return taken > WARM_UP && lost * 20 > made + lost
        ? "the box is too slow: it leaves out " + lost + " of " + (made + lost) + " pictures"
        : "";
  }
}
