package io.vedette.discovery;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.config.CameraConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a camera that does not answer may be by now. Nothing here proves that it is there: whoever
 * takes it for true looks who answers there first.
 *
 * @param addresses where, the likeliest first; never where it was
 * @param doubt why nothing can be told, for people; then there are no addresses
 */
record Whereabouts(List<Inet4Address> addresses, Optional<String> doubt) {

  /** Serial numbers shorter than this are no device's alone. */
  private static final int SHORTEST_SERIAL = 6;

  Whereabouts {
    addresses = List.copyOf(addresses);
  }

  /**
   * Puts together what was seen.
   *
   * @param camera who is looked for
   * @param old where it was; empty where its host's name is not known
   * @param since since when it does not answer
   * @param seen all cameras that were seen
   * @param neighbours who is on our own networks
   * @param all all cameras of the configuration
   */
  static Whereabouts of(
      CameraConfig camera,
      Optional<InetAddress> old,
      Instant since,
      List<DiscoveredCamera> seen,
      Map<InetAddress, MacAddress> neighbours,
      List<CameraConfig> all) {
    CameraIdentity known = camera.identity();
    Set<InetAddress> found = new LinkedHashSet<>();
    if (known.mac().isPresent()) {
      neighbours.forEach(
          (address, mac) -> {
            if (mac.text().equals(known.mac().get())) {
              found.add(address);
            }
          });
    }
    List<DiscoveredCamera> alike = seen.stream().filter(one -> isAlike(known, one, since)).toList();
    if (known.mac().isEmpty() && alike.size() > 1) {
      return new Whereabouts(
          List.of(),
          Optional.of(
              alike.size() + " devices say of themselves that they are this camera: " + at(alike)));
    }
    Optional<CameraConfig> twin = twin(camera, all);
    if (known.mac().isEmpty() && !alike.isEmpty() && twin.isPresent()) {
      return new Whereabouts(
          List.of(),
          Optional.of(
              "camera \""
                  + twin.get().name()
                  + "\" calls itself the same, so that neither is moved"));
    }
    alike.forEach(one -> found.addAll(one.addresses()));
    old.ifPresent(found::remove);
    boolean linkLocal = old.filter(InetAddress::isLinkLocalAddress).isPresent();
    List<Inet4Address> usable = new ArrayList<>();
    for (InetAddress address : found) {
      // Many cameras have one of these beside the address that they are meant to be reached by.
      if (address instanceof Inet4Address four && (linkLocal || !four.isLinkLocalAddress())) {
        usable.add(four);
      }
    }
    usable.sort(Comparator.comparing(InetAddress::isLinkLocalAddress));
    return new Whereabouts(usable, Optional.empty());
  }

  /**
   * Whether what a device says of itself is what the camera said, and nothing speaks against it.
   */
  private static boolean isAlike(CameraIdentity known, DiscoveredCamera one, Instant since) {
    Optional<String> mac = one.mac().map(MacAddress::text);
    if (known.mac().isPresent() && mac.isPresent()) {
      return mac.equals(known.mac());
    }
    if (known.uuid().isPresent() && one.uuid().isPresent()) {
      return one.uuid().equals(known.uuid());
    }
    // Nobody can be asked for that again, so it has to be new.
    return isItsOwn(known.serial())
        && one.serial().equals(known.serial())
        && one.lastSeen().isAfter(since);
  }

  private static boolean isItsOwn(Optional<String> serial) {
    return serial
        .filter(text -> text.length() >= SHORTEST_SERIAL && text.chars().distinct().count() > 1)
        .isPresent();
  }

  private static Optional<CameraConfig> twin(CameraConfig camera, List<CameraConfig> all) {
    CameraIdentity known = camera.identity();
    return all.stream()
        // Channels of one recorder are at one host, and are one device.
        .filter(other -> !host(other).equals(host(camera)))
        .filter(
            other ->
                known.uuid().isPresent() && other.identity().uuid().equals(known.uuid())
                    || known.uuid().isEmpty()
                        && known.serial().isPresent()
                        && other.identity().serial().equals(known.serial()))
        .findFirst();
  }

  private static Optional<String> host(CameraConfig camera) {
    return CameraHost.of(camera).map(host -> host.name().toLowerCase(Locale.ROOT));
  }

  private static String at(List<DiscoveredCamera> cameras) {
    return String.join(
        ", ", cameras.stream().map(one -> one.address().getHostAddress()).sorted().toList());
  }
}
