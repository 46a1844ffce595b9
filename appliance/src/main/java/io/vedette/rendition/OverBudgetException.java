package io.vedette.rendition;

/** The box has no power left for a transcode. The message is a sentence without a full stop. */
final class OverBudgetException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String situation;

  /**
   * @param message for who wanted it
   * @param situation for the log: what runs, and what the setting is
   */
  OverBudgetException(String message, String situation) {
    super(message);
    this.situation = situation;
  }

  /** What runs, and what the setting is. */
  String situation() {
    return situation;
  }
}
