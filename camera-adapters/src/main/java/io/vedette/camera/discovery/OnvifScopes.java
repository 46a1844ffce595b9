package io.vedette.camera.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The scopes by which an ONVIF device describes itself: {@code
 * onvif://www.onvif.org/category/value} (ONVIF Core 7.3.2.2). Category names compare without case;
 * makers add their own.
 */
final class OnvifScopes {

  private static final String PREFIX = "onvif://www.onvif.org/";

  private record Scope(String category, String value) {}

  private final List<Scope> scopes;

  private OnvifScopes(List<Scope> scopes) {
    this.scopes = scopes;
  }

  /** Reads a list separated by white space; what is no ONVIF scope is passed over. */
  static OnvifScopes parse(String list) {
    List<Scope> scopes = new ArrayList<>();
    for (String one : list.strip().split("\\s+")) {
      if (one.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        String[] parts = one.substring(PREFIX.length()).split("/", 2);
        scopes.add(
            new Scope(
                parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? decoded(parts[1]) : ""));
      }
    }
    return new OnvifScopes(scopes);
  }

  /** Whether there is none, so that it may be a device of any kind. */
  boolean isEmpty() {
    return scopes.isEmpty();
  }

  /** The first value of a category that is not empty. */
  Optional<String> first(String category) {
    return scopes.stream()
        .filter(scope -> scope.category.equals(category) && !scope.value.isBlank())
        .map(Scope::value)
        .findFirst();
  }

  /**
   * All values of a place, such as {@code country/china} and {@code city/hangzhou}, in one text.
   */
  Optional<String> place() {
    List<String> parts =
        scopes.stream()
            .filter(scope -> scope.category.equals("location") && !scope.value.isBlank())
            .map(scope -> scope.value.substring(scope.value.lastIndexOf('/') + 1))
            .filter(part -> !part.isBlank())
            .distinct()
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  /** Percent-decoded (RFC 3986 2.1); what is not encoded rightly stays as it is. */
  static String decoded(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] written = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < written.length; i++) {
      int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
      int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
      if (written[i] == '%' && high >= 0 && low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(written[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      // Not UTF-8: some firmware writes names in the code page of its maker.
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
