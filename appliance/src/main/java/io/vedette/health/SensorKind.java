package io.vedette.health;

import java.util.Locale;

/** What a camera notices by itself. */
public enum SensorKind {
  /** Something moves before it. */
  MOTION,
  /** It was covered, moved, or put out of focus. */
  TAMPER,
  /** A contact at one of its inputs is closed. */
  DIGITAL_INPUT;

  /** Its name in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
