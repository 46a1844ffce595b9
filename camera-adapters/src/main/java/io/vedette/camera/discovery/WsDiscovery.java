package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DeviceXml.Element;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The messages of WS-Discovery (OASIS, April 2005) as ONVIF Core 7 uses them. Pure; safe for use by
 * any thread.
 */
final class WsDiscovery {

  /** What a message says. */
  sealed interface Message {}

  /**
   * A device is there: a Hello, or a match of a Probe or Resolve.
   *
   * @param sighting what it says of itself
   * @param foreign addresses of services that it gave and that are not its own
   */
  record Present(Sighting sighting, List<String> foreign) implements Message {}

  /**
   * A device takes its leave.
   *
   * @param uuid its identifier
   */
  record Bye(String uuid) implements Message {}

  static final int PORT = 3702;
  static final String GROUP = "239.255.255.250";

  private static final String DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";

  /** More matches than this in one message are no device's. */
  private static final int MOST_MATCHES = 16;

  private WsDiscovery() {}

  /**
   * The types that are asked for: ONVIF's own (Core 7.3.2.1), and that of its device service, which
   * is all that some firmware matches.
   */
  enum Wanted {
    TRANSMITTER("dn:NetworkVideoTransmitter"),
    DEVICE("tds:Device");

    private final String type;

    Wanted(String type) {
      this.type = type;
    }
  }

  /**
   * A Probe (clause 5.2), in UTF-8.
   *
   * @param id names the message; sent again it has to be the same, so that a device answers once
   */
  static byte[] probe(UUID id, Wanted wanted) {
    return ("""
        <?xml version="1.0" encoding="UTF-8"?>\
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
        xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="%s" \
        xmlns:dn="http://www.onvif.org/ver10/network/wsdl" \
        xmlns:tds="http://www.onvif.org/ver10/device/wsdl">\
        <s:Header><a:Action s:mustUnderstand="1">%s/Probe</a:Action>\
        <a:MessageID>urn:uuid:%s</a:MessageID>\
        <a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>\
        <a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>\
        <s:Body><d:Probe><d:Types>%s</d:Types></d:Probe></s:Body></s:Envelope>"""
            .formatted(DISCOVERY, DISCOVERY, id, wanted.type))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a datagram.
   *
   * @param from who sent it
   * @param network the interface by which the sender is reached
   * @return what it says; nothing for a Probe or Resolve of somebody else's
   * @throws DeviceFormatException if it is no message of this protocol
   */
  static List<Message> read(byte[] datagram, InetAddress from, Optional<String> network)
      throws DeviceFormatException {
    Element envelope = DeviceXml.read(datagram);
    Element body =
        envelope
            .child("Body")
            .orElseThrow(() -> new DeviceFormatException("a message without a SOAP body"));
    List<Message> messages = new ArrayList<>();
    for (Element content : body.children()) {
      switch (content.name()) {
        case "Hello" -> messages.add(present(content, from, network));
        case "Bye" -> uuid(content).ifPresent(uuid -> messages.add(new Bye(uuid)));
        case "ProbeMatches", "ResolveMatches" -> {
          List<Element> matches =
              content.children().stream().filter(one -> one.name().endsWith("Match")).toList();
          if (matches.size() > MOST_MATCHES) {
            throw new DeviceFormatException(matches.size() + " matches in one message");
          }
          for (Element match : matches) {
            messages.add(present(match, from, network));
          }
        }
        default -> {
          // Others look for devices too.
        }
      }
    }
    return messages;
  }

  private static Optional<String> uuid(Element device) {
    return device
        .child("EndpointReference")
        .map(reference -> reference.textOf("Address"))
        .flatMap(DeviceUuid::of);
  }

  private static Present present(Element device, InetAddress from, Optional<String> network) {
    OnvifScopes scopes = OnvifScopes.parse(device.textOf("Scopes"));
    boolean camera = isCamera(device.textOf("Types"), scopes);
    Sighting.Builder sighting =
        Sighting.at(SightingSource.WS_DISCOVERY, from).network(network).camera(camera);
    uuid(device).ifPresent(sighting::uuid);
    scopes.first("mac").ifPresent(sighting::mac);
    scopes.first("macaddr").ifPresent(sighting::mac);
    scopes.first("serial").ifPresent(sighting::serial);
    scopes.first("manufacturer").ifPresent(sighting::make);
    scopes.first("mfr").ifPresent(sighting::make);
    scopes.first("hardware").ifPresent(sighting::model);
    scopes.first("name").ifPresent(sighting::name);
    scopes.place().ifPresent(sighting::place);
    List<String> foreign = new ArrayList<>();
    boolean own = false;
    for (String given : device.textOf("XAddrs").split("\\s+")) {
      Optional<URI> service = ownService(given, from);
      if (service.isPresent()) {
        own = true;
        if (camera) {
          sighting.service(service.get());
        }
      } else if (!given.isEmpty() && !isLinkLocal6(given)) {
        foreign.add(Sighting.text(given).orElse(""));
      }
    }
    if (camera && !own) {
      // ONVIF Core 5.2: the device service is there on every device.
      sighting.service(URI.create("http://" + from.getHostAddress() + "/onvif/device_service"));
    }
    return new Present(sighting.build(), foreign);
  }

  private static boolean isCamera(String types, OnvifScopes scopes) {
    for (String type : types.split("\\s+")) {
      String local = type.substring(type.indexOf(':') + 1);
      if (local.equals("NetworkVideoTransmitter")
          || local.equals("NetworkVideoStorage")
          || local.equals("NetworkVideoDisplay")) {
        return true;
      }
    }
    return !scopes.isEmpty();
  }

  /** The address of a service if it is at the sender's own address, by number and over HTTP. */
  private static Optional<URI> ownService(String given, InetAddress from) {
    try {
      URI service = new URI(given);
      String scheme = String.valueOf(service.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
              && service.getRawUserInfo() == null
              && service.getHost() != null
              && from instanceof Inet4Address
              && service.getHost().equals(from.getHostAddress())
          ? Optional.of(service)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Cameras with IPv6 list their link-local address too: nothing to wonder at, nothing to use. */
  private static boolean isLinkLocal6(String given) {
    return given.toLowerCase(Locale.ROOT).matches("https?://\\[fe[89ab].*");
  }
}
