package io.vedette.transcode.video;

import io.vedette.media.Colour;
import java.time.Duration;
import java.util.Optional;

/**
 * What an encoder is to make.
 *
 * @param width in pixels, even, 16 to 8192
 * @param height in pixels, even, 16 to 8192
 * @param frameRate most pictures per second, above 0 to 240; the bit rate is spread over so many
 * @param bitsPerSecond mean bit rate, 32 kbit/s to 100 Mbit/s; held over any second too
 * @param keyInterval longest time between key frames, 100 ms to one minute
 * @param colour what the samples mean as colours, to be told in the stream; empty to say nothing
 */
public record EncodingPlan(
    int width,
    int height,
    double frameRate,
    int bitsPerSecond,
    Duration keyInterval,
    Optional<Colour> colour) {

  /** Least mean bit rate in bits per second. */
  static final int LEAST_BITS = 32_000;

  private static final int LEAST_SIZE = 16;
  private static final int MOST_SIZE = 8192;
  private static final double MOST_RATE = 240;
  private static final int MOST_BITS = 100_000_000;
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
  private static final Duration MOST_INTERVAL = Duration.ofMinutes(1);

  public EncodingPlan {
    if (!fits(width) || !fits(height)) {
      throw new IllegalArgumentException("cannot encode pictures of " + width + "x" + height);
    }
    if (!(frameRate > 0 && frameRate <= MOST_RATE)) {
      throw new IllegalArgumentException("cannot encode " + frameRate + " pictures per second");
    }
    if (bitsPerSecond < LEAST_BITS || bitsPerSecond > MOST_BITS) {
      throw new IllegalArgumentException("cannot encode " + bitsPerSecond + " bits per second");
    }
    if (keyInterval.compareTo(LEAST_INTERVAL) < 0 || keyInterval.compareTo(MOST_INTERVAL) > 0) {
      throw new IllegalArgumentException("no key frames every " + keyInterval);
    }
  }

  /** As above, of which the colours are not told. */
  public EncodingPlan(
      int width, int height, double frameRate, int bitsPerSecond, Duration keyInterval) {
    this(width, height, frameRate, bitsPerSecond, keyInterval, Optional.empty());
  }

  private static boolean fits(int size) {
    return size >= LEAST_SIZE && size <= MOST_SIZE && size % 2 == 0;
  }
}
