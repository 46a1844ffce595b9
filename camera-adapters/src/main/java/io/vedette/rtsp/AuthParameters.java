package io.vedette.rtsp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** A scheme's name: a word that no "=" follows, at the beginning or behind a comma. */
  private static final Pattern SCHEME =
      Pattern.compile("\\G[\\s,]*([A-Za-z][A-Za-z0-9_-]*)(?=\\s|,|$)(?!\\s*=)");

  /** What stands between two schemes: parameters, or anything up to the next comma. */
  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\G[\\s,]*(?:" + PARAMETER.pattern() + "|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,]+)");

  private AuthParameters() {}

  /** Reads the list behind the scheme. Anything that is no parameter is passed over. */
  public static Map<String, String> parse(String value) {
    Map<String, String> parameters = parseRaw(value);
    parameters.replaceAll((_, text) -> text.replaceAll("\\\\(.)", "$1"));
    return parameters;
  }

  /**
   * The same with the backslashes of quoted strings kept. A client has to give realm, nonce and
   * opaque back, and to hash them, as they stand between the quotes: cameras compare bytes, and
   * some put backslashes there that escape nothing.
   */
  static Map<String, String> parseRaw(String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int blank = value.indexOf(' ');
    Matcher matcher = PARAMETER.matcher(blank < 0 ? "" : value.substring(blank));
    while (matcher.find()) {
      String found = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), found);
    }
    return parameters;
  }

  /**
   * The challenges in one field: a list of schemes whose parameters are lists too, with the same
   * comma between them (RFC 7235 4.1).
   */
  static List<String> challenges(String field) {
    List<String> found = new ArrayList<>();
    Matcher scheme = SCHEME.matcher(field);
    Matcher between = BETWEEN.matcher(field);
    int at = 0;
    int began = -1;
    while (at < field.length()) {
      if (scheme.find(at)) {
        if (began >= 0) {
          found.add(trimmed(field.substring(began, at)));
        }
        began = scheme.start(1);
        at = scheme.end();
      } else if (between.find(at)) {
        at = between.end();
      } else {
        at++;
      }
    }
    if (began >= 0) {
      found.add(trimmed(field.substring(began)));
    }
    return found;
  }

  private static String trimmed(String challenge) {
    return challenge.replaceAll("[\\s,]+$", "");
  }

  /** A quoted string (RFC 7230 3.2.6). */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
