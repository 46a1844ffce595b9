package io.vedette.discovery;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.DeviceIdentity;
import io.vedette.config.CameraConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * What a camera has told of itself by ONVIF.
 *
 * @param camera as it was when it was asked
 * @param description what it told
 * @param at when
 */
record SelfDescription(CameraConfig camera, DeviceDescription description, Instant at) {

  /**
   * Whether it is of the device whose pictures come.
   *
   * @param now the camera as it is now
   * @param since since when they come
   */
  boolean isOf(CameraConfig now, Instant since) {
    return camera.address().equals(now.address())
        && camera.credentials().equals(now.credentials())
        && !at.isBefore(since);
  }

  /**
   * Who it says it is.
   *
   * @param neighbour who is at its address, if that is on our own network
   */
  CameraIdentity identity(Optional<Neighbour> neighbour) {
    DeviceIdentity device = description.identity();
    return new CameraIdentity(
        text(device.serial()),
        description
            .mac()
            .flatMap(MacAddress::parse)
            .filter(mac -> SeenAtAddress.isOf(mac, neighbour))
            .map(MacAddress::text),
        Optional.empty(),
        text(device.make()),
        text(device.model()));
  }

  private static Optional<String> text(String told) {
    return KnownCamera.text(Optional.of(told));
  }
}
