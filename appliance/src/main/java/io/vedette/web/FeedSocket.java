package io.vedette.web;

import io.helidon.http.HttpPrologue;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.discovery.DiscoveryBoard;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import io.vedette.health.SensorEvent;
import io.vedette.health.TranscodeLoad;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code /api/v1/feed}: the status feed. One snapshot, then how much the box converts, each camera
 * and, for administrators, the search for cameras, as often as they change, as they are by the time
 * it is sent. What a camera noticed follows it.
 */
final class FeedSocket extends MemberSocket {

  private static final Duration TICK = Duration.ofSeconds(2);

  private final StreamViews views;
  private final Map<String, Long> eventsTold = new HashMap<>();
  private final DiscoveryBoard board;
  private final DiscoveryFeed discovery;
  private final Changes<FeedSubject> changed = new Changes<>();

  FeedSocket(StreamViews views, DiscoveryBoard board) {
    super(views);
    this.views = views;
    this.board = board;
    this.discovery = new DiscoveryFeed(board::state, views.cameras()::all, System::nanoTime);
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
    Consumer<List<CameraConfig>> configs = this::configured;
    Runnable finds = () -> changed.add(new FeedSubject.Search());
    try (HealthBoard.Subscription _ = views.health().subscribe(this::healthChanged)) {
      views.cameras().follow(configs);
      if (isAdministrators()) {
        board.watch(finds);
      }
      feed(out);
    } finally {
      views.cameras().unfollow(configs);
      board.unwatch(finds);
    }
  }

  /** What was found may be one of them now. */
  private void configured(List<CameraConfig> all) {
    all.forEach(camera -> changed.add(new FeedSubject.Camera(camera.id())));
    changed.add(new FeedSubject.Search());
  }

  private void healthChanged(HealthChange change) {
    switch (change) {
      case HealthChange.Changed(var camera) ->
          changed.add(new FeedSubject.Camera(camera.cameraId()));
      case HealthChange.Removed(String id) -> changed.add(new FeedSubject.Camera(id));
    }
  }

  private void feed(SocketWriter out) throws InterruptedException, ConfigException {
    changed.take(Duration.ZERO);
    JsonArrayBuilder all = Json.createArrayBuilder();
    views.cameras().all().forEach(camera -> all.add(json(camera)));
    JsonObject snapshot =
        Json.createObjectBuilder().add("type", "snapshot").add("cameras", all).build();
    write(() -> out.text(snapshot));
    for (CameraConfig camera : views.cameras().all()) {
      tellEvents(camera.id(), out);
    }
    Optional<TranscodeLoad> told = Optional.empty();
    while (!isClosed()) {
      TranscodeLoad load = views.health().load();
      if (!told.equals(Optional.of(load))) {
        write(() -> out.text(message(load)));
        told = Optional.of(load);
      }
      Optional<JsonObject> found = isAdministrators() ? discovery.next() : Optional.empty();
      if (found.isPresent()) {
        write(() -> out.text(found.get()));
      }
      Duration patience = isAdministrators() ? discovery.quiet(TICK) : TICK;
      Set<FeedSubject> subjects = changed.take(patience);
      for (FeedSubject subject : subjects) {
        tell(subject, out);
      }
      if (subjects.isEmpty() && patience.equals(TICK)) {
        write(() -> out.text(Json.createObjectBuilder().add("type", "tick").build()));
      }
      tend(out);
    }
  }

  /** What a camera has noticed since this reader was told last. */
  private void tellEvents(String id, SocketWriter out) {
    List<SensorEvent> all =
        views.health().camera(id).map(known -> known.device().onvif().events()).orElse(List.of());
    long last = eventsTold.getOrDefault(id, 0L);
    List<SensorEvent> more = all.stream().filter(event -> event.number() > last).toList();
    if (!more.isEmpty()) {
      JsonObject message =
          Json.createObjectBuilder()
              .add("type", "events")
              .add("id", id)
              .add("events", OnvifJson.events(more))
              .build();
      write(() -> out.text(message));
      eventsTold.put(id, more.getLast().number());
    }
  }

  private void tell(FeedSubject subject, SocketWriter out) {
    switch (subject) {
      case FeedSubject.Camera(String id) -> {
        write(() -> out.text(message(id)));
        tellEvents(id, out);
      }
      case FeedSubject.Search _ -> discovery.changed();
    }
  }

  private static JsonObject message(TranscodeLoad load) {
    return Json.createObjectBuilder()
        .add("type", "transcoding")
        .add("load", TranscodingApi.json(load))
        .build();
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
