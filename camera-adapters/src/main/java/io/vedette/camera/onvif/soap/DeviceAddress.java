package io.vedette.camera.onvif.soap;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the user says that a device is. Whatever addresses the device tells are bent to it: those
 * of a device behind a translated address, with a wrong configuration or with bad intentions name
 * hosts that are not the device, and credentials go nowhere else than the user said.
 *
 * @param service the device service: {@code http} or {@code https}, a host, no credentials
 */
public record DeviceAddress(URI service) {

  /** RFC 3986 3, without fragment: cameras put characters there that {@link URI} refuses. */
  private static final Pattern TOLD =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(?:#.*)?");

  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");
  private static final int MAX_PORT = 65_535;

  public DeviceAddress {
    // An IPv6 address of the link: Java wants its zone as it is (RFC 6874 2 has it encoded).
    if (service.toString().contains("%25") && service.getRawAuthority() != null) {
      String authority = service.getRawAuthority();
      service =
          URI.create(service.toString().replace(authority, authority.replaceFirst("%25", "%")));
    }
    if (!isOf(service, "http") && !isOf(service, "https")) {
      throw new IllegalArgumentException("not HTTP: scheme " + service.getScheme());
    }
    if (service.getHost() == null) {
      throw new IllegalArgumentException("the address names no host");
    }
    if (service.getRawUserInfo() != null) {
      throw new IllegalArgumentException("credentials do not belong into the address");
    }
  }

  /** Whether TLS was asked for; then nothing goes without. */
  public boolean isSecure() {
    return isOf(service, "https");
  }

  /** Whether requests may go there: to the same host, and not without TLS if it was asked for. */
  public boolean covers(URI other) {
    return service.getHost().equalsIgnoreCase(other.getHost())
        && (isOf(other, "https") || isOf(other, "http") && !isSecure());
  }

  /**
   * An address for HTTP that the device tells: of a service, a subscription, a picture. On the
   * user's host a port of its own is taken as told; told of another host, or without TLS where the
   * user wants it, only path and query are.
   *
   * @return empty if it is no address
   */
  public Optional<URI> web(String told) {
    Matcher parts = TOLD.matcher(cleaned(told));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    boolean trusted = web && isOurs(parts.group(2)) && (scheme.equals("https") || !isSecure());
    return trusted
        ? uri(scheme, port(parts.group(2)), rest(parts))
        : uri(
            service.getScheme().toLowerCase(Locale.ROOT),
            service.getPort() > 0 ? ":" + service.getPort() : "",
            rest(parts));
  }

  /**
   * An address for RTSP that the device tells, with the user's host and without credentials. The
   * port stays.
   *
   * @return empty if it is no address, or of another protocol
   */
  public Optional<URI> stream(String told) {
    Matcher parts = TOLD.matcher(cleaned(told));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    return scheme.equals("rtsp") || scheme.equals("rtsps")
        ? uri(scheme, port(parts.group(2)), rest(parts))
        : Optional.empty();
  }

  /** Whether the device tells this of another host than the user, who should know of it then. */
  public boolean isForeign(String told) {
    Matcher parts = TOLD.matcher(cleaned(told));
    return parts.matches() && !isOurs(parts.group(2));
  }

  private boolean isOurs(String authority) {
    return host(authority).equalsIgnoreCase(service.getHost());
  }

  private static String host(String authority) {
    return PORT.matcher(place(authority)).replaceFirst("");
  }

  /** Without the credentials that some devices put before it. */
  private static String place(String authority) {
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  /** With its colon; empty where it says nothing, or nothing that can be. */
  private static String port(String authority) {
    String place = place(authority);
    Matcher port = PORT.matcher(place);
    boolean bareIpv6 = !place.startsWith("[") && place.indexOf(':') != place.lastIndexOf(':');
    if (bareIpv6 || !port.find()) {
      return "";
    }
    int number = Integer.parseInt(port.group(1));
    return number > 0 && number <= MAX_PORT ? ":" + number : "";
  }

  private Optional<URI> uri(String scheme, String port, String rest) {
    try {
      return Optional.of(new URI(scheme + "://" + service.getHost() + port + rest));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Path and query, what must not stand in a URI percent-encoded; what is encoded stays so. */
  private static String rest(Matcher parts) {
    String raw = parts.group(3) + (parts.group(4) == null ? "" : parts.group(4));
    StringBuilder legal = new StringBuilder();
    for (byte octet : raw.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = c > ' ' && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0;
      legal.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return legal.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }

  /** Some devices escape twice: the ampersand that is left is undone. */
  private static String cleaned(String told) {
    return told.strip().replace("&amp;", "&");
  }

  private static boolean isOf(URI uri, String scheme) {
    return scheme.equalsIgnoreCase(uri.getScheme());
  }

  @Override
  public String toString() {
    return service.toString();
  }
}
