package io.vedette.discovery;

import io.vedette.camera.CameraIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a camera told and showed when it was tried. Texts come from the camera and are to be shown
 * as texts; none holds a password.
 *
 * @param state what it came to
 * @param why what was seen, where it is not ready; empty otherwise
 * @param facts who it is
 * @param streams what it offers
 * @param main the token of the stream to use, if there is one
 * @param sub the token of the smaller stream to use, if there is one
 * @param pictured whether there is a picture of it
 * @param notes what did not work, though the camera can be used; for people
 */
public record TrialResult(
    TrialState state,
    String why,
    Facts facts,
    List<OfferedStream> streams,
    Optional<String> main,
    Optional<String> sub,
    boolean pictured,
    List<String> notes) {

  /**
   * Who a camera says it is.
   *
   * @param identity by what it is known again
   * @param firmware its firmware's version
   * @param clockOffset by how much its clock is ahead of the box's
   */
  public record Facts(
      CameraIdentity identity, Optional<String> firmware, Optional<Duration> clockOffset) {}

  private static final int LONGEST = 240;
  private static final int MOST_NOTES = 16;

  public TrialResult {
    why = shown(why);
    streams = List.copyOf(streams);
    notes = notes.stream().limit(MOST_NOTES).map(TrialResult::shown).toList();
  }

  /** What a camera sent may stand in it, be that what it will. */
  private static String shown(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
