package io.vedette.transcode.probe;

/**
 * What came of trying a candidate.
 *
 * @param candidate what was tried
 * @param works whether pictures went through it unharmed, at 720p at least
 * @param fps720 pictures a second at 1280x720, 0 if it does not work
 * @param fps1080 pictures a second at 1920x1080, 0 if it does not work at that size
 * @param reason why it does not work, or not at 1080p, for the user; else empty
 */
public record TrialResult(
    Candidate candidate, boolean works, double fps720, double fps1080, String reason) {

  /** What is faster than this has not been measured but made up. */
  static final double MAX_FPS = 100_000;

  public TrialResult {
    if (works != fps720 > 0 || !works && fps1080 != 0) {
      throw new IllegalArgumentException(
          candidate + ": works " + works + " with " + fps720 + " and " + fps1080 + " fps");
    }
  }

  static TrialResult fails(Candidate candidate, String reason) {
    return new TrialResult(candidate, false, 0, 0, reason);
  }
}
