package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DnsMessage.Address;
import io.vedette.camera.discovery.DnsMessage.Answer;
import io.vedette.camera.discovery.DnsMessage.Pointer;
import io.vedette.camera.discovery.DnsMessage.Service;
import io.vedette.camera.discovery.DnsMessage.Text;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a response of multicast DNS says of cameras. Pure; safe for use by any thread. */
final class MulticastDns {

  static final int PORT = 5353;
  static final String GROUP = "224.0.0.251";

  /** What is in one message, by name. */
  private static final class Records {
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Map<String, String>> texts = new HashMap<>();
    private final Map<String, Set<InetAddress>> hosts = new HashMap<>();

    private Records(List<Answer> answers) {
      for (Answer answer : answers) {
        switch (answer) {
          case Service service -> services.putIfAbsent(service.name().key(), service);
          case Text text -> texts.putIfAbsent(text.name().key(), text.values());
          case Address address ->
              hosts
                  .computeIfAbsent(address.name().key(), _ -> new HashSet<>())
                  .add(address.address());
          case Pointer _ -> {
            // They are gone through one by one.
          }
        }
      }
    }

    /** Whether an instance is at another host than the one that tells of it. */
    private boolean isElsewhere(String instance, InetAddress from) {
      Service service = services.get(instance);
      Set<InetAddress> told =
          service == null ? Set.of() : hosts.getOrDefault(service.target().key(), Set.of());
      return !told.isEmpty() && !told.contains(from);
    }
  }

  private MulticastDns() {}

  /** A query for everything that cameras announce. */
  static byte[] query() {
    return DnsMessage.query(
        Arrays.stream(CameraService.values()).map(CameraService::type).toList());
  }

  /**
   * What a datagram says.
   *
   * @param sighting what it says of the sender, if it is a camera
   * @param incomplete its services of which it does not say where they are, or anything else
   */
  record Told(Optional<Sighting> sighting, List<DnsName> incomplete) {}

  /**
   * Reads a datagram. One host's services make one sighting.
   *
   * @throws DeviceFormatException if it cannot be read, or if all that it tells is of other hosts:
   *     then it is a reflector's, and nobody knows whether they can be reached
   */
  static Told read(byte[] datagram, InetAddress from, Optional<String> network)
      throws DeviceFormatException {
    List<Answer> answers = DnsMessage.read(datagram);
    Records records = new Records(answers);
    Sighting.Builder sighting = Sighting.at(SightingSource.MDNS, from).network(network);
    List<DnsName> incomplete = new ArrayList<>();
    boolean camera = false;
    boolean elsewhere = false;
    for (DnsName instance : instances(answers)) {
      for (CameraService type : CameraService.values()) {
        if (!instance.isInstanceOf(type.type())) {
          continue;
        }
        if (records.isElsewhere(instance.key(), from)) {
          elsewhere = true;
          continue;
        }
        Service service = records.services.get(instance.key());
        Map<String, String> text = records.texts.get(instance.key());
        if (service == null || text == null) {
          incomplete.add(instance);
        }
        int port = service == null ? 0 : service.port();
        if (type.describe(sighting, from, port, text == null ? Map.of() : text)) {
          camera = true;
          sighting.name(instance.first());
        }
      }
    }
    if (!camera && elsewhere) {
      throw new DeviceFormatException("it tells of services at other hosts, which are not used");
    }
    return new Told(
        camera ? Optional.of(sighting.camera(true).build()) : Optional.empty(),
        List.copyOf(incomplete));
  }

  /** Every instance that is told of, each once. */
  private static Collection<DnsName> instances(List<Answer> answers) {
    Map<String, DnsName> instances = new LinkedHashMap<>();
    for (Answer answer : answers) {
      DnsName name =
          switch (answer) {
            case Pointer pointer -> pointer.target();
            case Service service -> service.name();
            case Text text -> text.name();
            case Address address -> address.name();
          };
      instances.putIfAbsent(name.key(), name);
    }
    return instances.values();
  }
}
