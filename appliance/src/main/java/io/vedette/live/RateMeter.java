package io.vedette.live;

/** Measures segments. Guarded by the stream's lock. */
final class RateMeter {

  private static final double NANOS = 1e9;

  private long bytes;
  private long nanos;
  private long pictures;
  private long peak;

  void add(long byteLength, long durationNanos, long pictureCount) {
    bytes += byteLength;
    nanos += durationNanos;
    pictures += pictureCount;
    peak = Math.max(peak, bitsPerSecond(byteLength, durationNanos));
  }

  void reset() {
    bytes = 0;
    nanos = 0;
    pictures = 0;
    peak = 0;
  }

  StreamRate rate() {
    return nanos == 0
        ? StreamRate.NONE
        : new StreamRate(peak, bitsPerSecond(bytes, nanos), pictures * NANOS / nanos);
  }

  private static long bitsPerSecond(long byteLength, long durationNanos) {
    return Math.max(1, Math.round(byteLength * Byte.SIZE * NANOS / Math.max(1, durationNanos)));
  }
}
