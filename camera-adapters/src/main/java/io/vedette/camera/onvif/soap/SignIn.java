package io.vedette.camera.onvif.soap;

import io.vedette.camera.Credentials;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.ClientAuthorization.Basic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * By which way a device wants to know who asks. It is told nothing before it says so; then one way
 * is tried, and when that is refused no other: a second try with the same password counts as a
 * second wrong password, and many devices lock the account at the third (ONVIF Core,
 * authentication, leaves the choice between the ways to the client). Used by one thread at a time.
 */
final class SignIn {

  /** Where it stands. */
  enum Way {
    /** Nothing has been refused yet. */
    NONE,
    /** HTTP's Digest (RFC 7616), or Basic within TLS. */
    HTTP,
    /** {@link UsernameToken} in the SOAP header. */
    TOKEN,
    /** The credentials were refused; they are not sent again. */
    REFUSED
  }

  private final ClientAuthorization http;
  private final RandomGenerator random;
  private final Credentials credentials;
  private Way way = Way.NONE;
  private boolean proven;

  SignIn(Credentials credentials, boolean basicAllowed, RandomGenerator random) {
    this.credentials = credentials;
    this.random = random;
    this.http =
        new ClientAuthorization(
            credentials.username(),
            credentials.password(),
            random,
            basicAllowed ? Basic.ANSWERED : Basic.REFUSED);
  }

  Way way() {
    return way;
  }

  /** Whether the credentials have been accepted once. */
  boolean isProven() {
    return proven;
  }

  /** Whether they have been, and the device took a digest of the password. */
  boolean isProvenByDigest() {
    return proven && (way == Way.TOKEN || http.isLetInByDigest());
  }

  Optional<String> authorization(String uri) {
    return way == Way.HTTP ? http.authorization("POST", uri) : Optional.empty();
  }

  Optional<UsernameToken> token(Instant deviceTime) {
    return way == Way.TOKEN
        ? Optional.of(UsernameToken.of(credentials, deviceTime, random))
        : Optional.empty();
  }

  /**
   * HTTP said 401.
   *
   * @param challenges its {@code WWW-Authenticate} fields
   * @return whether to ask again
   */
  boolean unauthorized(List<String> challenges) {
    if (way == Way.NONE || way == Way.HTTP) {
      if (http.challenged(challenges)) {
        way = Way.HTTP;
        return true;
      }
      if (way == Way.NONE) {
        // Basic alone, nothing at all, or an algorithm that we do not know: what the standard
        // demands of every device beside HTTP's own ways, and does not tell the password.
        way = Way.TOKEN;
        return true;
      }
    }
    if (way == Way.TOKEN) {
      return notAuthorized();
    }
    way = Way.REFUSED;
    return false;
  }

  /**
   * A SOAP fault said that who asks may not. After a token was accepted once that is about the
   * operation, or about the time in the token; else the credentials are bad.
   *
   * @return whether to ask again
   */
  boolean notAuthorized() {
    if (way == Way.NONE) {
      way = Way.TOKEN;
      return true;
    }
    if (!proven) {
      way = Way.REFUSED;
    }
    return false;
  }

  /** The request was let in. */
  void accepted(String authenticationInfo) {
    if (way == Way.HTTP) {
      http.accepted(authenticationInfo);
    }
    proven |= way == Way.HTTP || way == Way.TOKEN;
  }
}
