package io.vedette.health;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that a camera noticed.
 *
 * @param number grows with every event of a camera until the box stops, from 1
 * @param kind what it noticed
 * @param source the camera's name of an input; otherwise empty
 * @param change what came to be
 * @param time when, by the box's clock
 */
public record SensorEvent(
    long number, SensorKind kind, String source, Change change, Instant time) {

  /** What an event says. */
  public enum Change {
    /** It has begun. */
    BEGAN,
    /** It is over. */
    ENDED,
    /** It was, and the camera tells no beginning and no end. */
    HAPPENED;

    /** Its name in the API. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
