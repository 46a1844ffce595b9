package io.vedette.health;

import java.util.Map;

/**
 * The board at one moment.
 *
 * @param cameras every camera on the board by its identifier; immutable
 */
public record HealthReport(Map<String, CameraHealth> cameras) {

  public HealthReport {
    cameras = Map.copyOf(cameras);
  }
}
