package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What has been told to the box stays told, and what could not be kept was never half there. */
@Timeout(420)
class DurabilityIT {

  private static final String NOWHERE = "rtsp://127.0.0.1:1/";

  @TempDir private Path folder;

  private static List<String> names(Box box) throws Exception {
    return box.request("GET", "/api/v1/cameras", null).getJsonArray("cameras").stream()
        .map(camera -> camera.asJsonObject().getString("name"))
        .toList();
  }

  @Test
  void everyAnsweredChangeSurvivesKill() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      try (Box box = new Box(folder)) {
        assertEquals(expected, names(box));
        for (int i = 0; i < 5; i++) {
          String name = "Camera " + round + "-" + i;
          String id = box.addCamera(name, NOWHERE);
          if (i == 1) {
            box.request("DELETE", "/api/v1/cameras/" + id, null);
          } else if (i == 2) {
            box.request("PATCH", "/api/v1/cameras/" + id, "{\"name\":\"" + name + " renamed\"}");
            expected.add(name + " renamed");
          } else {
            expected.add(name);
          }
        }
        box.process().destroyForcibly().waitFor();
      }
    }
    try (Box box = new Box(folder)) {
      assertEquals(expected, names(box));
    }
  }

  @Test
  void aFullDiskIsNamedAndTheCameraIsNotHalfThere() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectory(data);
    try (Box box = Box.onSmallDisk(data)) {
      box.addCamera("Before", NOWHERE);
      Path filler = box.onDisk(data).resolve("filler");
      fill(filler);
      JsonObject problem = addUntilRefused(box);
      assertEquals("urn:vedette:problem:storage-full", problem.getString("type"));
      assertEquals(507, problem.getInt("status"));
      assertTrue(
          problem.getString("detail").endsWith("could not be saved: the disk is full"),
          problem.toString());
      List<String> kept = names(box);
      Files.delete(filler);
      box.addCamera("After", NOWHERE);
      List<String> expected = new ArrayList<>(kept);
      expected.add("After");
      assertEquals(expected, names(box));
    }
  }

  /** Adds cameras until the room that the database's log has left is used up too. */
  private static JsonObject addUntilRefused(Box box) throws IOException, InterruptedException {
    String body =
        Json.createObjectBuilder()
            .add("name", "Too many")
            .add(
                "address",
                Json.createObjectBuilder()
                    .add("type", "rtsp")
                    .add("url", NOWHERE + "x".repeat(1900)))
            .build()
            .toString();
    HttpResponse<String> response;
    do {
      response = box.send("POST", "/api/v1/cameras", body);
    } while (response.statusCode() == 201);
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    }
  }

  @Test
  void whatKeepsItFromStartingIsOneLine() throws Exception {
    try (Box box = new Box(folder.resolve("first"))) {
      Path second = folder.resolve("second");
      String taken =
          refusal(Box.start(second, "--port", Integer.toString(box.address().getPort())));
      assertTrue(
          taken.startsWith("vedette: cannot listen on 127.0.0.1 port " + box.address().getPort()),
          taken);
    }
    Path file = Files.createFile(folder.resolve("file"));
    assertTrue(refusal(Box.start(file)).contains("cannot be used"));
    assertTrue(refusal(Box.start(Path.of("/proc/vedette"))).contains("cannot be used"));
    assertTrue(
        refusal(Box.start(folder.resolve("third"), "--cameras", "99"))
            .contains("--cameras takes a number"));
  }

  private static String refusal(Process process) throws Exception {
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(1, process.exitValue());
    // The JVM itself tells of the options that it finds in the environment.
    List<String> lines =
        process.errorReader().lines().filter(line -> !line.contains("Picked up J")).toList();
    assertEquals(1, lines.size(), lines.toString());
    return lines.getFirst();
  }

  @Test
  void itStopsWithinThreeSecondsWhenAsked() throws Exception {
    Attempts.upToThree(
        _ -> {
          try (Box box = new Box(folder)) {
            box.addCamera("Away", NOWHERE);
            long begun = System.nanoTime();
            box.process().destroy();
            assertTrue(box.process().waitFor(10, TimeUnit.SECONDS));
            double seconds = (System.nanoTime() - begun) / 1e9;
            assertTrue(seconds < 3, "it took " + seconds + " s");
          }
        });
  }
}
