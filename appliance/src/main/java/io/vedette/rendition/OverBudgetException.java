package io.vedette.rendition;

/** The box has no power left for a transcode. The message is a sentence without a full stop. */
final class OverBudgetException extends Exception {

  private static final long serialVersionUID = 1L;

  OverBudgetException(String message) {
    super(message);
  }
}
