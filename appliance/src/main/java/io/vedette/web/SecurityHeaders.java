package io.vedette.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.util.List;

/** What every response tells browsers to forbid. */
final class SecurityHeaders {

  /**
   * Everything from here, nothing from elsewhere, no inline script (Content Security Policy Level
   * 3). Video comes from here or out of a media source, which is a blob.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:;"
          + " connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final List<Header> DOCUMENT =
      List.of(
          HeaderValues.create("Content-Security-Policy", CONTENT_SECURITY_POLICY),
          HeaderValues.create("Referrer-Policy", "no-referrer"));

  private static final List<Header> ALL =
      List.of(
          HeaderValues.create("X-Content-Type-Options", "nosniff"),
          HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));

  private SecurityHeaders() {}

  static void add(ServerResponseHeaders headers) {
    DOCUMENT.forEach(headers::set);
    addToMedia(headers);
  }

  /** As above for what no browser shows as a document: players fetch ten of these a second. */
  static void addToMedia(ServerResponseHeaders headers) {
    ALL.forEach(headers::set);
  }
}
