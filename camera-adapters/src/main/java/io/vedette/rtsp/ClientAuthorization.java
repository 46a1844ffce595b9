package io.vedette.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Answers a server's challenges with one user name and password: the strongest Digest that both
 * sides know, else Basic where that is allowed. Safe for use by any thread.
 */
public final class ClientAuthorization {

  /** Whether Basic is answered, which tells the password to whoever listens. */
  public enum Basic {
    /** Always, as within TLS. */
    ANSWERED,
    /** Until this server has let us in by Digest. */
    NOT_AFTER_DIGEST,
    /** Never. */
    REFUSED
  }

  /** A server that finds every nonce stale would be asked for ever. */
  private static final int MAX_STALE = 3;

  private final String username;
  private final String password;
  private final RandomGenerator random;
  private final Basic policy;
  private Optional<DigestChallenge> digest = Optional.empty();
  private boolean basic;
  private boolean basicWithheld;
  private boolean letInByBasic;
  private boolean letInByDigest;
  private boolean answered;
  private int staleInARow;
  private int nonceCount;
  private String clientNonce = "";

  /** Signs in with these; the generator makes client nonces. */
  public ClientAuthorization(String username, String password, RandomGenerator random) {
    this(username, password, random, Basic.ANSWERED);
  }

  /**
   * Signs in with these; the generator makes client nonces.
   *
   * @param policy whether Basic is answered
   */
  public ClientAuthorization(
      String username, String password, RandomGenerator random, Basic policy) {
    this.username = username;
    this.password = password;
    this.random = random;
    this.policy = policy;
  }

  /**
   * Takes a refusal's challenges.
   *
   * @param fields all {@code WWW-Authenticate} values of the response
   * @return whether it is worth asking again: there is a challenge that we can answer and have not
   *     yet answered, or the nonce was only stale
   */
  public synchronized boolean challenged(List<String> fields) {
    List<String> challenges =
        fields.stream().flatMap(field -> AuthParameters.challenges(field).stream()).toList();
    Optional<DigestChallenge> strongest =
        challenges.stream()
            .flatMap(value -> DigestChallenge.parse(value).stream())
            .max(Comparator.comparing(DigestChallenge::algorithm));
    boolean stale =
        strongest.map(DigestChallenge::stale).orElse(false) && ++staleInARow <= MAX_STALE;
    boolean onlyBasic =
        strongest.isEmpty()
            && challenges.stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).matches("basic(\\s.*)?"));
    basic = onlyBasic && isBasicAllowed();
    basicWithheld = onlyBasic && !basic;
    take(strongest);
    boolean known = digest.isPresent() || basic;
    boolean again = stale || !answered && known;
    answered = known;
    return again;
  }

  private boolean isBasicAllowed() {
    return switch (policy) {
      case ANSWERED -> true;
      case NOT_AFTER_DIGEST -> !letInByDigest;
      case REFUSED -> false;
    };
  }

  /** Whether the last refusal asked for Basic, which was not answered. */
  public synchronized boolean isBasicWithheld() {
    return basicWithheld;
  }

  /** Whether a request with Basic has been let in. */
  public synchronized boolean isLetInByBasic() {
    return letInByBasic;
  }

  /** Whether a request with Digest has been let in. */
  public synchronized boolean isLetInByDigest() {
    return letInByDigest;
  }

  /**
   * Takes a success: the credentials are good. A refusal that follows is about the nonce, whether
   * it says so or not; some cameras let nonces expire without a word.
   *
   * @param info the response's {@code Authentication-Info}, empty if it has none (RFC 7616 3.5)
   */
  public synchronized void accepted(String info) {
    answered = false;
    staleInARow = 0;
    letInByBasic |= basic;
    letInByDigest |= digest.isPresent();
    String next = AuthParameters.parseRaw("Digest " + info).get("nextnonce");
    if (next != null && digest.isPresent() && !next.equals(digest.get().nonce())) {
      take(digest.map(challenge -> challenge.withNonce(next)));
    }
  }

  /** The {@code Authorization} value for a request, once there has been a challenge. */
  public synchronized Optional<String> authorization(String method, String uri) {
    if (digest.isPresent()) {
      nonceCount++;
      return Optional.of(
          digest.get().authorization(username, password, method, uri, nonceCount, clientNonce));
    }
    if (basic) {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return Optional.empty();
  }

  /**
   * One client nonce for each nonce of the server's: with a session algorithm it is part of the
   * secret (RFC 7616 3.4.2), and whether a server takes the first or the last is then all the same.
   */
  private void take(Optional<DigestChallenge> challenge) {
    digest = challenge;
    nonceCount = 0;
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    clientNonce = HexFormat.of().formatHex(bytes);
  }
}
