package io.vedette.config;

/**
 * The configuration could not be read or written; nothing has changed. The message is fit for the
 * user.
 */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kinds of failure. */
  public enum Reason {
    /** No space left for what was to be written. */
    DISK_FULL,
    /** The folder or a file in it cannot be used. */
    UNUSABLE
  }

  private final Reason reason;

  /** The failure underneath is kept for the log. */
  public ConfigException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
