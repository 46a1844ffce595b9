package io.vedette.config;

import java.util.Locale;

/** When the box pulls a camera that is enabled. */
public enum SourceMode {
  /** All the time. */
  ALWAYS,
  /** While somebody watches, and a short time longer. */
  ON_DEMAND;

  /** The mode as the API and the database write it: lower case with underscores. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
