package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.Attempts;
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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box against cameras that have one place and count who takes it. */
@Timeout(600)
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
      return Optional.of(
          isTcp(request) ? new RtspResponse(461, "Unsupported Transport", usual.headers()) : usual);
    }

    private static boolean isTcp(RtspRequest request) {
      return request.headers().first("Transport").orElse("").contains("TCP");
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
        Feed.PATIENCE,
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
                id, Feed.PATIENCE, shown -> Feed.main(shown).getString("transport").equals("udp"));
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

        long before = teardowns(camera);
        box.process().destroy();
        assertTrue(box.process().waitFor(60, TimeUnit.SECONDS));
        assertTrue(camera.awaitOpenSessions(0), "the session was not ended");
        assertEquals(before + 1, teardowns(camera));
      }
      int setups = setups(camera).size();
      try (Box box = new Box(folder);
          Feed feed = new Feed(box)) {
        feed.awaitState(id, "streaming");
        RtspRequest next = setups(camera).get(setups);
        assertFalse(OnePlace.isTcp(next), "the transport that worked was not tried first");
      }
      assertTrue(camera.awaitOpenSessions(0), "the session was not ended");
      assertEquals(1, camera.mostSessions());
    }
  }

  private static List<RtspRequest> setups(QuirkyCamera camera) {
    return camera.requests().stream().filter(request -> request.method().equals("SETUP")).toList();
  }

  private static long teardowns(QuirkyCamera camera) {
    return camera.methods().stream().filter("TEARDOWN"::equals).count();
  }

  /** The box waits less than a second for a camera that is slow to hear of the end. */
  @Test
  void aBoxThatIsToldToEndSaysTeardownForEachStream() throws Exception {
    Attempts.upToThree(
        number ->
            saysTeardownForEachStream(Files.createDirectory(folder.resolve("box-" + number))));
  }

  private static void saysTeardownForEachStream(Path folder) throws Exception {
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
            Feed.PATIENCE,
            seen -> isStreaming(Feed.main(seen)) && isStreaming(Feed.stream(seen, "sub")));
        assertTrue(large.awaitTeardowns(0) && small.awaitTeardowns(0), "ended too early");
        // SIGTERM.
        box.process().destroy();
        assertTrue(box.process().waitFor(60, TimeUnit.SECONDS));
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
      assertTrue(camera.awaitOpenSessions(1));
      try (Box box = new Box(folder);
          Feed feed = new Feed(box)) {
        String reason =
            feed.awaitState(
                id, "offline", "SETUP: the camera serves no further viewer at the moment (453");
        assertTrue(
            reason.endsWith(
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
        awaitPinned(box, id, first);
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
        awaitPinned(box, id, second);
      }
    }
  }

  /** What the ingest learns, it hands on beside its pictures. */
  private static void awaitPinned(Box box, String id, TlsIdentity identity) throws Exception {
    long deadline = System.nanoTime() + Feed.PATIENCE.toNanos();
    while (!pinned(box, id).equals(identity.fingerprint()) && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertEquals(identity.fingerprint(), pinned(box, id));
  }

  /** A camera that asks for the password so, until it is given. */
  private record Asking(String challenge) implements Behaviour {
    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      String scheme = challenge.split(" ")[0] + " ";
      boolean in = request.headers().first("Authorization").orElse("").startsWith(scheme);
      return Optional.of(
          in
              ? usual
              : new RtspResponse(
                  401,
                  "Unauthorized",
                  RtspHeaders.NONE
                      .with("CSeq", request.headers().first("CSeq").orElse("0"))
                      .with("WWW-Authenticate", challenge)));
    }
  }

  /** At an address of its own, at which nobody else takes the port while it is free. */
  private static ServerSocket listen(int port) throws Exception {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress("127.77.0.2", port));
    return server;
  }

  @Test
  void whoAsksForThePasswordInClearTextIsNotToldUntilItIsGivenAgain() throws Exception {
    String credentials = "{\"credentials\":{\"username\":\"joe\",\"password\":\"p@ss\"}}";
    String id;
    int port;
    try (Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      try (QuirkyCamera camera =
          new QuirkyCamera(new Asking("Digest realm=\"c\", nonce=\"n\""), listen(0))) {
        port = camera.port();
        id = box.addCamera("Gate", camera.url().toString());
        feed.awaitState(id, "auth_failed");
        change(box, id, credentials);
        feed.awaitState(id, "streaming");
      }
      feed.awaitState(id, "offline");
    }
    // What was learned is on the disk.
    try (QuirkyCamera stranger = new QuirkyCamera(new Asking("Basic realm=\"c\""), listen(port));
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String reason = feed.awaitState(id, "auth_failed");
      assertEquals(
          "OPTIONS: the device at 127.77.0.2 now asks for the password in clear text (Basic), which"
              + " this camera did not before. It may be another device, and was not told the password."
              + " If it is this camera, enter the password again to allow it",
          reason);
      change(box, id, "{\"name\":\"Yard\"}");
      change(box, id, "{\"enabled\":false}");
      feed.awaitState(id, "disabled");
      change(box, id, "{\"enabled\":true}");
      assertEquals(reason, feed.awaitState(id, "auth_failed"));
      assertEquals(List.of(), stranger.authorizations());

      change(box, id, credentials);
      feed.awaitState(id, "streaming");
      assertTrue(
          stranger.authorizations().stream().allMatch("Basic am9lOnBAc3M="::equals),
          stranger.authorizations().toString());
    }
  }

  private static String pinned(Box box, String id) throws Exception {
    JsonObject camera = box.request("GET", "/api/v1/cameras/" + id, null);
    return camera.get("certificate") == JsonValue.NULL
        ? ""
        : camera.getJsonObject("certificate").getString("sha256");
  }
}
