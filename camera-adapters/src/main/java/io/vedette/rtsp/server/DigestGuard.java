package io.vedette.rtsp.server;

import io.vedette.rtsp.AuthParameters;
import io.vedette.rtsp.DigestAlgorithm;
import io.vedette.rtsp.DigestChallenge;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the client of one connection for Digest credentials (RFC 7616). The nonce is the
 * connection's own, so that an answer that was listened to is of no use on another. Used by one
 * thread.
 */
final class DigestGuard {

  private static final String REALM = "Vedette";

  private final ServerLogin login;
  private final Supplier<String> nonces;
  private String nonce;
  private int lastCount;

  /**
   * @param login what is asked for
   * @param nonces makes nonces that nobody can guess
   */
  DigestGuard(ServerLogin login, Supplier<String> nonces) {
    this.login = login;
    this.nonces = nonces;
    this.nonce = nonces.get();
  }

  /** How a request's credentials were found. */
  enum Verdict {
    ADMITTED,
    REFUSED,
    /** Only the nonce is wrong: another connection's, or used with this count before. */
    STALE
  }

  /**
   * The challenges, the strongest first (RFC 7616 3.7). FFmpeg and live555, which know only MD5,
   * take the last one they see.
   */
  List<String> challenges(boolean stale) {
    return List.of(
        challenge(DigestAlgorithm.SHA_256, true, stale).encoded(),
        challenge(DigestAlgorithm.MD5, true, stale).encoded());
  }

  /**
   * Judges a request.
   *
   * @param authorization the value of its {@code Authorization} field
   */
  Verdict judge(String method, String uri, String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith("digest ")) {
      return Verdict.REFUSED;
    }
    Map<String, String> given = AuthParameters.parse(authorization);
    Optional<DigestAlgorithm> algorithm =
        DigestAlgorithm.of(given.getOrDefault("algorithm", DigestAlgorithm.MD5.token()));
    String signedUri = given.getOrDefault("uri", "");
    boolean qop = given.containsKey("qop");
    if (algorithm.isEmpty()
        || !login.username().equals(given.get("username"))
        || !covers(signedUri, uri)
        || qop && !"auth".equals(given.get("qop"))) {
      return Verdict.REFUSED;
    }
    if (!nonce.equals(given.get("nonce"))) {
      return Verdict.STALE;
    }
    int count = qop ? count(given.getOrDefault("nc", "")) : 0;
    String expected =
        challenge(algorithm.get(), qop, false)
            .response(
                login.username(),
                login.password(),
                method,
                signedUri,
                count,
                given.getOrDefault("cnonce", ""));
    if (!same(expected, given.getOrDefault("response", ""))) {
      return Verdict.REFUSED;
    }
    if (qop && count <= lastCount) {
      // Heard before (RFC 7616 5.5). A client that counts from 1 again needs another nonce.
      nonce = nonces.get();
      lastCount = 0;
      return Verdict.STALE;
    }
    lastCount = Math.max(lastCount, count);
    return Verdict.ADMITTED;
  }

  /** live555 signs the presentation's address also when it asks for a stream in it. */
  private static boolean covers(String signed, String asked) {
    String base = signed.endsWith("/") ? signed.substring(0, signed.length() - 1) : signed;
    return !base.isEmpty() && (asked.equals(base) || asked.startsWith(base + "/"));
  }

  private static int count(String nc) {
    return nc.matches("[0-9a-fA-F]{8}") ? Integer.parseUnsignedInt(nc, 16) : 0;
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        given.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  private DigestChallenge challenge(DigestAlgorithm algorithm, boolean qop, boolean stale) {
    return new DigestChallenge(REALM, nonce, algorithm, qop, stale);
  }
}
