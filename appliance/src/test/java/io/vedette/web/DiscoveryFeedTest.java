package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.discovery.DiscoveryState;
import io.vedette.discovery.FoundCameras;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoveryFeedTest {

  private static final Duration LONG = Duration.ofSeconds(2);
  private static final DiscoveredCamera ONE = FoundCameras.at("one", "192.0.2.1");
  private static final DiscoveredCamera TWO = FoundCameras.at("two", "192.0.2.2");

  private long nanos = 1;
  private List<DiscoveredCamera> found = List.of(ONE);
  private List<CameraConfig> cameras = List.of();
  private final DiscoveryFeed feed = new DiscoveryFeed(this::state, () -> cameras, () -> nanos);

  private DiscoveryState state() {
    return new DiscoveryState(true, Optional.of(Instant.EPOCH), Optional.empty(), found, List.of());
  }

  private JsonObject next() {
    return feed.next().orElseThrow();
  }

  private static List<String> ids(JsonObject message) {
    return message.getJsonArray("cameras").stream()
        .map(camera -> camera.asJsonObject().getString("id"))
        .toList();
  }

  @Test
  void theWholeComesFirstAndThenWhatIsNew() {
    JsonObject first = next();
    assertTrue(first.getBoolean("whole"));
    assertTrue(first.getBoolean("searching"));
    assertEquals(List.of("one"), ids(first));

    found = List.of(ONE, TWO);
    feed.changed();
    nanos += DiscoveryFeed.PERIOD.toNanos();
    JsonObject second = next();
    assertFalse(second.getBoolean("whole"));
    assertEquals(List.of("two"), ids(second));

    found = List.of(TWO);
    cameras =
        List.of(
            new CameraConfig(
                "c-1",
                "Gate",
                new CameraAddress.Rtsp(URI.create("rtsp://192.0.2.2/a"), Transport.AUTO),
                Optional.empty(),
                Optional.empty(),
                SourceMode.ALWAYS,
                true));
    feed.changed();
    nanos += DiscoveryFeed.PERIOD.toNanos();
    JsonObject third = next();
    assertEquals(List.of("two"), ids(third));
    assertEquals("c-1", third.getJsonArray("cameras").getJsonObject(0).getString("camera"));
    assertEquals(List.of("one"), third.getJsonArray("lost").getValuesAs(JsonString::getString));
  }

  @Test
  void nothingIsToldWhereNothingChangedNorTooOften() {
    assertEquals(Duration.ZERO, feed.quiet(LONG));
    next();
    assertEquals(LONG, feed.quiet(LONG));
    assertEquals(Optional.empty(), feed.next());
    feed.changed();
    nanos += DiscoveryFeed.PERIOD.toNanos() - 5;
    assertEquals(Optional.empty(), feed.next());
    assertEquals(Duration.ofNanos(5), feed.quiet(LONG));
    nanos += 5;
    assertEquals(List.of(), ids(next()));
    assertEquals(LONG, feed.quiet(LONG));
  }
}
