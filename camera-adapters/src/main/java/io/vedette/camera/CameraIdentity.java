package io.vedette.camera;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a camera is, wherever it is. All of it is what the camera or its network has told, so it
 * tells one camera from another but proves nothing to somebody who lies.
 *
 * @param serial serial number; not every maker's are unique
 * @param mac hardware address, six octets in lower case separated by colons
 * @param uuid what it calls itself in WS-Discovery, in lower case; some firmware gives every camera
 *     the same
 * @param make who made it
 * @param model what its maker calls it
 */
public record CameraIdentity(
    Optional<String> serial,
    Optional<String> mac,
    Optional<String> uuid,
    Optional<String> make,
    Optional<String> model) {

  /** How long a text may be. */
  public static final int MOST_CHARACTERS = 128;

  /** Nobody that could be told from another. */
  public static final CameraIdentity UNKNOWN =
      new CameraIdentity(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * @throws IllegalArgumentException if the hardware address or the UUID is not of its form
   */
  public CameraIdentity {
    if (mac.filter(text -> !MAC.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException("not a hardware address: " + mac.get());
    }
    if (uuid.filter(text -> !UUID.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException("not a UUID: " + uuid.get());
    }
  }

  /** Whether anything of it tells one camera from another; make and model alone do not. */
  public boolean isKnown() {
    return serial.isPresent() || mac.isPresent() || uuid.isPresent();
  }

  /** The same with what another knows of it and this does not. */
  public CameraIdentity or(CameraIdentity other) {
    return new CameraIdentity(
        serial.or(other::serial),
        mac.or(other::mac),
        uuid.or(other::uuid),
        make.or(other::make),
        model.or(other::model));
  }
}
