package io.vedette.ingest;

import io.vedette.camera.CameraException;

/** What a failed session means for the camera's state and for the next attempt. */
sealed interface Failure {

  /** The reason, as a sentence for the user. */
  String why();

  /** The camera refuses our credentials. Asking often could lock the account. */
  record Refused(String why) implements Failure {}

  /** The camera is away, or what it does is no use. */
  record Lost(String why) implements Failure {}

  /** The camera is there and will have a place for us in a moment. */
  record NotReady(String why) implements Failure {}

  static Failure of(CameraException e) {
    return switch (e.reason()) {
      case UNAUTHORIZED -> new Refused(e.getMessage());
      case STARTING -> new NotReady(e.getMessage());
      case UNREACHABLE, NOT_FOUND, BUSY, PROTOCOL, UNSUPPORTED_MEDIA, STALLED, CLOSED, STOPPED ->
          new Lost(e.getMessage());
    };
  }
}
