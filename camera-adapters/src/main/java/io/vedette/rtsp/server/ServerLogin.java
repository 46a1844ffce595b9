package io.vedette.rtsp.server;

/**
 * What clients have to know.
 *
 * @param username the user name
 * @param password the password, kept out of every log line
 */
public record ServerLogin(String username, String password) {

  @Override
  public String toString() {
    return "ServerLogin[username=" + username + ", password=***]";
  }
}
