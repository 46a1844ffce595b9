package io.vedette.rtsp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The algorithms of Digest authentication (RFC 7616 3.3), weakest first. */
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true);

  private final String token;
  private final String javaName;
  private final boolean session;

  DigestAlgorithm(String token, String javaName, boolean session) {
    this.token = token;
    this.javaName = javaName;
    this.session = session;
  }

  /** Its name in a challenge. */
  public String token() {
    return token;
  }

  /** Whether the secret is mixed with both nonces before it is used (RFC 7616 3.4.2). */
  boolean isSession() {
    return session;
  }

  /**
   * The algorithm of a name; a challenge that names none means MD5 (RFC 7616 3.3). Empty for one
   * that is unknown to us.
   */
  public static Optional<DigestAlgorithm> of(String token) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.token.equalsIgnoreCase(token)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** H(): the hash of a text in UTF-8, in lower-case hexadecimal. */
  String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(javaName);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + javaName, e);
    }
  }
}
