package io.vedette.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A reader of the box's status feed, who can wait for what a camera comes to. */
public final class Feed implements WebSocket.Listener, AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, JsonObject> cameras = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  /** Opens the feed. */
  public Feed(Box box) {
    socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + box.token())
            .buildAsync(box.socket("/api/v1/feed"), this)
            .join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      take(message.toString());
      message.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  private synchronized void take(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      switch (json.getString("type")) {
        case "snapshot" ->
            json.getJsonArray("cameras").forEach(camera -> put(camera.asJsonObject()));
        case "camera" -> put(json.getJsonObject("camera"));
        case "removed" -> cameras.remove(json.getString("id"));
        default -> {
          // A tick: the feed lives.
        }
      }
    }
    notifyAll();
  }

  private void put(JsonObject camera) {
    cameras.put(camera.getString("id"), camera);
  }

  /** Waits for a camera to be as it should. */
  public synchronized JsonObject await(
      String cameraId, Duration atMost, Predicate<JsonObject> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      JsonObject camera = cameras.get(cameraId);
      if (camera != null && wanted.test(camera)) {
        return camera;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("camera " + cameraId + " is still " + camera);
      }
      wait(left);
    }
  }

  /** Waits for a camera's state, and tells its reason. */
  public String awaitState(String cameraId, String state) throws InterruptedException {
    return await(
            cameraId,
            Duration.ofSeconds(30),
            camera -> state(camera).getString("name").equals(state))
        .getJsonObject("state")
        .getString("reason");
  }

  /** Waits for a camera to be gone. */
  public synchronized void awaitRemoved(String cameraId, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (cameras.containsKey(cameraId)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("camera " + cameraId + " is still there");
      }
      wait(left);
    }
  }

  private static JsonObject state(JsonObject camera) {
    return camera.getJsonObject("state");
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    http.close();
  }
}
