package io.vedette.security;

import java.time.Duration;

/** How an attempt to sign in ended. */
public sealed interface SignIn {

  /**
   * @param token the secret that stands for the session from now on
   */
  record Granted(String token, Session session) implements SignIn {
    @Override
    public String toString() {
      return "Granted[" + session + "]";
    }
  }

  /** The name or the password is wrong; which of the two is not told. */
  record Refused() implements SignIn {}

  /**
   * Too many attempts from one place.
   *
   * @param retryAfter until when the next one is looked at
   */
  record Throttled(Duration retryAfter) implements SignIn {}
}
