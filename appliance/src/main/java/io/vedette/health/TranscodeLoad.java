package io.vedette.health;

/**
 * How much the box converts at the moment, and how much more it could.
 *
 * @param running transcodes that run
 * @param room how many more fit, if each makes the usual rendition of a camera of 1920x1080 at 25
 *     pictures a second; a sum of what was measured or, before that, guessed
 * @param used what part of the box's power those that run take, 0 to 1; more where some had to go
 *     on with slower encoders than they began with
 * @param refusals what there was no power for
 */
public record TranscodeLoad(int running, int room, double used, TranscodeRefusals refusals) {

  /** Nothing is known yet. */
  public static final TranscodeLoad NONE = new TranscodeLoad(0, 0, 0, TranscodeRefusals.NONE);
}
