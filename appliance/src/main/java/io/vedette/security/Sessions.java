package io.vedette.security;

import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.config.UserAccount;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Signs users in and knows them again by their token. Tokens are 256 random bits; only their
 * SHA-256 is kept. Safe for use by any thread.
 */
public final class Sessions {

  private static final Duration LIFETIME = Duration.ofDays(7);
  private static final int TOKEN_BYTES = 32;

  /** Enough for every viewer of a box; whoever makes up tokens is not kept. */
  private static final int MOST_RECENT = 1000;

  private final ConfigStore store;
  private final Passwords passwords;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final SignInLimit limit;

  /** By the hash of their tokens: a player asks with every segment that it fetches. */
  private final Map<ByteBuffer, Session> recent = new ConcurrentHashMap<>();

  /** Users and sessions are in the store. */
  public Sessions(ConfigStore store, Passwords passwords, InstantSource clock) {
    this(store, passwords, clock, System::nanoTime);
  }

  /**
   * As above.
   *
   * @param nanos what the time between attempts to sign in is measured by
   */
  Sessions(ConfigStore store, Passwords passwords, InstantSource clock, LongSupplier nanos) {
    this.store = store;
    this.passwords = passwords;
    this.clock = clock;
    this.limit = new SignInLimit(nanos);
  }

  /**
   * Checks a name and a password. Takes some tens of milliseconds of CPU.
   *
   * @param from where the attempt comes from, such as an IP address
   */
  public SignIn signIn(String username, String password, String from) throws ConfigException {
    String fromKey = "from " + from;
    Optional<Duration> wait = limit.attempt(fromKey);
    if (wait.isPresent()) {
      return new SignIn.Throttled(wait.get());
    }
    Optional<UserAccount> user = store.user(username);
    if (user.isEmpty()) {
      passwords.matchNobody(password);
      return new SignIn.Refused();
    }
    if (!passwords.matches(password, user.get().passwordHash())) {
      return new SignIn.Refused();
    }
    limit.succeeded(fromKey);
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant now = clock.instant();
    Session session = new Session(username, Role.of(user.get().role()), now.plus(LIFETIME));
    store.insertSession(hash(token), username, session.expiresAt(), now);
    return new SignIn.Granted(token, session);
  }

  /** The session of a token, if it is one of ours and has not expired. */
  public Optional<Session> authenticate(String token) throws ConfigException {
    byte[] hash = hash(token);
    ByteBuffer key = ByteBuffer.wrap(hash);
    Session known = recent.get(key);
    Optional<Session> session = known == null ? recall(key, hash) : Optional.of(known);
    return session.filter(found -> found.expiresAt().isAfter(clock.instant()));
  }

  /** Not while one is revoked: it would be remembered although it is gone. */
  private synchronized Optional<Session> recall(ByteBuffer key, byte[] hash)
      throws ConfigException {
    Optional<Session> session =
        store
            .session(hash)
            .map(found -> new Session(found.username(), Role.of(found.role()), found.expiresAt()));
    if (session.isPresent()) {
      if (recent.size() >= MOST_RECENT) {
        recent.clear();
      }
      recent.put(key, session.get());
    }
    return session;
  }

  /** Ends a session; its token is worth nothing from now on. */
  public synchronized void revoke(String token) throws ConfigException {
    byte[] hash = hash(token);
    store.deleteSession(hash);
    recent.remove(ByteBuffer.wrap(hash));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
