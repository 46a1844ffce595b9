package io.vedette.config;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.Credentials;
import java.util.Optional;

/**
 * A camera as it was configured.
 *
 * @param id its identifier, never used again
 * @param name what people call it
 * @param address where it is
 * @param credentials what to sign in with, if anything
 * @param enabled whether the box is to pull it
 */
public record CameraConfig(
    String id,
    String name,
    CameraAddress address,
    Optional<Credentials> credentials,
    boolean enabled) {}
