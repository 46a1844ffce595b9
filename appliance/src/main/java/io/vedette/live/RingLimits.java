package io.vedette.live;

import java.time.Duration;

/**
 * How much of a stream is kept.
 *
 * @param maxBytes most bytes of fragments; kept to in every case
 * @param maxAge oldest fragment, in arrival time; gives way to keeping enough segments for an HLS
 *     playlist
 */
public record RingLimits(long maxBytes, Duration maxAge) {

  /** Ten seconds, and never over 32 MiB: a camera of 25 Mbit/s still fits. */
  public static final RingLimits DEFAULT = new RingLimits(32L << 20, Duration.ofSeconds(10));
}
