package io.vedette.camera;

import java.time.Duration;
import java.util.Optional;

/**
 * What earlier sessions have taught of a camera.
 *
 * @param link by which way its video came
 * @param certificate SHA-256 of the public key that it showed, in lower-case hexadecimal
 * @param sessionTimeout after how long it forgets a session that is not kept alive
 */
public record Learned(
    Optional<Link> link, Optional<String> certificate, Optional<Duration> sessionTimeout) {

  /** Nothing yet. */
  public static final Learned NOTHING =
      new Learned(Optional.empty(), Optional.empty(), Optional.empty());

  /** The same with another way. */
  public Learned withLink(Link now) {
    return new Learned(Optional.of(now), certificate, sessionTimeout);
  }

  /** The same with another certificate. */
  public Learned withCertificate(String sha256) {
    return new Learned(link, Optional.of(sha256), sessionTimeout);
  }

  /** The same without a certificate: the next one shown is trusted. */
  public Learned withoutCertificate() {
    return new Learned(link, Optional.empty(), sessionTimeout);
  }

  /** The same with another session time-out. */
  public Learned withSessionTimeout(Duration now) {
    return new Learned(link, certificate, Optional.of(now));
  }
}
