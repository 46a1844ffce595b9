package io.vedette.testing;

import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.config.UserAccount;
import io.vedette.security.FirstAdministrator;
import io.vedette.security.Passwords;
import io.vedette.security.Role;
import java.nio.file.Path;

/** Somebody who may watch, and nothing else. */
public final class Guard {

  /** Their user name; the password is {@link Box#PASSWORD}. */
  public static final String NAME = "guard";

  private Guard() {}

  /**
   * Gives them an account on a box that has not been started yet, beside its administrator.
   *
   * @param data the box's data folder
   */
  public static void join(Path data) throws ConfigException {
    Passwords passwords = new Passwords();
    try (ConfigStore store = ConfigStore.open(data)) {
      FirstAdministrator.create(store, passwords, Box.PASSWORD);
      store.insert(new UserAccount(NAME, passwords.hash(Box.PASSWORD), Role.VIEWER.id()));
    }
  }
}
