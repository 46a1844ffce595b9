package io.vedette.web;

import io.helidon.http.HttpPrologue;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code /api/v1/feed}: the status feed. One snapshot, then each camera that changed, as it is by
 * the time it is sent.
 */
final class FeedSocket extends MemberSocket {

  private static final Duration TICK = Duration.ofSeconds(2);

  private final StreamViews views;
  private final ChangedIds changed = new ChangedIds();

  FeedSocket(StreamViews views) {
    super(views);
    this.views = views;
  }

  @Override
  String what() {
    return "A reader of the feed";
  }

  @Override
  void admit(HttpPrologue prologue) {
    // There is one feed for all.
  }

  @Override
  void serve(SocketWriter out) throws InterruptedException, ConfigException {
    Consumer<List<CameraConfig>> configs = all -> all.forEach(camera -> changed.add(camera.id()));
    try (HealthBoard.Subscription _ = views.health().subscribe(this::healthChanged)) {
      views.cameras().follow(configs);
      feed(out);
    } finally {
      views.cameras().unfollow(configs);
    }
  }

  private void healthChanged(HealthChange change) {
    switch (change) {
      case HealthChange.Changed(var camera) -> changed.add(camera.cameraId());
      case HealthChange.Removed(String id) -> changed.add(id);
    }
  }

  private void feed(SocketWriter out) throws InterruptedException, ConfigException {
    changed.take(Duration.ZERO);
    JsonArrayBuilder all = Json.createArrayBuilder();
    views.cameras().all().forEach(camera -> all.add(json(camera)));
    JsonObject snapshot =
        Json.createObjectBuilder().add("type", "snapshot").add("cameras", all).build();
    write(() -> out.text(snapshot));
    while (!isClosed()) {
      Set<String> ids = changed.take(TICK);
      for (String id : ids) {
        write(() -> out.text(message(id)));
      }
      if (ids.isEmpty()) {
        write(() -> out.text(Json.createObjectBuilder().add("type", "tick").build()));
      }
      tend(out);
    }
  }

  private JsonObject message(String id) {
    Optional<CameraConfig> camera = views.cameras().find(id);
    return camera.isPresent()
        ? Json.createObjectBuilder().add("type", "camera").add("camera", json(camera.get())).build()
        : Json.createObjectBuilder().add("type", "removed").add("id", id).build();
  }

  private JsonObject json(CameraConfig camera) {
    return CameraJson.of(camera, views.health().camera(camera.id()));
  }
}
