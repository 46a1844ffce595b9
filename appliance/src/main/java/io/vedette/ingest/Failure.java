package io.vedette.ingest;

import io.vedette.camera.CameraException;
import io.vedette.config.CameraConfig;
import java.time.Duration;

/** What a failed session means for the camera's state and for the next attempt. */
sealed interface Failure {

  /** Where a camera does not say after how long it forgets a session (RFC 2326 12.37). */
  Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

  /** The reason, as a sentence for the user. */
  String why();

  /**
   * The camera refuses our credentials, or is not to be told them. Asking often could lock the
   * account.
   */
  record Refused(String why) implements Failure {}

  /** The camera is away, or what it does is no use. */
  record Lost(String why) implements Failure {}

  /** The camera is there and will have a place for us in a moment. */
  record NotReady(String why) implements Failure {}

  /** The camera connects by itself, and is being waited for: nothing has failed. */
  record Awaited(String why) implements Failure {}

  /** The camera, which connects by itself, is gone or was sent away; it may be back at once. */
  record Left(String why) implements Failure {}

  /** Somebody answers at the camera's address who may be somebody else. */
  record Untrusted(String why) implements Failure {}

  /** Somebody answers at the camera's address who is somebody else. */
  record Stranger(String why) implements Failure {}

  /**
   * The camera has no place for us.
   *
   * @param freed after how long it forgets a session that was left open, as one is by a power cut
   */
  record Busy(String why, Duration freed) implements Failure {}

  /**
   * What an exception means.
   *
   * @param camera the camera
   */
  static Failure of(CameraException e, CameraConfig camera) {
    return switch (e.reason()) {
      case AWAITED -> new Awaited(e.getMessage());
      case UNAUTHORIZED, CLEAR_TEXT -> new Refused(e.getMessage());
      case STARTING -> new NotReady(e.getMessage());
      case CERTIFICATE_CHANGED -> new Untrusted(e.getMessage());
      case OTHER_DEVICE -> new Stranger(e.getMessage());
      case BUSY -> {
        Duration freed = camera.learned().sessionTimeout().orElse(USUAL_TIMEOUT);
        yield new Busy(
            e.getMessage()
                + "; if the camera still counts the box's last session, it frees it after "
                + freed.toSeconds()
                + " s",
            freed);
      }
      case UNREACHABLE,
          NOT_FOUND,
          REFUSED,
          PROTOCOL,
          TRANSPORT,
          UNSUPPORTED_MEDIA,
          STALLED,
          CLOSED,
          STOPPED ->
          camera.address().connectsItself() ? new Left(e.getMessage()) : new Lost(e.getMessage());
    };
  }
}
