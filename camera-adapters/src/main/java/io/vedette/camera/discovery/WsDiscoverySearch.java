package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DatagramLoop.Group;
import io.vedette.camera.discovery.DatagramLoop.Question;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Searches by WS-Discovery: two Probes to the group and to every known host, three times each,
 * since datagrams get lost (SOAP over UDP 1.0, appendix I). Hello and Bye are listened to for ever.
 */
final class WsDiscoverySearch implements SearchPart {

  /** Devices wait up to 500 ms (clause 3.1.3); slow firmware, and many at once, take longer. */
  static final Duration OPEN = Duration.ofSeconds(4);

  private static final List<Duration> TIMES =
      List.of(Duration.ZERO, Duration.ofMillis(300), Duration.ofMillis(1500));

  /** SOAP over UDP 1.0 clause 3.2 does not say; ONVIF's own examples do not leave the network. */
  private static final int HOPS = 1;

  private static final Group GROUP =
      Group.of(SightingSource.WS_DISCOVERY, WsDiscovery.GROUP, WsDiscovery.PORT, HOPS);

  private final DatagramLoop datagrams;
  private final Reports reports;
  private final Supplier<UUID> ids;

  /**
   * @param ids makes the identifiers of messages
   */
  WsDiscoverySearch(DatagramLoop datagrams, Reports reports, Supplier<UUID> ids) {
    this.datagrams = datagrams;
    this.reports = reports;
    this.ids = ids;
    datagrams.listen(GROUP, this::read);
  }

  @Override
  public SightingSource source() {
    return SightingSource.WS_DISCOVERY;
  }

  @Override
  public void search(List<LocalNetwork> networks, List<InetAddress> hosts) {
    List<byte[]> probes =
        List.of(
            WsDiscovery.probe(ids.get(), WsDiscovery.Wanted.TRANSMITTER),
            WsDiscovery.probe(ids.get(), WsDiscovery.Wanted.DEVICE));
    datagrams.ask(
        new Question(GROUP, probes, TIMES, hosts, OPEN, this::read, () -> reports.over(source())));
  }

  private void read(byte[] datagram, InetAddress from, Optional<String> network)
      throws DeviceFormatException {
    for (WsDiscovery.Message message : WsDiscovery.read(datagram, from, network)) {
      switch (message) {
        case WsDiscovery.Present present -> {
          for (String address : present.foreign()) {
            reports.notice(
                source(),
                from.getHostAddress(),
                "it gives a service's address that is not its own, which is not used: " + address);
          }
          reports.seen(present.sighting());
        }
        case WsDiscovery.Bye bye -> reports.left(bye.uuid(), from);
      }
    }
  }
}
