package io.vedette.camera.discovery;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Writes what each protocol sees, cameras or not, in the network namespace that it is started in:
 * for peers that are none, which discovery itself would not list. Searches once for each line that
 * it reads.
 */
final class PeerRun {

  private PeerRun() {}

  public static void main(String[] arguments) throws Exception {
    Reports reports = new Reports();
    List<LocalNetwork> networks = LocalNetwork.all();
    try (DatagramLoop datagrams = new DatagramLoop(reports::notice)) {
      datagrams.networks(networks);
      List<SearchPart> parts =
          List.of(
              new WsDiscoverySearch(datagrams, reports, UUID::randomUUID),
              new MulticastDnsSearch(datagrams, reports),
              new SsdpSearch(datagrams, reports, new CameraMakers()));
      Thread.ofPlatform().daemon().start(() -> print(reports));
      // What was ordered before it, to listen, is done by then.
      ask(datagrams, List.of(), Duration.ZERO, () -> System.out.println("listening"));
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
      while (input.readLine() != null) {
        search(datagrams, parts, networks);
      }
    }
  }

  private static void search(
      DatagramLoop datagrams, List<SearchPart> parts, List<LocalNetwork> networks) {
    parts.forEach(part -> part.search(networks, List.<InetAddress>of()));
    // A computer answers to its own type only.
    byte[] probe =
        new String(
                WsDiscovery.probe(UUID.randomUUID(), WsDiscovery.Wanted.DEVICE),
                StandardCharsets.UTF_8)
            .replace("tds:Device", "wsdp:Device")
            .getBytes(StandardCharsets.UTF_8);
    ask(datagrams, List.of(probe), Duration.ofSeconds(8), () -> {});
  }

  private static void ask(
      DatagramLoop datagrams, List<byte[]> probes, Duration open, Runnable over) {
    datagrams.ask(
        new DatagramLoop.Question(
            DatagramLoop.Group.of(
                SightingSource.WS_DISCOVERY, WsDiscovery.GROUP, WsDiscovery.PORT, 1),
            probes,
            List.of(Duration.ZERO),
            List.of(),
            open,
            (datagram, from, network) ->
                System.out.println("match " + WsDiscovery.read(datagram, from, network)),
            over));
  }

  private static void print(Reports reports) {
    try {
      while (true) {
        reports.next(1000).ifPresent(report -> System.out.println("report " + report));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
