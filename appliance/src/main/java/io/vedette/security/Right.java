package io.vedette.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What there is to be allowed to somebody, and to whom it is. */
public enum Right {
  /** Watch cameras, and read what they tell. */
  WATCH(Role.VIEWER),
  /** Turn and zoom cameras. It disturbs all who watch them, and a camera's own patrol. */
  STEER(Role.ADMIN),
  /** Change everything: cameras, and what is set in them; encoders, renditions. */
  CHANGE(Role.ADMIN);

  private final Role least;

  Right(Role least) {
    this.least = least;
  }

  /** The role that it takes. */
  public Role least() {
    return least;
  }

  /** Its name in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those of a role. */
  public static List<Right> of(Role role) {
    return Arrays.stream(values()).filter(right -> role.includes(right.least)).toList();
  }
}
