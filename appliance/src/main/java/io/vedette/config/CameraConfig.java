package io.vedette.config;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import java.net.URI;
import java.util.Optional;

/**
 * A camera as it was configured.
 *
 * @param id its identifier, never used again
 * @param name what people call it
 * @param address where its main stream is
 * @param subUrl where a smaller stream of it is, for cameras that speak RTSP
 * @param credentials what to sign in with, if anything
 * @param mode when the box is to pull it
 * @param enabled whether the box is to pull it at all
 * @param learned what sessions have taught of it
 */
public record CameraConfig(
    String id,
    String name,
    CameraAddress address,
    Optional<URI> subUrl,
    Optional<Credentials> credentials,
    SourceMode mode,
    boolean enabled,
    Learned learned) {

  /** A camera of which nothing is known yet. */
  public CameraConfig(
      String id,
      String name,
      CameraAddress address,
      Optional<URI> subUrl,
      Optional<Credentials> credentials,
      SourceMode mode,
      boolean enabled) {
    this(id, name, address, subUrl, credentials, mode, enabled, Learned.NOTHING);
  }

  /** The same camera, of which now this is known. */
  public CameraConfig with(Learned now) {
    return new CameraConfig(id, name, address, subUrl, credentials, mode, enabled, now);
  }

  /**
   * The camera's smaller stream as a camera of its own, if it has one; it is pulled only while
   * somebody watches it.
   */
  public Optional<CameraConfig> subStream() {
    Optional<CameraAddress> sub =
        switch (address) {
          case CameraAddress.Rtsp(URI _, CameraAddress.Transport transport) ->
              subUrl.map(url -> new CameraAddress.Rtsp(url, transport));
          case CameraAddress.Simulated(int number, boolean _) ->
              Optional.of(new CameraAddress.Simulated(number, true));
        };
    return sub.map(
        there ->
            new CameraConfig(
                id,
                name,
                there,
                Optional.empty(),
                credentials,
                SourceMode.ON_DEMAND,
                enabled,
                isAtSameHost(there) ? learned : Learned.NOTHING));
  }

  private boolean isAtSameHost(CameraAddress other) {
    return !(address instanceof CameraAddress.Rtsp(URI here, _))
        || other instanceof CameraAddress.Rtsp(URI there, _)
            && here.getHost().equalsIgnoreCase(there.getHost());
  }
}
