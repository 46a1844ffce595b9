package io.vedette.camera.discovery;

import static io.vedette.camera.discovery.Datagrams.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.discovery.DiscoveryEvent.Changed;
import io.vedette.camera.discovery.DiscoveryEvent.Found;
import io.vedette.camera.discovery.DiscoveryEvent.Lost;
import io.vedette.camera.discovery.DiscoveryEvent.Noticed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CameraMergerTest {

  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final String UUID_1 = "11111111-2222-3333-4444-555555555555";
  private static final String UUID_2 = "99999999-2222-3333-4444-555555555555";
  private static final String MAC_1 = "ac:cc:8e:00:00:01";
  private static final String MAC_2 = "ac:cc:8e:00:00:02";

  private final CameraMerger merger = new CameraMerger(10, QUIET);
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  private static Sighting.Builder onvif(String host) {
    return Sighting.at(SightingSource.WS_DISCOVERY, address(host)).camera(true);
  }

  private static Sighting.Builder from(SightingSource source, String host) {
    return Sighting.at(source, address(host));
  }

  private List<DiscoveryEvent> seen(Sighting.Builder sighting) {
    return merger.seen(sighting.build(), now);
  }

  private DiscoveredCamera only() {
    assertEquals(1, merger.cameras().size(), merger.cameras().toString());
    return merger.cameras().getFirst();
  }

  @Test
  void whatSeveralMeansTellOfOneAddressIsOneCamera() {
    assertInstanceOf(Found.class, seen(onvif("10.0.0.5").uuid(UUID_1).model("P1")).getFirst());
    assertInstanceOf(
        Changed.class,
        seen(from(SightingSource.MDNS, "10.0.0.5").name("Gate").rtspPort(554)).getFirst());
    seen(from(SightingSource.SSDP, "10.0.0.5").uuid(UUID_2).make("AXIS").model("AXIS P1"));
    seen(from(SightingSource.NEIGHBOURS, "10.0.0.5").mac(MAC_1));
    DiscoveredCamera camera = only();
    assertEquals("uuid-" + UUID_1, camera.id());
    assertEquals(Optional.of(UUID_1), camera.uuid());
    assertEquals(Optional.of("P1"), camera.model());
    assertEquals(Optional.of("AXIS"), camera.make());
    assertEquals(Optional.of("Gate"), camera.name());
    assertEquals(Optional.of(new MacAddress(MAC_1)), camera.mac());
    assertEquals(List.of(554), camera.rtspPorts());
    assertEquals(
        Set.of(
            SightingSource.WS_DISCOVERY,
            SightingSource.MDNS,
            SightingSource.SSDP,
            SightingSource.NEIGHBOURS),
        camera.sources());
  }

  @Test
  void sayingTheSameAgainChangesNothing() {
    seen(onvif("10.0.0.5").uuid(UUID_1));
    now = now.plusSeconds(5);
    assertEquals(List.of(), seen(onvif("10.0.0.5").uuid(UUID_1)));
    assertEquals(now, only().lastSeen());
    assertEquals(now.minusSeconds(5), only().firstSeen());
  }

  @Test
  void oneUuidAtTwoHostsIsTwoCameras() {
    seen(onvif("10.0.0.5").uuid(UUID_1));
    assertInstanceOf(Found.class, seen(onvif("10.0.0.6").uuid(UUID_1)).getFirst());
    seen(onvif("10.0.0.5").uuid(UUID_1));
    assertEquals(
        List.of("uuid-" + UUID_1, "uuid-" + UUID_1 + "-at-10-0-0-6"),
        merger.cameras().stream().map(DiscoveredCamera::id).toList());
  }

  @Test
  void aCameraWithoutAnythingButAUuidMovesOnceItsOldAddressIsSilent() {
    seen(onvif("10.0.0.5").uuid(UUID_1));
    now = now.plus(QUIET).plusSeconds(1);
    Changed moved =
        assertInstanceOf(Changed.class, seen(onvif("10.0.0.6").uuid(UUID_1)).getFirst());
    assertEquals(address("10.0.0.6"), moved.camera().address());
    assertEquals("uuid-" + UUID_1, only().id());
  }

  @Test
  void aHardwareAddressIsFollowedAtOnceAndTheNewAddressCountsOnceTheOldIsSilent() {
    seen(onvif("10.0.0.5").mac(MAC_1));
    seen(onvif("10.0.0.6").mac(MAC_1));
    assertEquals(address("10.0.0.5"), only().address());
    assertEquals(List.of(address("10.0.0.5"), address("10.0.0.6")), only().addresses());
    now = now.plus(QUIET).plusSeconds(1);
    seen(onvif("10.0.0.6").mac(MAC_1));
    assertEquals(address("10.0.0.6"), only().address());
  }

  @Test
  void sameSerialNumbersJoinUnlessTheyAreEveryones() {
    seen(onvif("10.0.0.5").serial("3K03A7FPAG6F8B2"));
    seen(from(SightingSource.SSDP, "10.0.0.6").serial("3K03A7FPAG6F8B2"));
    assertEquals(1, merger.cameras().size());
    for (String everyones : List.of("1234", "00000000")) {
      seen(onvif("10.0.1.5").serial(everyones));
      seen(onvif("10.0.1.6").serial(everyones));
    }
    seen(onvif("10.0.0.7").serial("SHARED-BY-ALL").mac(MAC_1));
    seen(onvif("10.0.0.8").serial("SHARED-BY-ALL").mac(MAC_2));
    assertEquals(5, merger.cameras().size(), merger.cameras().toString());
  }

  @Test
  void anotherCameraAtTheOldAddressIsAnotherEntry() {
    seen(onvif("10.0.0.5").uuid(UUID_1).mac(MAC_1).service(URI.create("http://10.0.0.5/onvif")));
    List<DiscoveryEvent> events =
        seen(
            onvif("10.0.0.5").uuid(UUID_2).mac(MAC_2).service(URI.create("http://10.0.0.5/onvif")));
    assertEquals("mac-accc8e000001", assertInstanceOf(Lost.class, events.get(0)).id());
    assertEquals("mac-accc8e000002", assertInstanceOf(Found.class, events.get(1)).camera().id());
    // Found again elsewhere it has the name it had.
    seen(onvif("10.0.0.9").uuid(UUID_1).mac(MAC_1));
    assertTrue(merger.cameras().stream().anyMatch(one -> one.id().equals("mac-accc8e000001")));
  }

  @Test
  void severalDevicesAtOneHostStaySeveral() {
    seen(onvif("10.0.0.5").uuid(UUID_1).mac(MAC_1).service(URI.create("http://10.0.0.5:81/o")));
    seen(onvif("10.0.0.5").uuid(UUID_2).mac(MAC_1).service(URI.create("http://10.0.0.5:82/o")));
    assertEquals(2, merger.cameras().size());
    seen(onvif("10.0.0.5").uuid(UUID_1).mac(MAC_1).service(URI.create("http://10.0.0.5:81/o")));
    seen(onvif("10.0.0.5").uuid(UUID_2).mac(MAC_1).service(URI.create("http://10.0.0.5:82/o")));
    assertEquals(2, merger.cameras().size(), merger.cameras().toString());
  }

  @Test
  void twoEntriesBecomeOneWhenTheyTurnOutToBe() {
    seen(onvif("10.0.0.5").uuid(UUID_1));
    seen(from(SightingSource.MDNS, "10.0.0.6").camera(true).mac(MAC_1));
    assertEquals(2, merger.cameras().size());
    List<DiscoveryEvent> events = seen(from(SightingSource.NEIGHBOURS, "10.0.0.5").mac(MAC_1));
    assertInstanceOf(Lost.class, events.getFirst());
    assertEquals(List.of("10.0.0.6", "10.0.0.5"), hosts(only()));
  }

  private static List<String> hosts(DiscoveredCamera camera) {
    return camera.addresses().stream().map(one -> one.getHostAddress()).toList();
  }

  @Test
  void whatIsNoCameraIsKeptButNotShown() {
    assertEquals(List.of(), seen(from(SightingSource.SSDP, "10.0.0.5").make("Printers Inc")));
    assertEquals(List.of(), merger.cameras());
    assertInstanceOf(
        Found.class,
        seen(from(SightingSource.SCAN, "10.0.0.5").camera(true).rtspPort(554)).getFirst());
    assertEquals(Optional.of("Printers Inc"), only().make());
  }

  @Test
  void goodbyesAreBelievedFromTheDevicesOwnAddressOnly() {
    seen(onvif("10.0.0.5").uuid(UUID_1));
    assertEquals(List.of(), merger.left(UUID_1, address("10.0.0.6")));
    assertInstanceOf(Lost.class, merger.left(UUID_1, address("10.0.0.5")).getFirst());
    assertEquals(List.of(), merger.cameras());
  }

  @Test
  void theNumberOfDevicesIsBounded() {
    for (int i = 1; i <= 10; i++) {
      seen(onvif("10.0.0." + i));
    }
    assertInstanceOf(Noticed.class, seen(onvif("10.0.0.11")).getFirst());
    now = now.plus(QUIET).plusSeconds(1);
    for (int i = 2; i <= 10; i++) {
      seen(onvif("10.0.0." + i));
    }
    // The silent one gives way.
    List<DiscoveryEvent> events = seen(onvif("10.0.0.11"));
    assertEquals("at-10-0-0-1", assertInstanceOf(Lost.class, events.getFirst()).id());
    assertEquals(10, merger.cameras().size());
  }

  @Test
  void aDeviceThatAnswersFromEverywhereKeepsFewAddresses() {
    for (int i = 1; i <= 200; i++) {
      seen(onvif("10.0.0." + i).mac(MAC_1));
    }
    assertTrue(only().addresses().size() <= 5);
  }
}
