package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.RawWebSocket;
import io.vedette.testing.TlsIdentity;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box against cameras that have one place and count who takes it. */
@Timeout(180)
class CameraSessionsIT {

  /** One place, kept until TEARDOWN; the video comes only over UDP. */
  private static final class OnePlace implements Behaviour {

    @Override
    public int maxSessions() {
      return 1;
    }

    @Override
    public boolean keepsSessions() {
      return true;
    }

    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      boolean tcp = request.headers().first("Transport").orElse("").contains("TCP");
      return Optional.of(
          tcp ? new RtspResponse(461, "Unsupported Transport", usual.headers()) : usual);
    }
  }

  @TempDir private Path folder;

  private static String address(URI url) {
    return Json.createObjectBuilder()
        .add("address", Json.createObjectBuilder().add("type", "rtsp").add("url", url.toString()))
        .build()
        .toString();
  }

  private static void change(Box box, String id, String body) throws Exception {
    box.request("PATCH", "/api/v1/cameras/" + id, body);
  }

  private static JsonObject streamingAgain(Feed feed, String id, long sessions)
      throws InterruptedException {
    return feed.await(
        id,
        Duration.ofSeconds(60),
        camera ->
            camera.getJsonObject("state").getString("name").equals("streaming")
                && Feed.main(camera).getInt("reconnects") >= sessions);
  }

  @Test
  void whateverHappensTheCameraNeverHasTwoSessionsAndHearsOfEveryEnd() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new OnePlace())) {
      String id;
      try (Box box = new Box(folder);
          Feed feed = new Feed(box)) {
        id = box.addCamera("Gate", camera.url().toString());
        feed.awaitState(id, "streaming");
        JsonObject seen =
            feed.await(
                id,
                Duration.ofSeconds(10),
                shown -> Feed.main(shown).getString("transport").equals("udp"));
        assertEquals("auto", seen.getString("transport"));

        change(box, id, address(URI.create(camera.url() + "/other")));
        streamingAgain(feed, id, 1);
        change(box, id, "{\"transport\":\"udp\"}");
        streamingAgain(feed, id, 2);
        change(box, id, "{\"transport\":\"auto\"}");
        streamingAgain(feed, id, 3);
        change(box, id, "{\"enabled\":false}");
        feed.awaitState(id, "disabled");
        change(box, id, "{\"enabled\":true}");
        feed.awaitState(id, "streaming");
        change(box, id, "{\"name\":\"Yard\"}");
        assertEquals(1, camera.openSessions());

        int before = camera.methods().size();
        box.process().destroy();
        assertTrue(box.process().waitFor(10, TimeUnit.SECONDS));
        assertEquals("TEARDOWN", camera.methods().getLast());
        assertTrue(camera.methods().size() > before);
        assertEquals(0, camera.openSessions());
      }
      int setups = setups(camera);
      try (Box box = new Box(folder);
          Feed feed = new Feed(box)) {
        feed.awaitState(id, "streaming");
        assertEquals(setups + 1, setups(camera), "the transport that worked was not tried first");
      }
      assertEquals(1, camera.mostSessions());
      assertEquals(0, camera.openSessions());
    }
  }

  private static int setups(QuirkyCamera camera) {
    return (int) camera.methods().stream().filter("SETUP"::equals).count();
  }

  @Test
  void aBoxThatIsToldToEndSaysTeardownForEachStream() throws Exception {
    try (GStreamerCamera large = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        GStreamerCamera small = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", large.url(), small.url(), "always");
      try (RawWebSocket viewer =
          new RawWebSocket(box, "/streams/" + id + "/live?rendition=sub", 1 << 16)) {
        viewer.next();
        feed.await(
            id,
            Duration.ofSeconds(30),
            seen -> isStreaming(Feed.main(seen)) && isStreaming(Feed.stream(seen, "sub")));
        assertTrue(large.awaitTeardowns(0) && small.awaitTeardowns(0), "ended too early");
        // SIGTERM.
        box.process().destroy();
        assertTrue(box.process().waitFor(10, TimeUnit.SECONDS));
      }
      assertTrue(large.awaitTeardowns(1), "the main stream's session was not ended");
      assertTrue(small.awaitTeardowns(1), "the small stream's session was not ended");
    }
  }

  private static boolean isStreaming(JsonObject stream) {
    return stream.getJsonObject("state").getString("name").equals("streaming");
  }

  /** kill -9 stands for the power cut: nobody says TEARDOWN. */
  @Test
  void aSessionThatAPowerCutLeftBehindIsWaitedForAndNamed() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new OnePlace())) {
      String id;
      try (Box box = new Box(folder);
          Feed feed = new Feed(box)) {
        id = box.addCamera("Gate", camera.url().toString());
        feed.awaitState(id, "streaming");
        box.process().destroyForcibly().waitFor();
      }
      assertEquals(1, camera.openSessions());
      try (Box box = new Box(folder);
          Feed feed = new Feed(box)) {
        String reason = feed.awaitState(id, "offline");
        assertTrue(
            reason.startsWith("SETUP: the camera serves no further viewer at the moment (453")
                && reason.endsWith(
                    "if the camera still counts the box's last session, it frees it after 60 s"),
            reason);
        camera.forgetSessions();
        feed.awaitState(id, "streaming");
      }
      assertEquals(1, camera.mostSessions());
    }
  }

  @Test
  void anotherCertificateStopsTheCameraUntilSomebodyTrustsIt() throws Exception {
    TlsIdentity first = TlsIdentity.make(folder, "first");
    TlsIdentity second = TlsIdentity.make(folder, "second");
    try (Box box = new Box(folder.resolve("data"));
        Feed feed = new Feed(box)) {
      String id;
      int port;
      try (QuirkyCamera camera = new QuirkyCamera(new Behaviour() {}, first.listen(0))) {
        port = camera.port();
        id = box.addCamera("Gate", "rtsps://127.0.0.1:" + port + "/camera");
        feed.awaitState(id, "streaming");
        assertEquals(first.fingerprint(), pinned(box, id));
      }
      feed.awaitState(id, "offline");
      try (QuirkyCamera camera = new QuirkyCamera(new Behaviour() {}, second.listen(port))) {
        String reason = feed.awaitState(id, "certificate_changed");
        assertTrue(reason.contains(first.fingerprint().substring(0, 16)), reason);
        assertTrue(reason.contains(second.fingerprint().substring(0, 16)), reason);
        assertEquals(0, camera.requests().size());
        assertEquals(first.fingerprint(), pinned(box, id));
        change(box, id, "{\"certificate\":null}");
        feed.awaitState(id, "streaming");
        assertEquals(second.fingerprint(), pinned(box, id));
      }
    }
  }

  private static String pinned(Box box, String id) throws Exception {
    JsonObject camera = box.request("GET", "/api/v1/cameras/" + id, null);
    return camera.get("certificate") == JsonValue.NULL
        ? ""
        : camera.getJsonObject("certificate").getString("sha256");
  }
}
