package io.vedette.camera;

/**
 * A user name and a password, the latter kept out of every log line.
 *
 * @param username the user name, possibly empty
 * @param password the password, possibly empty
 */
public record Credentials(String username, String password) {

  @Override
  public String toString() {
    return "Credentials[username=" + username + ", password=***]";
  }
}
