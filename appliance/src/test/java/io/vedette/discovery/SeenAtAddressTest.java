package io.vedette.discovery;

import static io.vedette.discovery.Seen.address;
import static io.vedette.discovery.Seen.camera;
import static io.vedette.discovery.Seen.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenAtAddressTest {

  private static final String MAC = "00:00:5e:00:53:01";
  private static final String OTHER_MAC = "00:00:5e:00:53:02";
  private static final String UUID = "00000000-1111-2222-3333-000000000001";
  private static final String OTHER_UUID = "00000000-1111-2222-3333-000000000002";
  private static final String HERE = "10.0.0.5";

  private static SeenAtAddress of(Neighbour neighbour, DiscoveredCamera... seen) {
    return SeenAtAddress.of(address(HERE), List.of(seen), Optional.ofNullable(neighbour));
  }

  private static Neighbour device(String mac) {
    return new Neighbour(new MacAddress(mac), false);
  }

  @Test
  void whatNetworkAndDiscoveryTellIsPutTogether() {
    SeenAtAddress known = of(device(MAC), camera(null, UUID, "SN 1", HERE));
    assertEquals(
        new CameraIdentity(
            Optional.of("SN 1"),
            Optional.of(MAC),
            Optional.of(UUID),
            Optional.of("Example"),
            Optional.of("X1")),
        known.identity());
    assertEquals(1, known.services().size());
  }

  @Test
  void whoWasThereBeforeIsNotTakenForIt() {
    SeenAtAddress known = of(device(MAC), camera(OTHER_MAC, OTHER_UUID, "SN 2", HERE));
    assertEquals(identity(MAC, null, null), known.identity());
    assertEquals(List.of(), known.services());
  }

  @Test
  void oneOfSeveralBehindAnAddressIsNotChosen() {
    assertEquals(
        identity(MAC, null, null),
        of(device(MAC), camera(null, UUID, null, HERE), camera(null, OTHER_UUID, null, HERE))
            .identity());
  }

  @Test
  void aUuidThatAnotherHasTooIsNone() {
    SeenAtAddress known =
        of(device(MAC), camera(null, UUID, null, HERE), camera(null, UUID, null, "10.0.0.6"));
    assertEquals(Optional.empty(), known.identity().uuid());
  }

  @Test
  void aRouterIsNotTheCamera() {
    Neighbour router = new Neighbour(new MacAddress(OTHER_MAC), true);
    assertEquals(Optional.empty(), of(router).identity().mac());
    // It would not be known again by what the router hides.
    assertEquals(Optional.empty(), of(router, camera(MAC, UUID, null, HERE)).identity().mac());
    assertEquals(Optional.of(MAC), of(null, camera(MAC, UUID, null, HERE)).identity().mac());
  }

  @Test
  void onlyTheUuidOfTheSameDeviceIsReplaced() {
    SeenAtAddress known = of(device(MAC), camera(null, OTHER_UUID, "SN 2", HERE));
    CameraIdentity same = known.added(identity(MAC, UUID, "SN 1"));
    assertEquals(Optional.of(OTHER_UUID), same.uuid());
    assertEquals(Optional.of("SN 1"), same.serial());
    CameraIdentity unsure = known.added(identity(null, UUID, null));
    assertEquals(Optional.of(UUID), unsure.uuid());
    assertEquals(Optional.of(MAC), unsure.mac());
  }
}
