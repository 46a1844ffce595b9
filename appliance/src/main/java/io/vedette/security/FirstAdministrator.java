package io.vedette.security;

import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.config.UserAccount;
import java.security.SecureRandom;

/** Makes the first user of a box that has none. */
public final class FirstAdministrator {

  /** The first user's name. */
  public static final String USERNAME = "admin";

  /** Characters of a password, at least. */
  public static final int MIN_PASSWORD = 8;

  /** Without those that look alike. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 4;

  private FirstAdministrator() {}

  /**
   * Adds the administrator.
   *
   * @param password at least {@link #MIN_PASSWORD} characters
   * @throws IllegalArgumentException if the password is too short
   */
  public static void create(ConfigStore store, Passwords passwords, String password)
      throws ConfigException {
    if (password.length() < MIN_PASSWORD) {
      throw new IllegalArgumentException(
          "a password needs at least " + MIN_PASSWORD + " characters");
    }
    store.insert(new UserAccount(USERNAME, passwords.hash(password), Role.ADMIN.id()));
  }

  /** A password of 79 bits that can be read aloud. */
  public static String makePassword() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
