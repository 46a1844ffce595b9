package io.vedette.live;

/**
 * What a rendition takes, measured over the segments since its format last changed.
 *
 * @param peakBitsPerSecond bit rate of the largest segment (RFC 8216bis 4.4.6.2, BANDWIDTH)
 * @param averageBitsPerSecond bit rate of all of them together
 * @param picturesPerSecond frame rate of all of them together; 0 without video
 */
public record StreamRate(
    long peakBitsPerSecond, long averageBitsPerSecond, double picturesPerSecond) {

  /** Nothing measured yet. */
  static final StreamRate NONE = new StreamRate(0, 0, 0);
}
