package io.vedette.config;

import java.util.Locale;

/** What happens to a transcode that the box has no power left for. */
public enum OverBudget {
  /** It is not begun, and who asked is told why. */
  REFUSE,
  /** It is made smaller, if that helps; else as above. */
  LOWER;

  /** Its name in the database and the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
