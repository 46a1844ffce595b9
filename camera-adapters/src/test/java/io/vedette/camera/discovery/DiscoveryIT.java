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
import java.util.Collections;
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
@Timeout(600)
class DiscoveryIT {

  private static final System.Logger LOG = System.getLogger(DiscoveryIT.class.getName());
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ROUND = Duration.ofSeconds(120);

  /** A busy machine loses datagrams, and is late: then another round is the one that counts. */
  private static final int ROUNDS = 3;

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

  /** What a round has to have shown. */
  @FunctionalInterface
  private interface Check {
    void of(Running box) throws Exception;
  }

  /** Searches once, and again by a new process, until a round has shown it. */
  private void assertSearched(Check check, String... words) throws Exception {
    for (int round = 1; ; round++) {
      Running box = network.java("box", DiscoveryRun.class, words);
      box.await("done", ROUND);
      try {
        check.of(box);
        return;
      } catch (AssertionError e) {
        if (round == ROUNDS) {
          throw e;
        }
        LOG.log(INFO, "round " + round, e);
      }
    }
  }

  private static long millis(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void thirtyDevicesAreListedInUnderFiveSeconds() throws Exception {
    devices();
    assertSearched(DiscoveryIT::assertThirtyAreListed, "false", "0");
  }

  private static void assertThirtyAreListed(Running box) throws Exception {
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
            .orElse("no camera at 10.77.0.105");
    for (String part :
        List.of("WS_DISCOVERY", "MDNS", "SSDP", "make=Optional[AXIS]", "name=Optional[Camera 4]")) {
      assertTrue(both.contains(part), both);
    }
  }

  @Test
  void theScanFindsWhatAnnouncesNothingAndKeepsItsPace() throws Exception {
    devices();
    assertSearched(DiscoveryIT::assertScannedInItsPace, "true", "0");
  }

  private static void assertScannedInItsPace(Running box) throws Exception {
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
    assertSearched(
        box -> box.await(" at 10.77.0.160 by [WS_DISCOVERY] make - name Alone", START),
        "false",
        "0",
        "10.77.0.160");
  }

  @Test
  void goodbyesAndInterfacesThatGoAreFollowed() throws Exception {
    Running box = network.java("box", DiscoveryRun.class, "false", "-1");
    box.await("listening", START);
    network.machine("peer", List.of("10.77.0.201/24"));
    // Again and again, as nobody can tell when the box has come to listen.
    Running first =
        network.java("peer", Announcer.class, "Hello", "Hello", "Hello", "Hello", "Bye", "Bye");
    box.await("found uuid-" + Datagrams.HIKVISION_UUID + " at 10.77.0.201", START);
    box.await("lost uuid-" + Datagrams.HIKVISION_UUID, START);
    first.terminate();
    network.ipIn("box", "link", "set", "eth0", "down");
    box.await("about=eth0, seen=the interface has gone away", START);
    network.ipIn("box", "link", "set", "eth0", "up");
    // Announced again and again until the interface is joined again.
    network.java("peer", Announcer.class, Collections.nCopies(30, "Hello").toArray(String[]::new));
    box.awaitNext("found uuid-" + Datagrams.HIKVISION_UUID + " at 10.77.0.201", START);
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
      String match = searched(box, "match [Present");
      assertTrue(match.contains("uuid=Optional[" + ForeignPeers.UUID + "]"), match);
      String rtsp = searched(box, "streams=[rtsp://10.77.0.201:8554/live]");
      for (String part : List.of("source=MDNS", "camera=true", "name=Optional[Gate]")) {
        assertTrue(rtsp.contains(part), rtsp);
      }
      String dlna = searched(box, "Seen[sighting=Sighting[source=SSDP");
      assertTrue(dlna.contains("name=Optional[Films]"), dlna);
      assertTrue(dlna.contains("camera=false"), dlna);
      wsdd.terminate();
      box.await("Left[uuid=" + ForeignPeers.UUID, START);
    }
  }

  /** What is answered to a search, once the peers are ready to answer. */
  private static String searched(Running box, String part) throws Exception {
    for (int i = 1; ; i++) {
      box.type("search");
      try {
        return box.await(part, Duration.ofSeconds(10));
      } catch (AssertionError e) {
        if (i == 6) {
          throw e;
        }
      }
    }
  }
}
