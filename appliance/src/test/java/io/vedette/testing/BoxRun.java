package io.vedette.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A box in the network namespace that this is started in, for a test outside of it. A line that it
 * reads adds a camera, by its name and its address with a space between, or has the box forget who
 * the camera of a name is; it writes a line whenever one of them is another way than before.
 * Arguments: the data folder, and options.
 */
public final class BoxRun {

  private static final long PERIOD_MILLIS = 100;

  private BoxRun() {}

  public static void main(String[] arguments) throws Exception {
    String[] options = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
    try (Box box = new Box(Path.of(arguments[0]), options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(box::close));
      System.out.println("ready");
      Thread.ofPlatform().daemon().start(() -> obey(box));
      Map<String, String> shown = new HashMap<>();
      while (true) {
        for (JsonValue camera :
            box.request("GET", "/api/v1/cameras", null).getJsonArray("cameras")) {
          String line = line(camera.asJsonObject());
          if (!line.equals(shown.put(camera.asJsonObject().getString("id"), line))) {
            System.out.println(line);
          }
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    }
  }

  private static void obey(Box box) {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ");
        if (words.length == 1) {
          forget(box, words[0]);
        } else {
          add(box, words[0], words[1]);
        }
      }
    } catch (IOException e) {
      System.out.println("failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void add(Box box, String name, String url)
      throws IOException, InterruptedException {
    JsonObject camera =
        Json.createObjectBuilder()
            .add("name", name)
            .add("address", Json.createObjectBuilder().add("type", "rtsp").add("url", url))
            .add(
                "credentials",
                Json.createObjectBuilder().add("username", "joe").add("password", "secret"))
            .build();
    box.request("POST", "/api/v1/cameras", camera.toString());
  }

  private static void forget(Box box, String name) throws IOException, InterruptedException {
    for (JsonValue camera : box.request("GET", "/api/v1/cameras", null).getJsonArray("cameras")) {
      if (camera.asJsonObject().getString("name").equals(name)) {
        String id = camera.asJsonObject().getString("id");
        box.request("PATCH", "/api/v1/cameras/" + id, "{\"identity\":null}");
      }
    }
  }

  private static String line(JsonObject camera) {
    JsonObject state = camera.getJsonObject("state");
    return camera.getString("name")
        + " "
        + state.getString("name")
        + " at "
        + camera.getJsonObject("address").getString("url")
        + " identity "
        + camera.get("identity")
        + " notices "
        + camera.getJsonObject("device").getJsonArray("notices").getValuesAs(JsonString.class)
        + " reason "
        + state.getString("reason");
  }
}
