package io.vedette.camera;

import java.time.Duration;
import java.util.Optional;

/**
 * What earlier sessions have taught of a camera.
 *
 * @param link by which way its video came
 * @param certificate SHA-256 of the public key that it showed, in lower-case hexadecimal
 * @param sessionTimeout after how long it forgets a session that is not kept alive
 * @param signIn how it wanted to hear the password when it let us in; the best way of all sessions
 *     since the credentials were given
 */
public record Learned(
    Optional<Link> link,
    Optional<String> certificate,
    Optional<Duration> sessionTimeout,
    Optional<SignInScheme> signIn) {

  /** Nothing yet. */
  public static final Learned NOTHING =
      new Learned(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The same with another way. */
  public Learned withLink(Link now) {
    return new Learned(Optional.of(now), certificate, sessionTimeout, signIn);
  }

  /** The same with another certificate. */
  public Learned withCertificate(String sha256) {
    return new Learned(link, Optional.of(sha256), sessionTimeout, signIn);
  }

  /** The same without a certificate: the next one shown is trusted. */
  public Learned withoutCertificate() {
    return new Learned(link, Optional.empty(), sessionTimeout, signIn);
  }

  /** The same with another session time-out. */
  public Learned withSessionTimeout(Duration now) {
    return new Learned(link, certificate, Optional.of(now), signIn);
  }

  /** The same after a session that was signed in to so. What was better once stays. */
  public Learned withSignIn(SignInScheme now) {
    boolean better = signIn.map(before -> now.compareTo(before) > 0).orElse(true);
    return better ? new Learned(link, certificate, sessionTimeout, Optional.of(now)) : this;
  }

  /**
   * The same after the camera has been signed in to by ONVIF, and took a digest. That counts if its
   * video has never needed a password; how it asks for one there, only it can tell: many want a
   * digest for ONVIF, and the password itself for the video.
   */
  public Learned withDigestByOnvif() {
    return signIn.equals(Optional.of(SignInScheme.NONE)) ? withSignIn(SignInScheme.DIGEST) : this;
  }

  /** The same without how it is signed in to: the next session tells. */
  public Learned withoutSignIn() {
    return new Learned(link, certificate, sessionTimeout, Optional.empty());
  }

  /** Whether it is not to be told the password in clear text, as it did without. */
  public boolean takesDigest() {
    return signIn.equals(Optional.of(SignInScheme.DIGEST));
  }
}
