package io.vedette.live;

import java.time.Duration;

/**
 * How much of a stream is kept.
 *
 * @param maxBytes most bytes of fragments; kept to in every case
 * @param maxAge oldest fragment, in arrival time; gives way to keeping enough segments for an HLS
 *     playlist
 * @param listedAge the same while somebody plays HLS; not shorter
 */
public record RingLimits(long maxBytes, Duration maxAge, Duration listedAge) {

  /**
   * Ten seconds; eighteen while somebody plays HLS: a playlist long enough to be updated by deltas,
   * one segment more for who is still fetching it, and the one that is being filled. Never over 32
   * MiB: a camera of 14 Mbit/s still fits.
   */
  public static final RingLimits DEFAULT =
      new RingLimits(32L << 20, Duration.ofSeconds(10), Duration.ofSeconds(18));

  /** Limits that are the same whoever watches. */
  public RingLimits(long maxBytes, Duration maxAge) {
    this(maxBytes, maxAge, maxAge);
  }
}
