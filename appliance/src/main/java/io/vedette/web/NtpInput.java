package io.vedette.web;

import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads from which servers a camera is to take its time. */
final class NtpInput {

  /** Servers of one camera, at most. */
  static final int MOST = 4;

  private static final String SERVERS = "servers";
  private static final String DHCP = "fromDhcp";
  private static final int MOST_CHARACTERS = 253;

  /** RFC 1123 2.1; a name whose last part is a number is none, but an address gone wrong. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)*"
              + "(?![0-9]+$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  private NtpInput() {}

  /**
   * The servers; none where the camera's network is to tell them by DHCP.
   *
   * @throws ProblemException if it is neither, or one is no host
   */
  static List<String> read(JsonObject body) {
    List<FieldError> errors = new ArrayList<>(FieldError.unknown("", body, Set.of(SERVERS, DHCP)));
    JsonValue dhcp = body.getOrDefault(DHCP, JsonValue.FALSE);
    if (dhcp != JsonValue.TRUE && dhcp != JsonValue.FALSE) {
      errors.add(new FieldError(DHCP, "true or false."));
    }
    List<String> servers = new ArrayList<>();
    if (dhcp == JsonValue.TRUE) {
      if (body.containsKey(SERVERS)) {
        errors.add(new FieldError(SERVERS, "With \"fromDhcp\" there are none to be named."));
      }
    } else if (body.get(SERVERS) instanceof JsonArray told
        && !told.isEmpty()
        && told.size() <= MOST) {
      told.forEach(server -> host(server, servers, errors));
    } else {
      errors.add(
          new FieldError(SERVERS, "1 to " + MOST + " host names or addresses of time servers."));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidSetting(errors));
    }
    return servers;
  }

  private static void host(JsonValue value, List<String> servers, List<FieldError> errors) {
    String host = value instanceof JsonString text ? text.getString().strip() : "";
    if (isHost(host)) {
      servers.add(host);
    } else {
      errors.add(
          new FieldError(
              SERVERS,
              "\"" + FieldError.excerpt(host) + "\" is neither a host name nor an IP address."));
    }
  }

  /** Whether a text is a host name, or an address of IPv4 or IPv6; nothing is looked up. */
  static boolean isHost(String text) {
    if (text.indexOf(':') >= 0) {
      // What belongs to one interface of this box means nothing to the camera.
      return text.indexOf('%') < 0 && text.indexOf('[') < 0 && isIpv6(text);
    }
    return text.length() <= MOST_CHARACTERS
        && (IPV4.matcher(text).matches() || NAME.matcher(text).matches());
  }

  private static boolean isIpv6(String text) {
    try {
      return Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
