package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.LiveRecording;
import io.vedette.testing.LiveViewer;
import io.vedette.testing.Pusher;
import io.vedette.testing.Recording;
import io.vedette.testing.Sound;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras that push RTMP, played by encoders that others have written. */
@Timeout(600)
class RtmpPushIT {

  private static final Duration LENGTH = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Feed.PATIENCE;

  /** What a state may take that does not last, and that the feed passes over on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String WAITS = "RTMP: waiting for the camera to connect";

  @TempDir private static Path data;
  private static Box box;
  private static Feed feed;

  @TempDir private Path folder;

  /** A camera that pushes. */
  private record Camera(String id, String url, String key, int port) {}

  @BeforeAll
  static void start() throws Exception {
    box = new Box(data, "--rtmp-port", "0");
    feed = new Feed(box);
  }

  @AfterAll
  static void stop() throws Exception {
    feed.close();
    box.close();
  }

  private static Camera add(String name) throws Exception {
    return camera(
        box.request(
            "POST",
            "/api/v1/cameras",
            "{\"name\":\"" + name + "\",\"address\":{\"type\":\"rtmp\"}}"));
  }

  private static Camera camera(JsonObject answer) {
    JsonObject push = answer.getJsonObject("push");
    String server = push.getString("server");
    return new Camera(
        answer.getString("id"),
        push.getString("url"),
        push.getString("key"),
        Integer.parseInt(server.replaceAll(".*:(\\d+)/live", "$1")));
  }

  private static void awaitState(String id, String state, String reason) throws Exception {
    feed.awaitState(id, state, reason);
  }

  private Recording record(Camera camera, String name) throws Exception {
    return Recording.of(box, camera.id, LENGTH, folder.resolve(name));
  }

  /**
   * Pictures without a word of the decoder, a clear tone, and both of the same length. What pushes
   * may be stopped for so long that the box takes it for gone.
   */
  private void isWhole(Camera camera) throws Exception {
    Attempts.upToThree(_ -> isWholeNow(camera));
  }

  private void isWholeNow(Camera camera) throws Exception {
    Recording recording = record(camera, "live.mp4");
    recording.decodesWithoutAWord();
    recording.hasRisingTimes();
    LiveRecording live =
        LiveRecording.of(box, camera.id, "mp4a", LENGTH, folder.resolve("socket.mp4"));
    List<LiveRecording.Packet> packets = live.packets();
    List<LiveRecording.Packet> video =
        packets.stream().filter(LiveRecording.Packet::video).toList();
    List<LiveRecording.Packet> audio = packets.stream().filter(one -> !one.video()).toList();
    for (int i = 1; i < audio.size(); i++) {
      double gap = audio.get(i).dts() - audio.get(i - 1).dts() - audio.get(i - 1).duration();
      assertEquals(0, gap, 0.002, "at packet " + i + " of the sound");
    }
    double ahead = video.getLast().pts() - audio.getLast().pts();
    assertTrue(Math.abs(ahead) < 0.3, "the sound ends " + ahead + " s before the picture");
    Sound sound = Sound.decode(live.file().toString(), 44_100);
    assertEquals(Pusher.HERTZ, sound.frequency(1, sound.seconds()), 1);
  }

  @Test
  void whatFfmpegPushesIsSeenAndHeard() throws Exception {
    Camera camera = add("Yard");
    awaitState(camera.id, "offline", WAITS);
    try (Pusher pusher = Pusher.ffmpeg(folder, camera.url)) {
      feed.awaitState(camera.id, "streaming");
      isWhole(camera);
      JsonObject facts = feed.await(camera.id, PATIENCE, RtmpPushIT::hasSound);
      assertEquals("rtmp", Feed.main(facts).getString("transport"));
      assertEquals("H.264", Feed.video(facts).orElseThrow().getString("codec"));
      assertTrue(Feed.main(facts).getJsonArray("notices").isEmpty());
      assertEquals("", pusher.said());
    }
  }

  private static boolean hasSound(JsonObject camera) {
    return !Feed.main(camera).isNull("audio");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtmp2sink", "rtmpsink"})
  void whatGstreamerPushesIsSeenAndHeard(String sink) throws Exception {
    Camera camera = add("Yard");
    try (Pusher pusher = Pusher.gstreamer(folder, sink, camera.url)) {
      feed.awaitState(camera.id, "streaming");
      isWhole(camera);
      assertTrue(pusher.isAlive(), pusher.said());
    }
  }

  /** Debian's ffmpeg knows no Enhanced RTMP, the one among our own libraries does. */
  @ParameterizedTest
  @CsvSource({
    "libx265, H.265, -preset ultrafast -x265-params log-level=none",
    "libsvtav1, AV1, -preset 12"
  })
  void enhancedRtmpIsRead(String encoder, String codec, String options) throws Exception {
    Camera camera = add("Yard");
    String program = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    try (Pusher pusher =
        Pusher.ffmpeg(folder, program, camera.url, encoder, List.of(options.split(" ")))) {
      feed.awaitState(camera.id, "streaming");
      record(camera, "live.mp4").decodesWithoutAWord();
      JsonObject facts = feed.await(camera.id, PATIENCE, RtmpPushIT::hasSound);
      assertEquals(codec, Feed.video(facts).orElseThrow().getString("codec"));
      assertTrue(pusher.isAlive(), pusher.said());
    }
  }

  @Test
  void aWrongKeyIsRefusedInWordsAndTheRightOneStillComesIn() throws Exception {
    Camera camera = add("Yard");
    String wrong = camera.url.replace(camera.key, "wrong");
    try (Pusher pusher = Pusher.ffmpeg(folder, wrong)) {
      String said = pusher.awaitEnd(PATIENCE);
      assertTrue(said.contains("no camera with this stream key"), said);
    }
    try (Pusher pusher = Pusher.gstreamer(folder, "rtmp2sink", wrong)) {
      String said = pusher.awaitEnd(PATIENCE);
      assertTrue(said.contains("stream key") || said.contains("denied"), said);
    }
    awaitState(camera.id, "offline", WAITS);
    try (Pusher _ = Pusher.ffmpeg(folder, camera.url)) {
      feed.awaitState(camera.id, "streaming");
    }
  }

  @Test
  void aViewerStaysWhileTheCameraIsKilledAndComesBack() throws Exception {
    Camera camera = add("Yard");
    Attempts.upToThree(_ -> aViewerStays(camera));
  }

  private void aViewerStays(Camera camera) throws Exception {
    awaitState(camera.id, "offline", WAITS);
    try (Pusher first = Pusher.ffmpeg(folder, camera.url)) {
      feed.awaitState(camera.id, "streaming");
      try (LiveViewer viewer = new LiveViewer(box, camera.id, "main")) {
        viewer.awaitPicture(320);
        long killed = System.nanoTime();
        first.kill();
        awaitState(camera.id, "offline", WAITS);
        double seconds = (System.nanoTime() - killed) / 1e9;
        try (Pusher _ = Pusher.ffmpeg(folder, camera.url)) {
          feed.awaitState(camera.id, "streaming");
          viewer.awaitMore();
        }
        assertTrue(seconds < 5, "noticed after " + seconds + " s");
      }
    }
  }

  @Test
  void whoComesLaterWithTheSameKeyTakesOver() throws Exception {
    Camera camera = add("Yard");
    Attempts.upToThree(_ -> whoComesLaterTakesOver(camera));
  }

  private void whoComesLaterTakesOver(Camera camera) throws Exception {
    awaitState(camera.id, "offline", WAITS);
    try (Pusher first = Pusher.ffmpeg(folder, camera.url)) {
      feed.awaitState(camera.id, "streaming");
      // As one whose network is gone: its connection stays, and says nothing.
      first.freeze();
      int seen = feed.statesSeen(camera.id);
      long came = System.nanoTime();
      try (Pusher second = Pusher.ffmpeg(folder, camera.url)) {
        feed.awaitPassed(camera.id, seen, "offline", "taken over", LIMIT);
        feed.awaitState(camera.id, "streaming");
        double seconds = (System.nanoTime() - came) / 1e9;
        record(camera, "live.mp4").decodesWithoutAWord();
        assertTrue(second.isAlive(), second.said());
        assertTrue(seconds < 8, "after " + seconds + " s");
      }
    }
  }

  @Test
  void aFrozenCameraIsNoticed() throws Exception {
    Camera camera = add("Yard");
    Attempts.upToThree(
        _ -> {
          awaitState(camera.id, "offline", WAITS);
          try (Pusher pusher = Pusher.ffmpeg(folder, camera.url)) {
            feed.awaitState(camera.id, "streaming");
            int seen = feed.statesSeen(camera.id);
            pusher.freeze();
            feed.awaitPassed(camera.id, seen, "offline", "nothing came for 8 s", LIMIT);
          }
        });
  }

  @Test
  void twoCamerasPushAtOnceAndNeitherTakesTheOthersPlace() throws Exception {
    Camera one = add("One");
    Camera two = add("Two");
    assertNotEquals(one.key, two.key);
    try (Pusher _ = Pusher.ffmpeg(folder, one.url);
        Pusher _ = Pusher.gstreamer(folder, "rtmp2sink", two.url)) {
      feed.awaitState(one.id, "streaming");
      feed.awaitState(two.id, "streaming");
      record(one, "one.mp4").decodesWithoutAWord();
      record(two, "two.mp4").decodesWithoutAWord();
    }
  }

  @Test
  void aRevokedKeyEndsTheSessionAndTheNewOneOpensIt() throws Exception {
    Camera camera = add("Yard");
    try (Pusher pusher = Pusher.ffmpeg(folder, camera.url)) {
      feed.awaitState(camera.id, "streaming");
      Camera renewed = camera(box.request("POST", "/api/v1/cameras/" + camera.id + "/key", null));
      assertNotEquals(camera.key, renewed.key);
      pusher.awaitEnd(PATIENCE);
      awaitState(camera.id, "offline", WAITS);
      try (Pusher old = Pusher.ffmpeg(folder, camera.url)) {
        assertTrue(old.awaitEnd(PATIENCE).contains("no camera with this stream key"), old.said());
      }
      try (Pusher _ = Pusher.ffmpeg(folder, renewed.url)) {
        feed.awaitState(camera.id, "streaming");
      }
    }
  }

  @Test
  void aKeyIsShownOnceOnly() throws Exception {
    Camera camera = add("Yard");
    assertTrue(camera.key.matches("[A-Za-z0-9_-]{32}"), camera.key);
    String path = "/api/v1/cameras/" + camera.id;
    assertFalse(box.send("GET", path, null).body().contains(camera.key));
    assertFalse(box.send("GET", "/api/v1/cameras", null).body().contains(camera.key));
    assertFalse(box.send("PATCH", path, "{\"name\":\"Gate\"}").body().contains(camera.key));
    assertFalse(feed.await(camera.id, PATIENCE, _ -> true).toString().contains(camera.key));
  }

  @Test
  void aCameraThatIsSwitchedOffIsToldSo() throws Exception {
    Camera camera = add("Yard");
    box.request("PATCH", "/api/v1/cameras/" + camera.id, "{\"enabled\":false}");
    try (Pusher pusher = Pusher.ffmpeg(folder, camera.url)) {
      assertTrue(pusher.awaitEnd(PATIENCE).contains("switched off"), pusher.said());
    }
  }

  /** 127.0.0.2 takes all it can get, and says nothing, or nonsense. */
  @Test
  void aFloodOfSilentAndBabblingStrangersKeepsNobodyOut() throws Exception {
    Camera camera = add("Yard");
    List<Socket> flood = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        flood.add(stranger(camera.port, i % 2 == 0));
      }
      try (Pusher _ = Pusher.ffmpeg(folder, camera.url)) {
        feed.awaitState(camera.id, "streaming");
        record(camera, "live.mp4").decodesWithoutAWord();
      }
    } finally {
      for (Socket socket : flood) {
        socket.close();
      }
    }
  }

  private static Socket stranger(int port, boolean babbles) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    if (babbles) {
      try {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
      } catch (IOException e) {
        // Hung up on already: it was one too many.
        return socket;
      }
    }
    return socket;
  }
}
