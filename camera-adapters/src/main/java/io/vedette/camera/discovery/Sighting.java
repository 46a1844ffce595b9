package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one protocol told of one device. All texts are a stranger's words, cut at {@value
 * #MOST_CHARACTERS} characters and without control characters.
 *
 * @param source by which means
 * @param address where it answered from
 * @param network name of our interface through which that address is reached directly, if one is
 * @param camera whether this alone says that it is a camera, or a recorder or encoder like one
 * @param uuid its identifier in lower case, without {@code urn:uuid:}; makers get it wrong: two
 *     cameras may have the same, and one may have others in other protocols
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
 */
public record Sighting(
    SightingSource source,
    InetAddress address,
    Optional<String> network,
    boolean camera,
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
    Optional<Integer> httpPort) {

  /** How long a text may be. */
  public static final int MOST_CHARACTERS = 128;

  /** How many addresses or ports of a kind are kept. */
  static final int MOST_ADDRESSES = 8;

  public Sighting {
    services = List.copyOf(services);
    streams = List.copyOf(streams);
    rtspPorts = List.copyOf(rtspPorts);
  }

  /** Begins one. */
  static Builder at(SightingSource source, InetAddress address) {
    return new Builder(source, address);
  }

  /** The same with a hardware address that was learned elsewhere, unless it has told one. */
  Sighting withMac(MacAddress learned) {
    if (mac.isPresent()) {
      return this;
    }
    return new Sighting(
        source,
        address,
        network,
        camera,
        uuid,
        Optional.of(learned),
        serial,
        make,
        model,
        name,
        place,
        services,
        streams,
        rtspPorts,
        httpPort);
  }

  /**
   * The same with what the same means told of the same device earlier and does not repeat.
   * Multicast DNS tells of each service when it likes; elsewhere a list is told whole.
   */
  Sighting after(Sighting earlier) {
    boolean piecemeal = source == SightingSource.MDNS;
    return new Sighting(
        source,
        address,
        network.or(earlier::network),
        camera || earlier.camera,
        uuid.or(earlier::uuid),
        mac.or(earlier::mac),
        serial.or(earlier::serial),
        make.or(earlier::make),
        model.or(earlier::model),
        name.or(earlier::name),
        place.or(earlier::place),
        joined(services, earlier.services, piecemeal),
        joined(streams, earlier.streams, piecemeal),
        joined(rtspPorts, earlier.rtspPorts, piecemeal),
        httpPort.or(earlier::httpPort));
  }

  private static <T> List<T> joined(List<T> now, List<T> earlier, boolean piecemeal) {
    return now.isEmpty() || piecemeal
        ? Stream.concat(earlier.stream(), now.stream()).distinct().limit(MOST_ADDRESSES).toList()
        : now;
  }

  /** A stranger's word made fit to be kept: nothing if it is empty. */
  static Optional<String> text(String told) {
    String cut = told.substring(0, Math.min(told.length(), 4 * MOST_CHARACTERS));
    String clean = cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    if (clean.length() > MOST_CHARACTERS) {
      int end = Character.isHighSurrogate(clean.charAt(MOST_CHARACTERS - 1)) ? 1 : 0;
      clean = clean.substring(0, MOST_CHARACTERS - end);
    }
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }

  /** Takes what is told piece by piece; of two tellings of one thing the first counts. */
  static final class Builder {
    private final SightingSource source;
    private final InetAddress address;
    private Optional<String> network = Optional.empty();
    private boolean camera;
    private Optional<String> uuid = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private Optional<String> serial = Optional.empty();
    private Optional<String> make = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> place = Optional.empty();
    private final List<URI> services = new ArrayList<>();
    private final List<URI> streams = new ArrayList<>();
    private final TreeSet<Integer> rtspPorts = new TreeSet<>();
    private Optional<Integer> httpPort = Optional.empty();

    private Builder(SightingSource source, InetAddress address) {
      this.source = source;
      this.address = address;
    }

    Builder network(Optional<String> interfaceName) {
      network = interfaceName;
      return this;
    }

    Builder camera(boolean says) {
      camera |= says;
      return this;
    }

    Builder uuid(String told) {
      uuid = uuid.or(() -> DeviceUuid.of(told));
      return this;
    }

    Builder mac(String told) {
      mac = mac.or(() -> MacAddress.parse(told));
      return this;
    }

    Builder serial(String told) {
      serial = serial.or(() -> text(told));
      return this;
    }

    Builder make(String told) {
      make = make.or(() -> text(told));
      return this;
    }

    Builder model(String told) {
      model = model.or(() -> text(told));
      return this;
    }

    Builder name(String told) {
      name = name.or(() -> text(told));
      return this;
    }

    Builder place(String told) {
      place = place.or(() -> text(told));
      return this;
    }

    Builder service(URI at) {
      add(services, at);
      return this;
    }

    Builder stream(URI at) {
      add(streams, at);
      return this;
    }

    Builder rtspPort(int port) {
      if (port > 0 && port < 65536 && rtspPorts.size() < MOST_ADDRESSES) {
        rtspPorts.add(port);
      }
      return this;
    }

    Builder httpPort(int port) {
      if (port > 0 && port < 65536) {
        httpPort = httpPort.or(() -> Optional.of(port));
      }
      return this;
    }

    Sighting build() {
      return new Sighting(
          source,
          address,
          network,
          camera,
          uuid,
          mac,
          serial,
          make,
          model,
          name,
          place,
          services,
          streams,
          List.copyOf(rtspPorts),
          httpPort);
    }

    private static void add(List<URI> addresses, URI one) {
      if (addresses.size() < MOST_ADDRESSES && !addresses.contains(one)) {
        addresses.add(one);
      }
    }
  }
}
