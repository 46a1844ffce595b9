package io.vedette.discovery;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.config.CameraConfig;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which camera of the box a camera is that was found. */
public final class KnownCamera {

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private KnownCamera() {}

  /**
   * The camera that it is: by its hardware address or serial number where both are known, else by
   * its UUID, which some firmware gives every camera, else by the address at which the box reads
   * it.
   *
   * @param cameras the box's
   */
  public static Optional<CameraConfig> find(DiscoveredCamera found, List<CameraConfig> cameras) {
    CameraIdentity identity = identity(found);
    return cameras.stream()
        .filter(camera -> isSame(camera.identity(), identity).orElseGet(() -> isAt(camera, found)))
        .findFirst();
  }

  /** Who it is, as far as that was told in a form that can be believed. */
  static CameraIdentity identity(DiscoveredCamera found) {
    return new CameraIdentity(
        text(found.serial()),
        found.mac().map(MacAddress::text),
        found.uuid().filter(uuid -> UUID.matcher(uuid).matches()),
        text(found.make()),
        text(found.model()));
  }

  /** A text of its own, where it is one. */
  static Optional<String> text(Optional<String> told) {
    return told.map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= CameraIdentity.MOST_CHARACTERS)
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  /** Empty where too little is known to tell. */
  private static Optional<Boolean> isSame(CameraIdentity one, CameraIdentity other) {
    Optional<Boolean> mac = equal(one.mac(), other.mac());
    Optional<Boolean> serial = equal(one.serial(), other.serial());
    if (mac.isPresent() || serial.isPresent()) {
      return Optional.of(mac.orElse(false) || serial.orElse(false));
    }
    return equal(one.uuid(), other.uuid()).filter(same -> same);
  }

  private static Optional<Boolean> equal(Optional<String> one, Optional<String> other) {
    return one.flatMap(text -> other.map(text::equalsIgnoreCase));
  }

  private static boolean isAt(CameraConfig camera, DiscoveredCamera found) {
    return camera.address() instanceof CameraAddress.Rtsp(URI url, _)
        && literal(url.getHost()).map(found.addresses()::contains).orElse(false);
  }

  /** A host's address where it is told by numbers; names are not looked up. */
  public static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
