package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.StreamHealth;
import io.vedette.live.LiveStreams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What serving live streams takes.
 *
 * @param cameras which cameras there are
 * @param streams their streams
 * @param health how they are
 * @param access who may watch
 * @param stuck ends those who do not read
 */
record StreamViews(
    Cameras cameras, LiveStreams streams, HealthBoard health, Access access, StuckWriters stuck) {

  /** The rendition that is the camera's own main stream. */
  static final String MAIN = "main";

  /** How long somebody waits for a camera that is about to begin. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String RETRY_SECONDS = "2";

  /**
   * A rendition of a camera.
   *
   * @throws ProblemException if there is no such camera, or it has no such rendition now
   */
  Rendition rendition(String cameraId, String name) {
    CameraConfig camera =
        cameras.find(cameraId).orElseThrow(() -> CameraApi.noSuchCamera(cameraId));
    return streams
        .find(cameraId, name)
        .map(stream -> new Rendition(camera, name, stream))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.notFound(
                        camera.enabled()
                            ? "Camera \"" + camera.name() + "\" has no rendition " + name + "."
                            : "Camera \"" + camera.name() + "\" is switched off.")));
  }

  /** The other renditions of the same camera. */
  List<Rendition> others(Rendition rendition) {
    String id = rendition.camera().id();
    return streams.of(id).entrySet().stream()
        .filter(other -> !other.getKey().equals(rendition.name()))
        .map(other -> new Rendition(rendition.camera(), other.getKey(), other.getValue()))
        .toList();
  }

  /** How a rendition is: as its camera, where nothing is known of it alone. */
  Optional<CameraState> state(String cameraId, String rendition) {
    return health
        .camera(cameraId)
        .map(camera -> camera.stream(rendition).map(StreamHealth::state).orElseGet(camera::state));
  }

  /** How long it is worth to wait for a rendition's first pictures: not at all if it is away. */
  Duration patience(Rendition rendition) {
    return switch (state(rendition.camera().id(), rendition.name()).orElse(null)) {
      case CameraState.Idle _,
          CameraState.Connecting _,
          CameraState.Streaming _,
          CameraState.Degraded _ ->
          PATIENCE;
      case null, default -> Duration.ZERO;
    };
  }

  /** That a rendition has nothing to show yet, and why. */
  ProblemException notReady(Rendition rendition, ServerResponse response) {
    CameraConfig camera = rendition.camera();
    Optional<CameraState> known = state(camera.id(), rendition.name());
    response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
    return new ProblemException(
        Problem.notReady(camera.name(), known.map(CameraState::reason).orElse("")));
  }
}
