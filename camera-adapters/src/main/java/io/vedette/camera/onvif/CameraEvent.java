package io.vedette.camera.onvif;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a camera noticed, in our words.
 *
 * @param kind what
 * @param active whether it begins or ends; empty where the camera only says that it was
 * @param source the camera's name of what noticed it, such as a video source or an input; possibly
 *     empty
 * @param ofConfiguration whether that is a video source's configuration and not the source itself
 * @param time when, by this box's clock
 * @param initial whether it is the state found when the subscription began, and no change
 * @param topic the camera's own topic
 */
public record CameraEvent(
    Kind kind,
    Optional<Boolean> active,
    String source,
    boolean ofConfiguration,
    Instant time,
    boolean initial,
    String topic) {

  /** The kinds of events. */
  public enum Kind {
    /** Something moves: pixels, people, vehicles, the sensor for warmth. */
    MOTION,
    /** The camera was covered, moved, or put out of focus. */
    TAMPER,
    /** A contact at one of its inputs. */
    DIGITAL_INPUT
  }
}
