package io.vedette.web;

import io.vedette.camera.PeerCheck;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.config.CameraConfig;
import io.vedette.control.CameraControl;
import io.vedette.control.DeviceNews;
import io.vedette.control.DevicePlaces;
import io.vedette.health.HealthBoard;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** A control of no camera. */
final class IdleControl {

  private IdleControl() {}

  static CameraControl on(HealthBoard health) {
    return new CameraControl(
        new DevicePlaces(List::of, List.of()),
        _ -> PeerCheck.NONE,
        health,
        new DeviceNews() {
          @Override
          public void described(CameraConfig camera, DeviceDescription told) {
            throw new AssertionError("there is no camera");
          }

          @Override
          public void tookDigest(CameraConfig camera) {
            throw new AssertionError("there is no camera");
          }
        },
        InstantSource.system(),
        new Random(1));
  }
}
