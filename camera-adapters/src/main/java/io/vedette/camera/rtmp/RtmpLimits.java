package io.vedette.camera.rtmp;

import java.time.Duration;

/**
 * How much time and how many connections those who push are given.
 *
 * @param opening from the connection to the wish to publish
 * @param takeover from there until the box reads the stream; longer than it takes to end another
 * @param picture until the first whole picture, or the next; longer than any GOP
 * @param silence without a single byte
 * @param strangers connections at once that have not shown a key
 * @param strangersOfOne as above, from one address
 */
public record RtmpLimits(
    Duration opening,
    Duration takeover,
    Duration picture,
    Duration silence,
    int strangers,
    int strangersOfOne) {

  /** What suits cameras on a local network. */
  public static final RtmpLimits DEFAULT =
      new RtmpLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(8),
          64,
          8);
}
