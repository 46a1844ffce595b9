package io.vedette.config;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import java.util.Optional;

/**
 * A camera as it was configured.
 *
 * @param id its identifier, never used again
 * @param name what people call it
 * @param address where it is
 * @param credentials what to sign in with, if anything
 * @param enabled whether the box is to pull it
 * @param learned what sessions have taught of it
 */
public record CameraConfig(
    String id,
    String name,
    CameraAddress address,
    Optional<Credentials> credentials,
    boolean enabled,
    Learned learned) {

  /** A camera of which nothing is known yet. */
  public CameraConfig(
      String id,
      String name,
      CameraAddress address,
      Optional<Credentials> credentials,
      boolean enabled) {
    this(id, name, address, credentials, enabled, Learned.NOTHING);
  }

  /** The same camera, of which now this is known. */
  public CameraConfig with(Learned now) {
    return new CameraConfig(id, name, address, credentials, enabled, now);
  }
}
