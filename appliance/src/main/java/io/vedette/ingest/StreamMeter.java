package io.vedette.ingest;

/**
 * Rates over the last {@value #WINDOW} samples of two counters. Not safe for use by several
 * threads.
 */
final class StreamMeter {

  /** Samples that a rate spans: with one a second, the last three seconds. */
  static final int WINDOW = 3;

  private final long[] nanos = new long[WINDOW + 1];
  private final long[] pictures = new long[WINDOW + 1];
  private final long[] bytes = new long[WINDOW + 1];
  private int samples;

  /**
   * What has been counted by now.
   *
   * @param nowNanos the time, of {@link System#nanoTime()}
   * @param pictureCount pictures so far, never falling
   * @param byteCount bytes so far, never falling
   */
  void sample(long nowNanos, long pictureCount, long byteCount) {
    int at = samples++ % nanos.length;
    nanos[at] = nowNanos;
    pictures[at] = pictureCount;
    bytes[at] = byteCount;
  }

  /** Pictures per second; 0 until two samples are there. */
  double fps() {
    return perSecond(pictures);
  }

  /** Bits per second; 0 until two samples are there. */
  long bitsPerSecond() {
    return Math.round(perSecond(bytes) * Byte.SIZE);
  }

  private double perSecond(long[] counts) {
    if (samples < 2) {
      return 0;
    }
    int newest = (samples - 1) % nanos.length;
    int oldest = samples <= nanos.length ? 0 : samples % nanos.length;
    long elapsed = nanos[newest] - nanos[oldest];
    return elapsed <= 0 ? 0 : (counts[newest] - counts[oldest]) * 1e9 / elapsed;
  }
}
