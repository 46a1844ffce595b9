package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cameras that {@code ./dev run} shows, from the drawing of a scene to its pictures. */
@Timeout(900)
class SimulatedCamerasIT {

  @TempDir private Path temporary;

  private static List<JsonObject> cameras(Box box) throws Exception {
    return box.request("GET", "/api/v1/cameras", null)
        .getJsonArray("cameras")
        .getValuesAs(JsonObject.class);
  }

  /** When what was drawn was written, by file. */
  private static Map<Path, FileTime> scenes(Path cache) throws IOException {
    Map<Path, FileTime> written = new TreeMap<>();
    try (Stream<Path> all = Files.walk(cache)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        written.put(file, Files.getLastModifiedTime(file));
      }
    }
    return written;
  }

  @Test
  void aSceneIsDrawnAtTheFirstStartAndKept() throws Exception {
    // Who was stopped for seconds may miss the drawing.
    Attempts.upToThree(
        number -> isDrawnAndKept(Files.createDirectory(temporary.resolve("box-" + number))));
  }

  private static void isDrawnAndKept(Path folder) throws Exception {
    Path cache = folder.resolve("cache").resolve("vedette");
    String id;
    Map<Path, FileTime> drawn;
    try (Box box = new Box(folder, "--cameras", "1");
        Feed feed = new Feed(box)) {
      assertEquals(1, cameras(box).size());
      id = cameras(box).getFirst().getString("id");
      assertEquals("Car park", cameras(box).getFirst().getString("name"));
      feed.await(id, Feed.PATIENCE, camera -> reason(camera).startsWith("draw: drawing the scene"));
      JsonObject streaming =
          feed.await(id, Duration.ofSeconds(240), camera -> Feed.video(camera).isPresent());
      assertEquals(1280, Feed.video(streaming).orElseThrow().getInt("width"));
      String refused = box.send("PATCH", "/api/v1/cameras/" + id, "{\"transport\":\"udp\"}").body();
      assertTrue(refused.contains("Of a simulated camera only its name"), refused);
      drawn = scenes(cache);
      assertFalse(drawn.isEmpty(), "nothing is kept");
    }
    try (Box box = new Box(folder, "--cameras", "1");
        Feed feed = new Feed(box)) {
      feed.await(id, Feed.PATIENCE, camera -> Feed.video(camera).isPresent());
      assertEquals(drawn, scenes(cache), "drawn again");
    }
    try (Box box = new Box(folder, "--cameras", "0")) {
      assertEquals(List.of(), cameras(box));
    }
  }

  private static String reason(JsonObject camera) {
    return camera.getJsonObject("state").getString("reason");
  }
}
