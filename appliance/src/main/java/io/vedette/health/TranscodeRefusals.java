package io.vedette.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Transcodes that the box had no power left for.
 *
 * @param count how many; whoever waits for one and is refused again and again counts once
 * @param since from when on they were counted: when the box started
 * @param last the newest of them
 */
public record TranscodeRefusals(long count, Instant since, Optional<Refusal> last) {

  /** Nothing is known yet. */
  public static final TranscodeRefusals NONE =
      new TranscodeRefusals(0, Instant.EPOCH, Optional.empty());

  /**
   * One of them.
   *
   * @param cameraId the camera
   * @param profile by which profile it was wanted
   * @param reason what the viewer was told, without a full stop
   * @param time when it was refused at first
   */
  public record Refusal(String cameraId, String profile, String reason, Instant time) {}
}
