package io.vedette.health;

import java.time.Instant;

/**
 * How a camera, or one of its streams, is, in the words that the status feed and the central
 * dashboard use.
 */
public sealed interface CameraState {

  /** The state's stable name, in lower case with underscores. */
  String name();

  /**
   * Why it is so, as a sentence for the person who looks after the camera; empty where there is
   * nothing to explain.
   */
  String reason();

  /** Since when it is so. */
  Instant since();

  /** Nobody asks for it. */
  record Idle(Instant since) implements CameraState {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  /** Switched off by the user. */
  record Disabled(Instant since) implements CameraState {
    @Override
    public String name() {
      return "disabled";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  /** A session is being opened, or is open and the first picture has not come yet. */
  record Connecting(String reason, Instant since) implements CameraState {
    @Override
    public String name() {
      return "connecting";
    }
  }

  /** Pictures come. */
  record Streaming(Instant since) implements CameraState {
    @Override
    public String name() {
      return "streaming";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  /** The session is open, but what comes is not what should. */
  record Degraded(String reason, Instant since) implements CameraState {
    @Override
    public String name() {
      return "degraded";
    }
  }

  /** No session; another attempt follows by itself. */
  record Offline(String reason, Instant since) implements CameraState {
    @Override
    public String name() {
      return "offline";
    }
  }

  /**
   * The camera refuses our credentials; another attempt follows, seldom enough not to lock the
   * account.
   */
  record AuthFailed(String reason, Instant since) implements CameraState {
    @Override
    public String name() {
      return "auth_failed";
    }
  }

  /**
   * The camera shows another certificate than before and has been told nothing; another attempt
   * follows seldom, and at once when the user trusts the new one.
   */
  record CertificateChanged(String reason, Instant since) implements CameraState {
    @Override
    public String name() {
      return "certificate_changed";
    }
  }

  /**
   * Another device answers at the camera's address and has been told nothing; the camera is looked
   * for, and another attempt follows.
   */
  record OtherDevice(String reason, Instant since) implements CameraState {
    @Override
    public String name() {
      return "other_device";
    }
  }
}
