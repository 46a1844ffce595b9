package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.ClientAuthorization.Basic;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whom to talk to.
 *
 * @param url {@code rtsp://} or {@code rtsps://}
 * @param credentials what to sign in with there, if anything
 * @param memory what is known of the one there
 */
record RtspTarget(URI url, Optional<Credentials> credentials, CameraMemory memory) {

  private static final int DEFAULT_PORT = 554;
  private static final int DEFAULT_TLS_PORT = 322;

  boolean isSecure() {
    return "rtsps".equalsIgnoreCase(url.getScheme());
  }

  /** The host without the brackets of an IPv6 address. */
  String host() {
    return url.getHost().replaceAll("^\\[|]$", "");
  }

  int port() {
    return url.getPort() > 0 ? url.getPort() : isSecure() ? DEFAULT_TLS_PORT : DEFAULT_PORT;
  }

  /**
   * Signs in there; empty without credentials. The password goes in clear text within TLS, and else
   * only where the camera has not been content with less.
   */
  Optional<ClientAuthorization> authorization(RandomGenerator random) {
    Basic basic =
        isSecure()
            ? Basic.ANSWERED
            : memory.learned().takesDigest() ? Basic.REFUSED : Basic.NOT_AFTER_DIGEST;
    return credentials.map(
        known -> new ClientAuthorization(known.username(), known.password(), random, basic));
  }

  /** What the user has to be told of who asks for Basic there, and did not before. */
  CameraException askedInClearText(String step) {
    return new CameraException(
        Reason.CLEAR_TEXT,
        step,
        "the device at "
            + host()
            + " now asks for the password in clear text (Basic), which this camera did not before. It"
            + " may be another device, and was not told the password. If it is this camera, enter the"
            + " password again to allow it");
  }

  /**
   * Where a redirection leads (RFC 2326 11.3). Credentials and the known certificate go along only
   * to the same machine.
   *
   * @throws CameraException if it leads out of RTSP, or out of TLS
   */
  RtspTarget redirected(String step, String location) throws CameraException {
    URI next;
    try {
      URI given = url.resolve(new URI(location.strip()));
      // Whatever credentials it brings are not the user's.
      next =
          new URI(
              given.getScheme()
                  + "://"
                  + given.getRawAuthority().replaceAll("^.*@", "")
                  + (given.getRawPath() == null ? "" : given.getRawPath())
                  + (given.getRawQuery() == null ? "" : "?" + given.getRawQuery()));
    } catch (URISyntaxException | IllegalArgumentException | NullPointerException e) {
      throw refused(step, location, "which is no address", e);
    }
    String scheme = next.getScheme();
    boolean secure = "rtsps".equalsIgnoreCase(scheme);
    if (!secure && !"rtsp".equalsIgnoreCase(scheme) || next.getHost() == null) {
      throw refused(step, location, "which is no RTSP", null);
    }
    if (isSecure() && !secure) {
      throw refused(step, location, "which is not encrypted, unlike this address", null);
    }
    RtspTarget there = new RtspTarget(next, Optional.empty(), new CameraMemory());
    return isSameMachine(there) ? new RtspTarget(next, credentials, memory) : there;
  }

  private boolean isSameMachine(RtspTarget other) {
    if (host().equalsIgnoreCase(other.host())) {
      return true;
    }
    try {
      return InetAddress.getByName(host()).equals(InetAddress.getByName(other.host()));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static CameraException refused(
      String step, String location, String why, Exception cause) {
    String shown =
        location.substring(0, Math.min(200, location.length())).replaceAll("//.*@", "//");
    return new CameraException(
        Reason.PROTOCOL, step, "the camera sends us to " + shown + ", " + why, cause);
  }
}
