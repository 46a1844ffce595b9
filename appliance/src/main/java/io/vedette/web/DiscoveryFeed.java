package io.vedette.web;

import io.vedette.config.CameraConfig;
import io.vedette.discovery.DiscoveryState;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What one reader of the feed has been told of the search for cameras, and what to tell next: only
 * what is new, and no more than every {@link #PERIOD}. Used by one thread.
 */
final class DiscoveryFeed {

  /** A network that answers all at once is not told of camera by camera. */
  static final Duration PERIOD = Duration.ofMillis(250);

  private final Supplier<DiscoveryState> state;
  private final Supplier<List<CameraConfig>> cameras;
  private final LongSupplier nanoTime;
  private final Map<String, JsonObject> told = new HashMap<>();
  private OptionalLong toldAt = OptionalLong.empty();
  private boolean changed = true;

  DiscoveryFeed(
      Supplier<DiscoveryState> state, Supplier<List<CameraConfig>> cameras, LongSupplier nanoTime) {
    this.state = state;
    this.cameras = cameras;
    this.nanoTime = nanoTime;
  }

  /** Something of the search may be other than it was told. */
  void changed() {
    changed = true;
  }

  /** How long nothing has to be told, but {@code atMost}. */
  Duration quiet(Duration atMost) {
    if (!changed) {
      return atMost;
    }
    long left = untilDue();
    return left < atMost.toNanos() ? Duration.ofNanos(Math.max(0, left)) : atMost;
  }

  private long untilDue() {
    return toldAt.isPresent() ? toldAt.getAsLong() + PERIOD.toNanos() - nanoTime.getAsLong() : 0;
  }

  /** What to tell now, if anything. */
  Optional<JsonObject> next() {
    if (!changed || untilDue() > 0) {
      return Optional.empty();
    }
    boolean whole = toldAt.isEmpty();
    changed = false;
    toldAt = OptionalLong.of(nanoTime.getAsLong());
    DiscoveryState now = state.get();
    List<CameraConfig> ours = cameras.get();
    JsonArrayBuilder differing = Json.createArrayBuilder();
    Map<String, JsonObject> all = new HashMap<>();
    now.cameras()
        .forEach(
            camera -> {
              // That it was seen again is nothing to tell.
              JsonObject shown = DiscoveryJson.camera(camera, ours);
              JsonObject lasting = Json.createObjectBuilder(shown).remove("lastSeen").build();
              all.put(camera.id(), lasting);
              if (!lasting.equals(told.get(camera.id()))) {
                differing.add(shown);
              }
            });
    JsonArrayBuilder lost = Json.createArrayBuilder();
    told.keySet().stream().filter(id -> !all.containsKey(id)).forEach(lost::add);
    told.clear();
    told.putAll(all);
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("type", "discovery").add("whole", whole);
    json.addAll(DiscoveryJson.progress(now));
    return Optional.of(json.add("cameras", differing).add("lost", lost).build());
  }
}
