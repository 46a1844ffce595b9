package io.vedette.health;

/**
 * One stream of a camera.
 *
 * @param rendition its name in addresses, such as {@code main}
 * @param state how it is
 * @param facts what is measured of it
 */
public record StreamHealth(String rendition, CameraState state, StreamFacts facts) {}
