package io.vedette.camera.discovery;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Namespaces;
import io.vedette.testing.Namespaces.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Discovery between network namespaces: a box, a switch, and devices. */
@Timeout(120)
class DiscoveryIT {

  private static final System.Logger LOG = System.getLogger(DiscoveryIT.class.getName());
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration ROUND = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private Namespaces network;

  @BeforeEach
  void makeTheNetwork() throws Exception {
    network = new Namespaces();
    network.machine("box", List.of("10.77.0.1/24"));
    List<String> addresses =
        new ArrayList<>(
            IntStream.range(0, ScriptedDevices.COUNT)
                .mapToObj(number -> ScriptedDevices.address(number) + "/24")
                .toList());
    addresses.add("10.77.0.140/24");
    addresses.add("10.77.0.150/24");
    addresses.add("10.77.0.160/24");
    network.machine("site", addresses);
  }

  @AfterEach
  void removeTheNetwork() throws Exception {
    network.close();
  }

  private Running devices() throws Exception {
    Running devices = network.java("site", ScriptedDevices.class);
    devices.await("devices are up", START);
    return devices;
  }

  private static long millis(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void thirtyDevicesAreListedInUnderFiveSeconds() throws Exception {
    devices();
    Running box = network.java("box", DiscoveryRun.class, "false", "0");
    box.await("done", ROUND);
    List<String> found = box.seen().stream().filter(line -> line.matches("\\d+ found .*")).toList();
    assertEquals(ScriptedDevices.COUNT, found.size(), String.join("\n", box.seen()));
    long last = found.stream().mapToLong(DiscoveryIT::millis).max().orElseThrow();
    LOG.log(INFO, "30 devices were listed after {0} ms; {1}", last, box.await("packets", START));
    assertTrue(last < 5000, "the last was listed after " + last + " ms");
    // Two with one UUID, and one that told of a service elsewhere.
    box.await("found uuid-" + ScriptedDevices.SHARED_UUID + " at", START);
    box.await("found uuid-" + ScriptedDevices.SHARED_UUID + "-at-10-77-0-1", START);
    String notice = box.await("192.168.1.108", START);
    assertTrue(notice.contains("about=10.77.0.128"), notice);
    // What one device answers hides nobody else.
    box.await("about=10.77.0.150, seen=a datagram of more than 16384 bytes", START);
    box.await("about=10.77.0.150, seen=XML deeper than", START);
    // One entry for what three protocols tell.
    String both =
        box.seen().stream()
            .filter(line -> line.startsWith("camera ") && line.contains("address=/10.77.0.105,"))
            .findFirst()
            .orElseThrow();
    for (String part :
        List.of("WS_DISCOVERY", "MDNS", "SSDP", "make=Optional[AXIS]", "name=Optional[Camera 4]")) {
      assertTrue(both.contains(part), both);
    }
  }

  @Test
  void theScanFindsWhatAnnouncesNothingAndKeepsItsPace() throws Exception {
    devices();
    Running box = network.java("box", DiscoveryRun.class, "true", "0");
    box.await("done", ROUND);
    String packets = box.await("packets", START);
    LOG.log(INFO, "a round with a scan of 253 addresses: {0}", packets);
    String found = box.await(" at 10.77.0.140 by [SCAN]", START);
    assertTrue(found.contains("make Hipcam"), found);
    Matcher peak = Pattern.compile("at most (\\d+) sent in a second").matcher(packets);
    assertTrue(peak.find(), packets);
    // A hundred connections a second: for each that nobody takes, three requests of ARP.
    assertTrue(Integer.parseInt(peak.group(1)) <= 500, packets);
  }

  @Test
  void aKnownHostThatHearsNoMulticastIsAskedAlone() throws Exception {
    devices();
    Running box = network.java("box", DiscoveryRun.class, "false", "0", "10.77.0.160");
    box.await("done", ROUND);
    box.await(" at 10.77.0.160 by [WS_DISCOVERY] make - name Alone", START);
  }

  @Test
  void goodbyesAndInterfacesThatGoAreFollowed() throws Exception {
    Running box = network.java("box", DiscoveryRun.class, "false", "-1");
    box.await("listening", START);
    network.machine("peer", List.of("10.77.0.201/24"));
    Running first = network.java("peer", Announcer.class, "Hello", "Bye");
    box.await("found uuid-" + Datagrams.HIKVISION_UUID + " at 10.77.0.201", START);
    box.await("lost uuid-" + Datagrams.HIKVISION_UUID, START);
    first.terminate();
    network.ipIn("box", "link", "set", "eth0", "down");
    box.await("about=eth0, seen=the interface has gone away", START);
    network.ipIn("box", "link", "set", "eth0", "up");
    // Announced again and again until the interface is joined again.
    network.java("peer", Announcer.class, "Hello", "Hello", "Hello", "Hello", "Hello", "Hello");
    box.await("found uuid-" + Datagrams.HIKVISION_UUID + " at 10.77.0.201", START);
  }

  @Test
  void peersThatNobodyHereWroteAreUnderstood() throws Exception {
    network.machine("peer", List.of("10.77.0.201/24"));
    Running box = network.java("box", PeerRun.class);
    box.await("listening", START);
    ForeignPeers peers = new ForeignPeers(network, "peer", folder);
    try (Running wsdd = peers.wsdd()) {
      String hello = box.await("WS_DISCOVERY, address=/10.77.0.201", START);
      assertTrue(hello.contains("uuid=Optional[" + ForeignPeers.UUID + "]"), hello);
      assertFalse(hello.contains("camera=true"), hello);
      peers.avahi();
      peers.minidlna();
      box.type("search");
      String match = box.await("match [Present", START);
      assertTrue(match.contains("uuid=Optional[" + ForeignPeers.UUID + "]"), match);
      String rtsp = box.await("streams=[rtsp://10.77.0.201:8554/live]", START);
      for (String part : List.of("source=MDNS", "camera=true", "name=Optional[Gate]")) {
        assertTrue(rtsp.contains(part), rtsp);
      }
      String dlna = box.await("Seen[sighting=Sighting[source=SSDP", START);
      assertTrue(dlna.contains("name=Optional[Films]"), dlna);
      assertTrue(dlna.contains("camera=false"), dlna);
      wsdd.terminate();
      box.await("Left[uuid=" + ForeignPeers.UUID, START);
    }
  }
}
