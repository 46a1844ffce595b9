package io.vedette.control;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.Credentials;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.discovery.AddressProbe;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Cameras whose ONVIF service is a scripted device on loopback. */
final class Devices {

  static final Credentials WRONG =
      new Credentials(ScriptedOnvifDevice.GOOD.username(), "not that one");

  private Devices() {}

  /** A camera that the device lets in. */
  static CameraConfig camera(String path) {
    return camera(path, ScriptedOnvifDevice.GOOD);
  }

  static CameraConfig withWrongPassword(String path) {
    return camera(path, WRONG);
  }

  static CameraConfig camera(String path, Credentials credentials) {
    return new CameraConfig(
        "c-1",
        "Gate",
        new CameraAddress.Rtsp(URI.create("rtsp://127.0.0.1" + path), Transport.AUTO),
        Optional.empty(),
        Optional.of(credentials),
        SourceMode.ALWAYS,
        true);
  }

  static DevicePlaces at(ScriptedOnvifDevice device) {
    return new DevicePlaces(List::of, List.of(device.port()));
  }

  static DeviceAccess access(ScriptedOnvifDevice device, CameraConfig camera) {
    return access(device, camera, new DeviceNotes(camera));
  }

  static DeviceAccess access(ScriptedOnvifDevice device, CameraConfig camera, DeviceNotes notes) {
    return new DeviceAccess(
        camera, at(device), new AddressProbe(), PeerCheck.NONE, notes, InstantSource.system());
  }
}
