package io.vedette.camera.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's table of IPv4 neighbours, as {@code /proc/net/arp} shows it (arp(7)). Holds nothing;
 * safe for use by any thread.
 */
public final class NeighbourTable {

  /** ATF_COM in if_arp.h: the neighbour has answered. */
  private static final int COMPLETE = 2;

  private static final int COLUMNS = 6;

  private final Path table;

  /** The one of this machine, or of the network namespace that the calling thread is in. */
  public NeighbourTable() {
    this(Path.of("/proc/net/arp"));
  }

  /**
   * A table in another file.
   *
   * @param table in the form of {@code /proc/net/arp}
   */
  public NeighbourTable(Path table) {
    this.table = table;
  }

  /**
   * Every neighbour that has answered, by its address.
   *
   * @throws IOException if there is no such table
   */
  public Map<InetAddress, MacAddress> read() throws IOException {
    Map<InetAddress, MacAddress> neighbours = new LinkedHashMap<>();
    for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length != COLUMNS || !columns[2].matches("0x[0-9a-f]{1,8}")) {
        continue;
      }
      Optional<MacAddress> mac = MacAddress.parse(columns[3]);
      if ((Long.decode(columns[2]) & COMPLETE) != 0 && mac.isPresent()) {
        address(columns[0]).ifPresent(address -> neighbours.put(address, mac.get()));
      }
    }
    return neighbours;
  }

  /** By its digits; a name is never looked up. */
  private static Optional<InetAddress> address(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return Optional.empty();
    }
    ByteBuffer octets = ByteBuffer.allocate(4);
    for (String octet : text.split("\\.")) {
      int value = Integer.parseInt(octet);
      if (value > 255) {
        return Optional.empty();
      }
      octets.put((byte) value);
    }
    try {
      return Optional.of(InetAddress.getByAddress(octets.array()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
