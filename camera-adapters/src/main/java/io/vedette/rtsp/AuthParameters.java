package io.vedette.rtsp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code name=value} list behind an authentication scheme (RFC 7235 2.1); names in lower case.
 */
public final class AuthParameters {

  /**
   * A camera may send kilobytes here: nothing in it is tried in more than one way, which would take
   * a time that grows with the square, or a stack as deep as the text is long.
   */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])([A-Za-z0-9_-]++)\\s*+=\\s*+"
              + "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))");

  private AuthParameters() {}

  /** Reads the list behind the scheme. Anything that is no parameter is passed over. */
  public static Map<String, String> parse(String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int blank = value.indexOf(' ');
    Matcher matcher = PARAMETER.matcher(blank < 0 ? "" : value.substring(blank));
    while (matcher.find()) {
      String found =
          matcher.group(2) == null
              ? matcher.group(3)
              : matcher.group(2).replaceAll("\\\\(.)", "$1");
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), found);
    }
    return parameters;
  }

  /** A quoted string (RFC 7230 3.2.6). */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
