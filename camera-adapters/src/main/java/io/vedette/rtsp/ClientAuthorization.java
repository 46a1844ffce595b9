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
 * sides know, else Basic. Used by one thread.
 */
public final class ClientAuthorization {

  private final String username;
  private final String password;
  private final RandomGenerator random;
  private Optional<DigestChallenge> digest = Optional.empty();
  private boolean basic;
  private int nonceCount;

  /** Signs in with these; the generator makes client nonces. */
  public ClientAuthorization(String username, String password, RandomGenerator random) {
    this.username = username;
    this.password = password;
    this.random = random;
  }

  /**
   * Takes a refusal's challenges.
   *
   * @param challenges all {@code WWW-Authenticate} values of the response
   * @return whether it is worth asking again: there is a challenge that we can answer and have not
   *     yet answered, or the nonce was only stale
   */
  public boolean challenged(List<String> challenges) {
    boolean answered = digest.isPresent() || basic;
    Optional<DigestChallenge> strongest =
        challenges.stream()
            .flatMap(value -> DigestChallenge.parse(value).stream())
            .max(Comparator.comparing(DigestChallenge::algorithm));
    boolean stale = strongest.map(DigestChallenge::stale).orElse(false);
    basic =
        strongest.isEmpty()
            && challenges.stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).startsWith("basic"));
    digest = strongest;
    nonceCount = 0;
    return stale || !answered && (digest.isPresent() || basic);
  }

  /** The {@code Authorization} value for a request, once there has been a challenge. */
  public Optional<String> authorization(String method, String uri) {
    if (digest.isPresent()) {
      byte[] clientNonce = new byte[8];
      random.nextBytes(clientNonce);
      nonceCount++;
      return Optional.of(
          digest
              .get()
              .authorization(
                  username,
                  password,
                  method,
                  uri,
                  nonceCount,
                  HexFormat.of().formatHex(clientNonce)));
    }
    if (basic) {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return Optional.empty();
  }
}
