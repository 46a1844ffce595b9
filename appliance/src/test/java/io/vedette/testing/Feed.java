package io.vedette.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A reader of the box's status feed, who can wait for what a camera comes to. */
public final class Feed implements AutoCloseable {

  /** What may take the start of a process, some attempts to connect and the first key frame. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A camera does not have the stream that somebody looks at, or the feed has not told of it. */
  private static final class StreamMissing extends AssertionError {
    private static final long serialVersionUID = 1;

    StreamMissing(String rendition, JsonObject camera) {
      super("no stream " + rendition + " in " + camera);
    }
  }

  private static final int RECEIVE_BUFFER = 1 << 20;

  private final Map<String, JsonObject> cameras = new HashMap<>();
  private final Map<String, List<JsonObject>> events = new HashMap<>();
  private final Map<String, List<JsonObject>> states = new HashMap<>();
  private final RawWebSocket socket;

  /** Opens the feed. */
  public Feed(Box box) throws IOException {
    socket = new RawWebSocket(box, "/api/v1/feed", RECEIVE_BUFFER);
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try {
      while (true) {
        take(new String(socket.next(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The box has gone, or the test has ended: who still waits will say what for.
      take("{\"type\":\"tick\"}");
    }
  }

  private synchronized void take(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      switch (json.getString("type")) {
        case "snapshot" ->
            json.getJsonArray("cameras").forEach(camera -> put(camera.asJsonObject()));
        case "camera" -> put(json.getJsonObject("camera"));
        case "events" ->
            events
                .computeIfAbsent(json.getString("id"), _ -> new ArrayList<>())
                .addAll(json.getJsonArray("events").getValuesAs(JsonObject.class));
        case "removed" -> cameras.remove(json.getString("id"));
        default -> {
          // A tick: the feed lives.
        }
      }
    }
    notifyAll();
  }

  private void put(JsonObject camera) {
    String id = camera.getString("id");
    cameras.put(id, camera);
    List<JsonObject> seen = states.computeIfAbsent(id, _ -> new ArrayList<>());
    if (seen.isEmpty() || !seen.getLast().equals(state(camera))) {
      seen.add(state(camera));
    }
  }

  /** Waits for a camera to be as it should, with the streams that are asked about. */
  public synchronized JsonObject await(
      String cameraId, Duration atMost, Predicate<JsonObject> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      JsonObject camera = cameras.get(cameraId);
      if (camera != null && holds(wanted, camera)) {
        return camera;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("camera " + cameraId + " is still " + camera);
      }
      wait(left);
    }
  }

  private static boolean holds(Predicate<JsonObject> wanted, JsonObject camera) {
    try {
      return wanted.test(camera);
    } catch (StreamMissing e) {
      // The feed has not told of it yet.
      return false;
    }
  }

  /** Waits for a camera to have noticed so much, and tells what. */
  public synchronized List<JsonObject> awaitEvents(String cameraId, int count, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      List<JsonObject> seen = events.getOrDefault(cameraId, List.of());
      if (seen.size() >= count) {
        return List.copyOf(seen);
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("camera " + cameraId + " has only noticed " + seen);
      }
      wait(left);
    }
  }

  /** Waits for something that a camera notices; returns the first such event. */
  public synchronized JsonObject awaitEvent(
      String cameraId, Duration atMost, Predicate<JsonObject> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      List<JsonObject> seen = events.getOrDefault(cameraId, List.of());
      Optional<JsonObject> found = seen.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("camera " + cameraId + " has only noticed " + seen);
      }
      wait(left);
    }
  }

  /** What the box says of a camera's main stream. */
  public static JsonObject main(JsonObject camera) {
    return stream(camera, "main");
  }

  /** The format of the main stream's pictures; empty while the box does not know it. */
  public static Optional<JsonObject> video(JsonObject camera) {
    return main(camera).isNull("video")
        ? Optional.empty()
        : Optional.of(main(camera).getJsonObject("video"));
  }

  /** What the box says of one of a camera's streams. */
  public static JsonObject stream(JsonObject camera, String rendition) {
    return camera.getJsonArray("streams").getValuesAs(JsonObject.class).stream()
        .filter(stream -> stream.getString("rendition").equals(rendition))
        .findFirst()
        .orElseThrow(() -> new StreamMissing(rendition, camera));
  }

  /** Waits for a camera's state, and tells its reason. */
  public String awaitState(String cameraId, String state) throws InterruptedException {
    return awaitState(cameraId, state, "");
  }

  /** Waits for a camera's state with a reason that has these words in it, and tells the reason. */
  public String awaitState(String cameraId, String state, String words)
      throws InterruptedException {
    return await(cameraId, PATIENCE, camera -> isIn(state(camera), state, words))
        .getJsonObject("state")
        .getString("reason");
  }

  /** How often the feed has told of another state of a camera; see {@link #awaitPassed}. */
  public synchronized int statesSeen(String cameraId) {
    return states.getOrDefault(cameraId, List.of()).size();
  }

  /**
   * Waits for a camera to be, or to have been, in a state that does not last.
   *
   * @param behind states that are not meant, as many as {@link #statesSeen} has told
   */
  public synchronized void awaitPassed(
      String cameraId, int behind, String state, String words, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      List<JsonObject> seen = states.getOrDefault(cameraId, List.of());
      if (seen.stream().skip(behind).anyMatch(one -> isIn(one, state, words))) {
        return;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("camera " + cameraId + " was only " + seen);
      }
      wait(left);
    }
  }

  private static boolean isIn(JsonObject seen, String state, String words) {
    return seen.getString("name").equals(state) && seen.getString("reason").contains(words);
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
  public void close() throws IOException {
    socket.close();
  }
}
