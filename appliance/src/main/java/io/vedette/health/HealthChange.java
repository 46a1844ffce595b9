package io.vedette.health;

/** What changed on the board. */
public sealed interface HealthChange {

  /** A camera's state or facts are new. */
  record Changed(CameraHealth camera) implements HealthChange {}

  /** A camera is gone from the board. */
  record Removed(String cameraId) implements HealthChange {}
}
