package io.vedette.config;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.media.Orientation;
import java.net.Inet4Address;
import java.net.URI;
import java.util.Optional;

/**
 * A camera as it was configured.
 *
 * @param id its identifier, never used again
 * @param name what people call it
 * @param address where its main stream is
 * @param subUrl where a smaller stream of it is, for cameras that speak RTSP
 * @param credentials what to sign in with, if anything; of a camera that pushes, its stream key as
 *     the password, which it has to show
 * @param mode when the box is to pull it
 * @param orientation how its pictures have to be turned
 * @param enabled whether the box is to pull it at all
 * @param learned what sessions have taught of it
 * @param identity who it is, by which it is known again at another address
 */
public record CameraConfig(
    String id,
    String name,
    CameraAddress address,
    Optional<URI> subUrl,
    Optional<Credentials> credentials,
    SourceMode mode,
    Orientation orientation,
    boolean enabled,
    Learned learned,
    CameraIdentity identity) {

  /** A camera that hangs upright, and of which nothing is known yet. */
  public CameraConfig(
      String id,
      String name,
      CameraAddress address,
      Optional<URI> subUrl,
      Optional<Credentials> credentials,
      SourceMode mode,
      boolean enabled) {
    this(
        id,
        name,
        address,
        subUrl,
        credentials,
        mode,
        Orientation.UPRIGHT,
        enabled,
        Learned.NOTHING,
        CameraIdentity.UNKNOWN);
  }

  /** The same camera, of which now this is known. */
  public CameraConfig with(Learned now) {
    return new CameraConfig(
        id, name, address, subUrl, credentials, mode, orientation, enabled, now, identity);
  }

  /** The same camera, which has to show these from now on. */
  public CameraConfig with(Credentials now) {
    return new CameraConfig(
        id, name, address, subUrl, Optional.of(now), mode, orientation, enabled, learned, identity);
  }

  /** The stream key of a camera that pushes; empty for all others. */
  public Optional<String> streamKey() {
    return address instanceof CameraAddress.RtmpPush
        ? credentials.map(Credentials::password)
        : Optional.empty();
  }

  /** The same camera, which is known to be this one. */
  public CameraConfig with(CameraIdentity now) {
    return new CameraConfig(
        id, name, address, subUrl, credentials, mode, orientation, enabled, learned, now);
  }

  /**
   * The same camera at another host. Ports and paths stay, and so does a smaller stream that is at
   * a host of its own.
   *
   * @throws IllegalArgumentException if it is none that has a host
   */
  public CameraConfig at(Inet4Address host) {
    if (!(address instanceof CameraAddress.Rtsp(URI url, CameraAddress.Transport transport))) {
      throw new IllegalArgumentException("no host: " + address);
    }
    return new CameraConfig(
        id,
        name,
        new CameraAddress.Rtsp(at(host, url), transport),
        subUrl.map(sub -> sub.getHost().equalsIgnoreCase(url.getHost()) ? at(host, sub) : sub),
        credentials,
        mode,
        orientation,
        enabled,
        learned,
        identity);
  }

  private static URI at(Inet4Address host, URI url) {
    String port = url.getPort() > 0 ? ":" + url.getPort() : "";
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(url.getScheme() + "://" + host.getHostAddress() + port + path + query);
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
          case CameraAddress.RtmpPush() -> Optional.empty();
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
                orientation,
                enabled,
                isAtSameHost(there) ? learned : Learned.NOTHING,
                identity));
  }

  private boolean isAtSameHost(CameraAddress other) {
    return !(address instanceof CameraAddress.Rtsp(URI here, _))
        || other instanceof CameraAddress.Rtsp(URI there, _)
            && here.getHost().equalsIgnoreCase(there.getHost());
  }
}
