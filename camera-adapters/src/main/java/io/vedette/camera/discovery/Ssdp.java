package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The messages of SSDP (UPnP Device Architecture 1.1, clause 1). Pure. */
final class Ssdp {

  /** What a message says. */
  sealed interface Message {}

  /**
   * A device is there.
   *
   * @param uuid its identifier, if it gives one
   * @param location where it is described, at its own address
   */
  record Alive(Optional<String> uuid, Location location) implements Message {}

  /** A device takes its leave. */
  record Byebye(String uuid) implements Message {}

  /**
   * Where a device's description is, at the address that it was sent from.
   *
   * @param address the sender's
   * @param port TCP port
   * @param path path and query, as they go on the wire
   */
  record Location(InetAddress address, int port, String path) {}

  static final int PORT = 1900;
  static final String GROUP = "239.255.255.250";

  /** How long devices may wait with their answers, in seconds. */
  static final int MX = 2;

  private static final int DEFAULT_PORT = 80;
  private static final int LONGEST_PATH = 512;

  private Ssdp() {}

  /** A search for every root device (clause 1.3.2). */
  static byte[] search() {
    return ("M-SEARCH * HTTP/1.1\r\nHOST: "
            + GROUP
            + ":"
            + PORT
            + "\r\nMAN: \"ssdp:discover\"\r\nMX: "
            + MX
            + "\r\nST: upnp:rootdevice\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a datagram.
   *
   * @return what it says; nothing for a search of somebody else's, and for what is no root device's
   * @throws DeviceFormatException if it is none, or describes its device at another host
   */
  static Optional<Message> read(byte[] datagram, InetAddress from) throws DeviceFormatException {
    String[] lines = new String(datagram, StandardCharsets.UTF_8).split("\r?\n", -1);
    if (lines[0].startsWith("M-SEARCH ")) {
      return Optional.empty();
    }
    boolean notify = lines[0].startsWith("NOTIFY ");
    if (!notify && !lines[0].matches("HTTP/1\\.[01] 200.*")) {
      throw new DeviceFormatException("a message that is none of SSDP");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            lines[i].substring(0, colon).strip().toUpperCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    Optional<String> uuid = DeviceUuid.of(headers.getOrDefault("USN", ""));
    if (notify && headers.getOrDefault("NTS", "").equalsIgnoreCase("ssdp:byebye")) {
      return uuid.map(Byebye::new);
    }
    String type = headers.getOrDefault(notify ? "NT" : "ST", "");
    if (!type.equalsIgnoreCase("upnp:rootdevice") || !headers.containsKey("LOCATION")) {
      return Optional.empty();
    }
    return Optional.of(new Alive(uuid, location(headers.get("LOCATION"), from)));
  }

  private static Location location(String told, InetAddress from) throws DeviceFormatException {
    try {
      URI uri = new URI(told);
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String whole = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
      if ("http".equalsIgnoreCase(uri.getScheme())
          && from.getHostAddress().equals(uri.getHost())
          && uri.getRawUserInfo() == null
          && uri.getPort() < 65536
          && whole.length() <= LONGEST_PATH
          && StandardCharsets.US_ASCII.newEncoder().canEncode(whole)) {
        return new Location(from, uri.getPort() > 0 ? uri.getPort() : DEFAULT_PORT, whole);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw new DeviceFormatException(
        "it is described elsewhere, which is not looked at: " + Sighting.text(told).orElse(""));
  }
}
