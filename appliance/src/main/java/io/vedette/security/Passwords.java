package io.vedette.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/** Hashes and checks passwords with Argon2id (RFC 9106). Safe for use by any thread. */
public final class Passwords {

  /**
   * OWASP's second recommendation, for machines with little memory: 19 MiB, two passes, one lane.
   */
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  /**
   * What a user nobody knows is checked against, so that it takes as long as for one who exists.
   */
  private final String nobody = hash("nobody's password");

  /** The hash with its salt and cost, in PHC string format. */
  public String hash(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
  }

  /** Whether a password belongs to a hash. */
  public boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }

  /** Takes as long as {@link #matches}. */
  public void matchNobody(String password) {
    matches(password, nobody);
  }
}
