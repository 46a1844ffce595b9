package io.vedette.discovery;

import java.util.Locale;

/** What trying a camera came to. */
public enum TrialState {
  /** It plays, and can be added. */
  READY,
  /** It is there and wants a user name and a password. Nothing is wrong. */
  NEEDS_CREDENTIALS,
  /** It refuses the user name or the password. */
  REFUSED,
  /** It says that the account is locked; to be left alone for a while. */
  LOCKED,
  /** It does not answer, not with anything that can be understood, or has no picture. */
  FAILED;

  /** Its stable name. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
