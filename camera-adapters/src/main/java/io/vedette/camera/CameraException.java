package io.vedette.camera;

/**
 * A camera failed, and this is the evidence: the kind of failure, the step at which it came, what
 * was seen there.
 *
 * <p>The message is fit for the person who looks after the camera; it never holds a password.
 */
public final class CameraException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kinds of failure, each with its own advice to the user. */
  public enum Reason {
    /** Host name unknown, connection refused or timed out. */
    UNREACHABLE,
    /** Credentials missing or wrong. */
    UNAUTHORIZED,
    /**
     * The camera wants the password in clear text, and did not before: it may be another device. It
     * was not told.
     */
    CLEAR_TEXT,
    /** The camera knows us but not this path (404), or forbids it (403). */
    NOT_FOUND,
    /** The camera has no session left for us (453, 503, or 403 where it let us in before). */
    BUSY,
    /** The camera is still starting and will be there by itself in a moment. */
    STARTING,
    /**
     * The camera understands what it is asked, and says no: it cannot, or not with these values.
     */
    REFUSED,
    /** What answers is no RTSP server or no ONVIF device, or breaks the protocol beyond repair. */
    PROTOCOL,
    /** The video does not get here this way; another transport may bring it. */
    TRANSPORT,
    /** The camera shows another certificate than the one known; it was told nothing. */
    CERTIFICATE_CHANGED,
    /** Another device answers at the camera's address; it was told nothing. */
    OTHER_DEVICE,
    /** The stream has no video we can carry. */
    UNSUPPORTED_MEDIA,
    /** The camera connects by itself, and has not. */
    AWAITED,
    /** The session is open, but no picture comes. */
    STALLED,
    /** The camera ended the session. */
    CLOSED,
    /** We ended the session. */
    STOPPED
  }

  private final Reason reason;
  private final String step;

  /**
   * @param reason the kind of failure
   * @param step the step of the conversation, such as {@code connect}, {@code DESCRIBE}, {@code
   *     PLAY}, {@code read}
   * @param seen what was seen there, and if it helps what to do about it; no secrets
   */
  public CameraException(Reason reason, String step, String seen) {
    this(reason, step, seen, null);
  }

  /** As above, with the failure underneath. */
  public CameraException(Reason reason, String step, String seen, Throwable cause) {
    super(step + ": " + seen, cause);
    this.reason = reason;
    this.step = step;
  }

  /** The parameter sets of what comes make no sense. */
  public static CameraException unreadableVideo(IllegalArgumentException cause) {
    return new CameraException(
        Reason.UNSUPPORTED_MEDIA,
        "read",
        "the camera's video parameters cannot be read: " + cause.getMessage(),
        cause);
  }

  public Reason reason() {
    return reason;
  }

  public String step() {
    return step;
  }
}
