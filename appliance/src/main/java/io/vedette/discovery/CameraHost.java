package io.vedette.discovery;

import io.vedette.camera.CameraAddress;
import io.vedette.config.CameraConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the configuration says that a camera is.
 *
 * @param name an address or a name, without the brackets of IPv6
 * @param port TCP port of RTSP
 */
record CameraHost(String name, int port) {

  private static final int RTSP_PORT = 554;
  private static final int RTSPS_PORT = 322;

  /** That of a camera; empty if it is none on a network. */
  static Optional<CameraHost> of(CameraConfig camera) {
    if (!(camera.address() instanceof CameraAddress.Rtsp(URI url, _))) {
      return Optional.empty();
    }
    int usual = isSecure(url) ? RTSPS_PORT : RTSP_PORT;
    return Optional.of(
        new CameraHost(
            url.getHost().replaceAll("^\\[|]$", ""), url.getPort() > 0 ? url.getPort() : usual));
  }

  /** Whether a camera is to be talked to over TLS only. */
  static boolean isSecure(CameraConfig camera) {
    return camera.address() instanceof CameraAddress.Rtsp(URI url, _) && isSecure(url);
  }

  private static boolean isSecure(URI url) {
    return "rtsps".equalsIgnoreCase(url.getScheme());
  }

  /** Whether it is given as an IPv4 address, and not by a name or an IPv6 address. */
  boolean isIpv4() {
    return name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  /** Whether it is given by a name, which somebody else resolves. */
  boolean isName() {
    return !isIpv4() && !name.contains(":");
  }

  /** Its address; empty if its name is not known. May wait for a name server. */
  Optional<InetAddress> resolve() {
    try {
      return Optional.of(InetAddress.getByName(name));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
