package io.vedette.discovery;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.camera.discovery.SightingSource;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the network tells of the device at an address.
 *
 * @param identity who it is
 * @param services addresses of its ONVIF device service, at that address
 */
record SeenAtAddress(CameraIdentity identity, List<URI> services) {

  /**
   * Puts together what was seen. What may be another device's is left out.
   *
   * @param seen all cameras that discovery knows
   * @param neighbour the device at the address, if it is on our own network
   */
  static SeenAtAddress of(
      InetAddress address, List<DiscoveredCamera> seen, Optional<Neighbour> neighbour) {
    Optional<MacAddress> mac = neighbour.filter(device -> !device.shared()).map(Neighbour::mac);
    List<DiscoveredCamera> here =
        seen.stream()
            .filter(one -> one.addresses().contains(address))
            .filter(one -> mac.isEmpty() || one.mac().isEmpty() || one.mac().equals(mac))
            .toList();
    if (here.size() != 1) {
      // Behind one address there may be several; which of them is meant, nothing tells.
      return new SeenAtAddress(onlyMac(mac), List.of());
    }
    DiscoveredCamera camera = here.getFirst();
    Optional<String> uuid =
        camera
            .uuid()
            .filter(_ -> camera.sources().contains(SightingSource.WS_DISCOVERY))
            .filter(
                own ->
                    seen.stream().filter(one -> one.uuid().equals(Optional.of(own))).count() == 1);
    return new SeenAtAddress(
        new CameraIdentity(
            camera.serial(),
            mac.or(() -> camera.mac().filter(told -> isOf(told, neighbour))).map(MacAddress::text),
            uuid,
            camera.make(),
            camera.model()),
        camera.address().equals(address) ? camera.services() : List.of());
  }

  /**
   * Whether a hardware address that a device tells of itself is one by which it can be known again:
   * it may have others, and on our own network another device may answer for it.
   */
  static boolean isOf(MacAddress told, Optional<Neighbour> neighbour) {
    return neighbour.isEmpty() || neighbour.get().mac().equals(told);
  }

  private static CameraIdentity onlyMac(Optional<MacAddress> mac) {
    return new CameraIdentity(
        Optional.empty(),
        mac.map(MacAddress::text),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What is known of a camera with this added. What is known stays, but for a UUID that the same
   * device has changed: some make up another at every start.
   */
  CameraIdentity added(CameraIdentity before) {
    boolean sameDevice = before.mac().isPresent() && before.mac().equals(identity.mac());
    CameraIdentity kept =
        sameDevice && identity.uuid().isPresent()
            ? new CameraIdentity(
                before.serial(), before.mac(), identity.uuid(), before.make(), before.model())
            : before;
    return kept.or(identity);
  }
}
