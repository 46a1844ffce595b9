package io.vedette.camera;

import java.util.Locale;

/** How a camera wants to hear the password over RTSP; the better ways come later. */
public enum SignInScheme {
  /** Not at all: it lets everybody in. */
  NONE,
  /** In clear text, for whoever listens (RFC 7617). */
  BASIC,
  /** As a digest (RFC 7616). */
  DIGEST;

  /** Its stable name, in lower case. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
