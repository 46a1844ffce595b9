package io.vedette.camera.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the neighbour table says: the hardware address of who was seen by other means, and who of
 * all the others was made by a maker of cameras. Used by one thread.
 */
final class Neighbours {

  /** How long the table is taken to be as it was read. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final NeighbourTable table;
  private final CameraMakers makers;
  private final Reports reports;
  private Map<InetAddress, MacAddress> known = Map.of();
  private long readNanos = System.nanoTime() - 2 * FRESH.toNanos();

  Neighbours(NeighbourTable table, CameraMakers makers, Reports reports) {
    this.table = table;
    this.makers = makers;
    this.reports = reports;
  }

  /** Where it is read. */
  NeighbourTable table() {
    return table;
  }

  /**
   * A sighting with the hardware address that its sender has on our own network, if it did not tell
   * one.
   */
  Sighting completed(Sighting sighting) {
    if (sighting.mac().isPresent() || sighting.network().isEmpty()) {
      return sighting;
    }
    return Optional.ofNullable(known().get(sighting.address()))
        .map(sighting::withMac)
        .orElse(sighting);
  }

  /** A sighting of every neighbour that a maker of cameras has made. */
  List<Sighting> cameras(List<LocalNetwork> networks) {
    return known().entrySet().stream()
        .flatMap(
            entry ->
                makers.of(entry.getValue()).stream()
                    .map(
                        maker ->
                            Sighting.at(SightingSource.NEIGHBOURS, entry.getKey())
                                .network(
                                    LocalNetwork.of(entry.getKey(), networks)
                                        .map(LocalNetwork::name))
                                .camera(maker.onlyCameras())
                                .mac(entry.getValue().text())
                                .make(maker.make())
                                .build()))
        .toList();
  }

  private Map<InetAddress, MacAddress> known() {
    long now = System.nanoTime();
    if (now - readNanos > FRESH.toNanos()) {
      readNanos = now;
      try {
        known = unique(table.read());
      } catch (IOException e) {
        known = Map.of();
        reports.notice(
            SightingSource.NEIGHBOURS, "this machine", "no neighbour table: " + e.getMessage());
      }
    }
    return known;
  }

  private static Map<InetAddress, MacAddress> unique(Map<InetAddress, MacAddress> all) {
    Map<InetAddress, MacAddress> unique = new LinkedHashMap<>(all);
    unique.values().removeIf(mac -> Collections.frequency(all.values(), mac) > 1);
    return unique;
  }
}
