package io.vedette.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.config.ConfigStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

  @TempDir private Path folder;

  private final Passwords passwords = new Passwords();
  private Instant now = Instant.ofEpochSecond(1_800_000_000);
  private ConfigStore store;
  private Sessions sessions;

  @BeforeEach
  void open() throws Exception {
    store = ConfigStore.open(folder);
    sessions = new Sessions(store, passwords, () -> now, () -> 0);
    FirstAdministrator.create(store, passwords, "correct horse");
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void theRightPasswordOpensASessionThatEndsByItself() throws Exception {
    SignIn.Granted granted =
        assertInstanceOf(
            SignIn.Granted.class, sessions.signIn("admin", "correct horse", "192.0.2.1"));
    assertEquals(Role.ADMIN, sessions.authenticate(granted.token()).orElseThrow().role());
    assertFalse(granted.toString().contains(granted.token()));
    now = granted.session().expiresAt();
    assertEquals(Optional.empty(), sessions.authenticate(granted.token()));
  }

  @Test
  void aRevokedSessionIsWorthNothing() throws Exception {
    SignIn.Granted granted =
        assertInstanceOf(
            SignIn.Granted.class, sessions.signIn("admin", "correct horse", "192.0.2.1"));
    sessions.revoke(granted.token());
    assertEquals(Optional.empty(), sessions.authenticate(granted.token()));
    assertEquals(Optional.empty(), sessions.authenticate("guess"));
  }

  @Test
  void guessingIsSlowedDownForTheOneWhoGuesses() throws Exception {
    for (int i = 0; i < 10; i++) {
      String user = i % 2 == 0 ? "admin" : "nobody";
      assertInstanceOf(SignIn.Refused.class, sessions.signIn(user, "guess " + i, "192.0.2.66"));
    }
    SignIn.Throttled throttled =
        assertInstanceOf(
            SignIn.Throttled.class, sessions.signIn("admin", "correct horse", "192.0.2.66"));
    assertTrue(throttled.retryAfter().compareTo(Duration.ofSeconds(7)) < 0);
    assertInstanceOf(SignIn.Granted.class, sessions.signIn("admin", "correct horse", "192.0.2.1"));
  }

  @Test
  void hashesAreSaltedArgon2id() {
    String hash = passwords.hash("secret");
    assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    assertNotEquals(hash, passwords.hash("secret"));
    assertTrue(passwords.matches("secret", hash));
    assertFalse(passwords.matches("Secret", hash));
  }

  @Test
  void aShortFirstPasswordIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FirstAdministrator.create(store, passwords, "seven77"));
    assertTrue(FirstAdministrator.makePassword().matches("([a-z2-9]{4}-){3}[a-z2-9]{4}"));
  }
}
