package io.vedette.config;

import java.time.Instant;
import java.util.List;

/**
 * The last probe of the encoders as it is stored.
 *
 * @param fingerprint of the system on which it was found
 * @param finishedAt when it was done, to the second
 * @param trials what came of each candidate, in the order in which they were tried
 */
public record StoredProbe(String fingerprint, Instant finishedAt, List<Trial> trials) {

  public StoredProbe {
    trials = List.copyOf(trials);
  }

  /**
   * What came of one.
   *
   * @param kind {@code encoder} or {@code decoder}
   * @param name what FFmpeg calls it
   * @param works whether it works
   * @param fps720 pictures a second at 1280x720, positive if it works, else 0
   * @param fps1080 pictures a second at 1920x1080, or 0
   * @param reason why it does not work, or empty
   */
  public record Trial(
      String kind, String name, boolean works, double fps720, double fps1080, String reason) {}
}
