package io.vedette.camera.discovery;

import static io.vedette.camera.discovery.Datagrams.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {

  private static final String TABLE =
      """
      IP address       HW type     Flags       HW address            Mask     Device
      10.0.0.5         0x1         0x2         ac:cc:8e:00:00:05     *        eth0
      10.0.0.6         0x1         0x0         00:00:00:00:00:00     *        eth0
      10.0.0.7         0x1         0x6         bc:ad:28:00:00:07     *        eth0
      10.0.0.8         0x1         0x2         50:c7:bf:00:00:01     *        wlan0
      10.0.0.9         0x1         0x2         50:c7:bf:00:00:01     *        wlan0
      10.0.0.10        0x1         0x2         00:0e:8f:00:00:01     *        eth0
      broken line
      host.example     0x1         0x2         ac:cc:8e:00:00:06     *        eth0
      10.0.0.999       0x1         0x2         ac:cc:8e:00:00:07     *        eth0
      10.0.0.11        0x1         0x2         ?                     *        eth0
      """;

  @TempDir private Path folder;
  private final Reports reports = new Reports();
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("arp");
    Files.writeString(file, TABLE);
  }

  private Neighbours neighbours() {
    return new Neighbours(new NeighbourTable(file), new CameraMakers(), reports);
  }

  private static Sighting at(String host) {
    return Sighting.at(SightingSource.WS_DISCOVERY, address(host))
        .network(Optional.of("eth0"))
        .build();
  }

  @Test
  void onlyNeighboursThatHaveAnsweredAreRead() throws Exception {
    Map<InetAddress, MacAddress> read = new NeighbourTable(file).read();
    assertEquals(new MacAddress("ac:cc:8e:00:00:05"), read.get(address("10.0.0.5")));
    assertFalse(read.containsKey(address("10.0.0.6")));
    assertTrue(read.containsKey(address("10.0.0.7")));
    assertFalse(read.containsKey(address("10.0.0.11")));
  }

  @Test
  void thisMachinesOwnTableCanBeRead() throws Exception {
    new NeighbourTable().read();
  }

  @Test
  void sightingsAreCompletedUnlessTheyKnowBetter() {
    Neighbours neighbours = neighbours();
    assertEquals(
        Optional.of(new MacAddress("ac:cc:8e:00:00:05")),
        neighbours.completed(at("10.0.0.5")).mac());
    Sighting told =
        Sighting.at(SightingSource.MDNS, address("10.0.0.5"))
            .network(Optional.of("eth0"))
            .mac("ac:cc:8e:99:99:99")
            .build();
    assertEquals(told, neighbours.completed(told));
    assertEquals(Optional.empty(), neighbours.completed(at("10.0.0.77")).mac());
  }

  /** Behind a wireless repeater all have the repeater's address. */
  @Test
  void anAddressOfSeveralNeighboursIsNobodys() {
    assertEquals(Optional.empty(), neighbours().completed(at("10.0.0.8")).mac());
    assertEquals(Optional.empty(), neighbours().completed(at("10.0.0.9")).mac());
  }

  @Test
  void whatMakersOfCamerasHaveMadeIsSeen() {
    List<Sighting> seen = neighbours().cameras(List.of());
    assertEquals(
        List.of("AXIS", "Hikvision", "Sercomm"),
        seen.stream().map(one -> one.make().orElseThrow()).toList());
    assertEquals(List.of(true, true, false), seen.stream().map(Sighting::camera).toList());
  }

  @Test
  void withoutATableThereIsANoticeAndNothingElse() throws Exception {
    Files.delete(file);
    assertEquals(at("10.0.0.5"), neighbours().completed(at("10.0.0.5")));
    assertTrue(reports.next(0).orElseThrow() instanceof Reports.Told);
  }
}
