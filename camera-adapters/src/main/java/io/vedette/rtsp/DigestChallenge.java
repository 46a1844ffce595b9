package io.vedette.rtsp;

import static io.vedette.rtsp.AuthParameters.quoted;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Digest challenge (RFC 7616 3.3). Its texts are what stands between the quotes, backslashes
 * included: they are hashed and given back byte by byte.
 *
 * @param realm what the credentials are for
 * @param nonce the server's nonce
 * @param opaque to be given back as it is, if there
 * @param algorithm the hash function
 * @param algorithmNamed whether the challenge named it; an old camera does not know the field and
 *     may refuse it
 * @param qop whether quality of protection {@code auth} is offered
 * @param stale whether the last answer was refused for its old nonce only
 */
public record DigestChallenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    DigestAlgorithm algorithm,
    boolean algorithmNamed,
    boolean qop,
    boolean stale) {

  /** A challenge as a server makes it. */
  public DigestChallenge(
      String realm, String nonce, DigestAlgorithm algorithm, boolean qop, boolean stale) {
    this(realm, nonce, Optional.empty(), algorithm, true, qop, stale);
  }

  /**
   * Reads a {@code WWW-Authenticate} value. Empty if it is no Digest challenge, or one that we
   * cannot answer.
   */
  public static Optional<DigestChallenge> parse(String value) {
    if (!value.toLowerCase(Locale.ROOT).startsWith("digest ")) {
      return Optional.empty();
    }
    Map<String, String> parameters = AuthParameters.parseRaw(value);
    String named = parameters.get("algorithm");
    Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(named == null ? "MD5" : named);
    String nonce = parameters.get("nonce");
    String qop = parameters.get("qop");
    boolean auth =
        qop != null
            && Arrays.stream(qop.split(","))
                .anyMatch(offer -> offer.strip().equalsIgnoreCase("auth"));
    if (algorithm.isEmpty() || nonce == null || qop != null && !auth) {
      return Optional.empty();
    }
    return Optional.of(
        new DigestChallenge(
            parameters.getOrDefault("realm", ""),
            nonce,
            Optional.ofNullable(parameters.get("opaque")),
            algorithm.get(),
            named != null,
            auth,
            "true".equalsIgnoreCase(parameters.get("stale"))));
  }

  /** The same challenge with the next nonce (RFC 7616 3.5, {@code nextnonce}). */
  DigestChallenge withNonce(String next) {
    return new DigestChallenge(realm, next, opaque, algorithm, algorithmNamed, qop, false);
  }

  /** The {@code WWW-Authenticate} value. */
  public String encoded() {
    return "Digest realm=\""
        + realm
        + "\", nonce=\""
        + nonce
        + "\""
        + opaque.map(value -> ", opaque=\"" + value + "\"").orElse("")
        + (algorithmNamed ? ", algorithm=" + algorithm.token() : "")
        + (qop ? ", qop=\"auth\"" : "")
        + (stale ? ", stale=true" : "");
  }

  /**
   * The answer's {@code response} value (RFC 7616 3.4.1).
   *
   * @param nonceCount how often this nonce has been used, this time included; of no matter without
   *     qop
   * @param clientNonce the client's nonce; of no matter without qop, unless the algorithm is one of
   *     a session
   */
  public String response(
      String username,
      String password,
      String method,
      String uri,
      int nonceCount,
      String clientNonce) {
    String secret = algorithm.hash(username + ":" + realm + ":" + password);
    if (algorithm.isSession()) {
      secret = algorithm.hash(secret + ":" + nonce + ":" + clientNonce);
    }
    String request = algorithm.hash(method + ":" + uri);
    return algorithm.hash(
        qop
            ? secret
                + ":"
                + nonce
                + ":"
                + count(nonceCount)
                + ":"
                + clientNonce
                + ":auth:"
                + request
            : secret + ":" + nonce + ":" + request);
  }

  /** The {@code Authorization} value that answers it; parameters as for {@link #response}. */
  public String authorization(
      String username,
      String password,
      String method,
      String uri,
      int nonceCount,
      String clientNonce) {
    return "Digest username="
        + quoted(username)
        + ", realm=\""
        + realm
        + "\", nonce=\""
        + nonce
        + "\", uri="
        + quoted(uri)
        + (algorithmNamed ? ", algorithm=" + algorithm.token() : "")
        + opaque.map(value -> ", opaque=\"" + value + "\"").orElse("")
        + (qop ? ", qop=auth, nc=" + count(nonceCount) : "")
        + (qop || algorithm.isSession() ? ", cnonce=" + quoted(clientNonce) : "")
        + ", response="
        + quoted(response(username, password, method, uri, nonceCount, clientNonce));
  }

  private static String count(int nonceCount) {
    return "%08x".formatted(nonceCount);
  }
}
