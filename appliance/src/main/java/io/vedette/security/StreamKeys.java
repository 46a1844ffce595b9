package io.vedette.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the keys by which cameras that push are known. */
public final class StreamKeys {

  private static final int BYTES = 24;

  private StreamKeys() {}

  /** A key of 192 bits in 32 letters, digits, hyphens and underscores, fit for an address. */
  public static String make() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
