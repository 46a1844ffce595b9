package io.vedette.camera.ffmpeg;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An address as FFmpeg wants it: with the credentials in it. They are in no text but the one that
 * is handed to FFmpeg.
 *
 * @param url the address without credentials
 * @param credentials what to sign in with, if anything
 */
record FfmpegUrl(URI url, Optional<Credentials> credentials) {

  /** What FFmpeg's reader keeps of user name and password; the rest would be cut off unseen. */
  private static final int MAX_BYTES = 127;

  /** Ends of what a parser of addresses looks for, and what begins an encoded byte. */
  private static final String SPECIAL = "#%/:?@";

  /**
   * The address with credentials, percent-encoded so that FFmpeg's parser finds their end, and no
   * further: each encoded byte takes three of those that it keeps.
   *
   * @throws CameraException if they are too long
   */
  String secret() throws CameraException {
    if (credentials.isEmpty()) {
      return url.toString();
    }
    Credentials known = credentials.get();
    String pair = encoded(known.username()) + ":" + encoded(known.password());
    if (pair.length() > MAX_BYTES) {
      throw new CameraException(
          Reason.PROTOCOL,
          "connect",
          "the user name and password are too long for FFmpeg's reader");
    }
    String text = url.toString();
    int authority = text.indexOf("://") + 3;
    return text.substring(0, authority) + pair + "@" + text.substring(authority);
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain = c > ' ' && c <= '~' && SPECIAL.indexOf(c) < 0;
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
