package io.vedette.camera.onvif.soap;

import io.vedette.camera.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A user name with the digest of a password (Web Services Security UsernameToken Profile 1.0, 3.1).
 * It is good for one request at one time.
 *
 * @param username who asks
 * @param digest Base64 of SHA-1 over nonce, time and password
 * @param nonce the 16 bytes in Base64
 * @param created when it was made, by the device's clock
 */
record UsernameToken(String username, String digest, String nonce, String created) {

  private static final int NONCE_BYTES = 16;

  /** Makes one. */
  static UsernameToken of(Credentials credentials, Instant deviceTime, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    // Some devices know a time with three digits behind the point only.
    String created =
        deviceTime.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "")
            + ".%03dZ".formatted(deviceTime.getNano() / 1_000_000);
    return new UsernameToken(
        credentials.username(),
        digest(nonce, created, credentials.password()),
        Base64.getEncoder().encodeToString(nonce),
        created);
  }

  /** The digest of these. */
  static String digest(byte[] nonce, String created, String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(nonce);
      sha1.update(created.getBytes(StandardCharsets.UTF_8));
      sha1.update(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sha1.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
