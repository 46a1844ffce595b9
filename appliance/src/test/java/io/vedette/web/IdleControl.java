package io.vedette.web;

import io.vedette.camera.PeerCheck;
import io.vedette.control.CameraControl;
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
        InstantSource.system(),
        new Random(1));
  }
}
