package io.vedette.discovery;

import io.vedette.config.CameraConfig;
import io.vedette.health.CameraHealth;
import io.vedette.health.CameraState;
import io.vedette.health.HealthReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which cameras are to be looked for. Pure. */
final class MissedCameras {

  private MissedCameras() {}

  /**
   * Those that are known by who they are and have no session, and since when.
   *
   * @param cameras the configuration
   * @param report how they are
   */
  static Map<String, Instant> of(List<CameraConfig> cameras, HealthReport report) {
    Map<String, Instant> missed = new HashMap<>();
    for (CameraConfig camera : cameras) {
      CameraHealth how = report.cameras().get(camera.id());
      if (camera.enabled() && camera.identity().isKnown() && how != null && isDown(how.state())) {
        missed.put(camera.id(), how.state().since());
      }
    }
    return missed;
  }

  /**
   * Whether a camera may be somewhere else. One that refuses our credentials, or shows another
   * certificate, may be another device.
   */
  static boolean isDown(CameraState state) {
    return switch (state) {
      case CameraState.Offline _,
          CameraState.AuthFailed _,
          CameraState.CertificateChanged _,
          CameraState.OtherDevice _ ->
          true;
      case CameraState.Idle _,
          CameraState.Disabled _,
          CameraState.Connecting _,
          CameraState.Streaming _,
          CameraState.Degraded _ ->
          false;
    };
  }
}
