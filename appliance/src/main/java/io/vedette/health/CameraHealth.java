package io.vedette.health;

/**
 * One camera's line in the report.
 *
 * @param cameraId the camera's identifier
 * @param state how it is
 * @param facts what is measured of it
 */
public record CameraHealth(String cameraId, CameraState state, StreamFacts facts) {}
