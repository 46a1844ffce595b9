package io.vedette.discovery;

import static io.vedette.discovery.Seen.address;
import static io.vedette.discovery.Seen.camera;
import static io.vedette.discovery.Seen.config;
import static io.vedette.discovery.Seen.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.config.CameraConfig;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

  private static final String MAC = "00:00:5e:00:53:01";
  private static final String OTHER_MAC = "00:00:5e:00:53:02";
  private static final String UUID = "00000000-1111-2222-3333-000000000001";
  private static final String OLD = "10.0.0.5";
  private static final String NEW = "10.0.0.17";
  private static final Instant SINCE = Seen.NOW.minusSeconds(10);

  private static Whereabouts of(CameraIdentity known, DiscoveredCamera... seen) {
    return of(known, Map.of(), List.of(), seen);
  }

  private static Whereabouts of(
      CameraIdentity known,
      Map<InetAddress, MacAddress> neighbours,
      List<CameraConfig> others,
      DiscoveredCamera... seen) {
    return Whereabouts.of(
        config("c-1", "rtsp://" + OLD + "/a", known),
        Optional.of(address(OLD)),
        SINCE,
        List.of(seen),
        neighbours,
        others);
  }

  private static void assertAt(Whereabouts where, String... addresses) {
    assertEquals(
        List.of(addresses), where.addresses().stream().map(InetAddress::getHostAddress).toList());
  }

  @Test
  void aHardwareAddressIsEnoughWhateverTheDeviceIs() {
    assertAt(
        of(
            identity(MAC, null, null),
            Map.of(
                address(NEW), new MacAddress(MAC),
                address(OLD), new MacAddress(MAC),
                address("10.0.0.9"), new MacAddress(OTHER_MAC)),
            List.of()),
        NEW);
  }

  @Test
  void theEntryOfACameraThatHasMovedHasBothAddresses() {
    assertAt(of(identity(MAC, null, null), camera(MAC, null, null, OLD, NEW)), NEW);
  }

  @Test
  void anotherHardwareAddressSpeaksAgainstTheSameUuid() {
    CameraIdentity known = identity(MAC, UUID, null);
    assertAt(of(known, camera(OTHER_MAC, UUID, null, NEW)));
    assertAt(of(known, camera(null, UUID, null, NEW)), NEW);
  }

  @Test
  void twoWithOneUuidAreNobody() {
    CameraIdentity known = identity(null, UUID, null);
    Whereabouts where =
        of(known, camera(null, UUID, null, NEW), camera(null, UUID, null, "10.0.0.18"));
    assertAt(where);
    assertTrue(where.doubt().orElseThrow().endsWith("10.0.0.17, 10.0.0.18"), where.toString());
    Whereabouts twins =
        of(
            known,
            Map.of(),
            List.of(config("c-2", "rtsp://10.0.0.6/a", known)),
            camera(null, UUID, null, NEW));
    assertAt(twins);
    assertTrue(twins.doubt().orElseThrow().contains("Camera c-2"), twins.toString());
  }

  @Test
  void twoChannelsOfOneRecorderAreOneDevice() {
    CameraIdentity known = identity(null, UUID, null);
    assertAt(
        of(
            known,
            Map.of(),
            List.of(config("c-2", "rtsp://" + OLD + "/b", known)),
            camera(null, UUID, null, NEW)),
        NEW);
  }

  @Test
  void aSerialNumberCountsIfItIsLongAndToldSinceTheCameraIsGone() {
    DiscoveredCamera seen = camera(null, null, "SN-471100", NEW);
    CameraIdentity known = identity(null, null, "SN-471100");
    assertAt(of(known, seen), NEW);
    assertAt(
        Whereabouts.of(
            config("c-1", "rtsp://" + OLD + "/a", known),
            Optional.of(address(OLD)),
            Seen.NOW.plusSeconds(1),
            List.of(seen),
            Map.of(),
            List.of()));
    for (String useless : List.of("1234", "00000000")) {
      assertAt(of(identity(null, null, useless), camera(null, null, useless, NEW)));
    }
  }

  @Test
  void anAddressThatEveryCameraHasBesideItsOwnIsNone() {
    CameraIdentity known = identity(MAC, null, null);
    assertAt(of(known, camera(MAC, null, null, "169.254.7.1", "fe80::1")));
    // But for one that was configured with such an address.
    assertAt(
        Whereabouts.of(
            config("c-1", "rtsp://169.254.1.1/a", known),
            Optional.of(address("169.254.1.1")),
            SINCE,
            List.of(camera(MAC, null, null, "169.254.9.9", NEW)),
            Map.of(),
            List.of()),
        NEW,
        "169.254.9.9");
  }

  @Test
  void makeAndModelAreNobody() {
    CameraIdentity model =
        new CameraIdentity(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Example"),
            Optional.of("X1"));
    assertAt(of(model, camera(null, null, null, NEW)));
  }
}
