package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cameras that {@code ./dev run} shows, from the drawing of a scene to its pictures. */
@Timeout(180)
class SimulatedCamerasIT {

  @TempDir private Path folder;

  private static List<JsonObject> cameras(Box box) throws Exception {
    return box.request("GET", "/api/v1/cameras", null)
        .getJsonArray("cameras")
        .getValuesAs(JsonObject.class);
  }

  @Test
  void aSceneIsDrawnAtTheFirstStartAndKept() throws Exception {
    String id;
    try (Box box = new Box(folder, "--cameras", "1");
        Feed feed = new Feed(box)) {
      assertEquals(1, cameras(box).size());
      id = cameras(box).getFirst().getString("id");
      assertEquals("Car park", cameras(box).getFirst().getString("name"));
      feed.await(
          id,
          Duration.ofSeconds(30),
          camera -> reason(camera).startsWith("draw: drawing the scene"));
      JsonObject streaming =
          feed.await(id, Duration.ofSeconds(120), camera -> Feed.video(camera).isPresent());
      assertEquals(1280, Feed.video(streaming).orElseThrow().getInt("width"));
      String refused = box.send("PATCH", "/api/v1/cameras/" + id, "{\"transport\":\"udp\"}").body();
      assertTrue(refused.contains("Of a simulated camera only its name"), refused);
    }
    try (Box box = new Box(folder, "--cameras", "1");
        Feed feed = new Feed(box)) {
      // Kept: it takes a key frame's time now, not a drawing's.
      feed.await(id, Duration.ofSeconds(10), camera -> Feed.video(camera).isPresent());
    }
    try (Box box = new Box(folder, "--cameras", "0")) {
      assertEquals(List.of(), cameras(box));
    }
  }

  private static String reason(JsonObject camera) {
    return camera.getJsonObject("state").getString("reason");
  }
}
