package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One camera, as everything that was seen of it says. Texts are what it says of itself: whoever
 * sends it credentials has to know by other means that it is the one it says.
 *
 * @param id stays while it is known, and is the same when it is found again, as far as the camera
 *     tells anything by which it can be recognized: its hardware address, serial number or UUID
 * @param address where it answers; of several the one that it answers from longest
 * @param addresses all that it was seen at, {@code address} first
 * @param network name of our interface through which {@code address} is reached directly, if one is
 * @param uuid its identifier in the protocol that tells most, see {@link Sighting#uuid}
 * @param mac hardware address
 * @param serial serial number
 * @param make who made it
 * @param model what it is called by its maker
 * @param name what it is called by its owner
 * @param place where its owner says it is
 * @param services addresses of its ONVIF device service, all at {@code address}
 * @param streams RTSP addresses, all at {@code address}, without credentials
 * @param rtspPorts TCP ports at which it speaks RTSP
 * @param httpPort TCP port of its web server
 * @param sources by which means it was seen
 * @param firstSeen when it was seen first
 * @param lastSeen when it was seen last
 */
public record DiscoveredCamera(
    String id,
    InetAddress address,
    List<InetAddress> addresses,
    Optional<String> network,
    Optional<String> uuid,
    Optional<MacAddress> mac,
    Optional<String> serial,
    Optional<String> make,
    Optional<String> model,
    Optional<String> name,
    Optional<String> place,
    List<URI> services,
    List<URI> streams,
    List<Integer> rtspPorts,
    Optional<Integer> httpPort,
    Set<SightingSource> sources,
    Instant firstSeen,
    Instant lastSeen) {

  public DiscoveredCamera {
    addresses = List.copyOf(addresses);
    services = List.copyOf(services);
    streams = List.copyOf(streams);
    rtspPorts = List.copyOf(rtspPorts);
    sources = Set.copyOf(sources);
  }

  /** Whether the same is said of the camera, no matter when it was seen. */
  boolean saysTheSameAs(DiscoveredCamera other) {
    return seenAt(Instant.EPOCH).equals(other.seenAt(Instant.EPOCH));
  }

  private DiscoveredCamera seenAt(Instant last) {
    return new DiscoveredCamera(
        id, address, addresses, network, uuid, mac, serial, make, model, name, place, services,
        streams, rtspPorts, httpPort, sources, firstSeen, last);
  }
}
