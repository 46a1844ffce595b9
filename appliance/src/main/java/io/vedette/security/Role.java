package io.vedette.security;

import java.util.Locale;

/** What a user may do; each may do what those before it may. */
public enum Role {
  /** Watch cameras. */
  VIEWER,
  /** Change everything. */
  ADMIN;

  /** Its name in the database and the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of a name as {@link #id} gives it. */
  public static Role of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** Whether it includes another. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
