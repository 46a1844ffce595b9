package io.vedette.config;

/**
 * Somebody who may sign in.
 *
 * @param username unique
 * @param passwordHash as the hash function encodes it, salt and cost included
 * @param role name of the role
 */
public record UserAccount(String username, String passwordHash, String role) {

  @Override
  public String toString() {
    return "user " + username + ", " + role;
  }
}
