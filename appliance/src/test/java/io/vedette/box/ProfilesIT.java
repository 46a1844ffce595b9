package io.vedette.box;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.LiveViewer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rendition profiles, from the API to who watches by them; all with one box and one camera. */
@Timeout(600)
@TestInstance(Lifecycle.PER_CLASS)
class ProfilesIT {

  private static final System.Logger LOG = System.getLogger(ProfilesIT.class.getName());

  private static final String PROFILES = "/api/v1/transcoding/profiles/";

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final int MANY = 6;

  private GStreamerCamera camera;
  private Box box;
  private Feed feed;
  private String id;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
    box = new Box(folder);
    feed = new Feed(box);
    id = box.addCamera("Gate", camera.url().toString());
    feed.awaitState(id, "streaming");
  }

  @AfterAll
  void stop() throws Exception {
    feed.close();
    box.close();
    camera.close();
    http.close();
  }

  @AfterEach
  void leaveTheDefaultProfileAlone() throws Exception {
    for (String name : names()) {
      if (!name.equals("h264")) {
        box.request("DELETE", PROFILES + name, null);
      }
    }
    awaitNothingConverted();
  }

  private JsonObject transcoding() throws Exception {
    return box.request("GET", "/api/v1/transcoding", null);
  }

  private List<String> names() throws Exception {
    return transcoding().getJsonArray("profiles").getValuesAs(JsonObject.class).stream()
        .map(profile -> profile.getString("name"))
        .toList();
  }

  private JsonObject problem(int status, String name, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      JsonObject problem = reader.readObject();
      assertEquals("urn:vedette:problem:" + name, problem.getString("type"));
      return problem;
    }
  }

  private static List<String> fields(JsonObject problem) {
    return problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
        .map(error -> error.getString("field"))
        .toList();
  }

  private HttpResponse<String> put(String name, String header, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(box.address().resolve(PROFILES + name))
            .header("Authorization", "Bearer " + box.token())
            .header(header, "*")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static boolean has(JsonObject camera, String rendition) {
    return camera.getJsonArray("streams").getValuesAs(JsonObject.class).stream()
        .anyMatch(stream -> stream.getString("rendition").equals(rendition));
  }

  /** What the box converts is measured once a second. */
  private void awaitRunning(int count) throws Exception {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (transcoding().getJsonObject("load").getInt("running") != count) {
      assertTrue(System.nanoTime() < deadline, () -> "never ran " + count);
      Thread.sleep(50);
    }
  }

  /** A transcode that has lost its last viewer, or its profile, takes a while to end. */
  private void awaitNothingConverted() throws Exception {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (transcodingThreads() > 0) {
      assertTrue(System.nanoTime() < deadline, "a transcode goes on");
      Thread.sleep(50);
    }
    awaitRunning(0);
  }

  private String playlist() throws Exception {
    return box.awaitText("/streams/" + id + "/index.m3u8");
  }

  /** Threads that transcode, the encoder's own among them: Linux lets them inherit the name. */
  private long transcodingThreads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + box.process().pid() + "/task"))) {
      return tasks.filter(ProfilesIT::transcodes).count();
    }
  }

  private static boolean transcodes(Path task) {
    try {
      return Files.readString(task.resolve("comm")).startsWith("transcode-");
    } catch (IOException e) {
      // It has ended while it was looked at.
      return false;
    }
  }

  @Test
  void profilesAreAddedListedChangedAndRemoved() throws Exception {
    assertEquals(List.of("h264"), names());
    JsonObject added =
        box.request(
            "PUT",
            PROFILES + "wall",
            "{\"width\":160,\"height\":120,\"frameRate\":10,\"bitRate\":200000,\"offer\":\"always\"}");
    assertEquals(
        "{\"name\":\"wall\",\"width\":160,\"height\":120,\"frameRate\":10,\"bitRate\":200000,"
            + "\"offer\":\"always\"}",
        added.toString());
    assertEquals(List.of("h264", "wall"), names());
    assertEquals(added, transcoding().getJsonArray("profiles").getJsonObject(1));
    assertEquals(5, box.request("PUT", PROFILES + "wall", "{\"frameRate\":5}").getInt("frameRate"));
    assertEquals(160, transcoding().getJsonArray("profiles").getJsonObject(1).getInt("width"));

    JsonObject taken = problem(412, "profile-exists", put("wall", "If-None-Match", "{}"));
    assertEquals(List.of("name"), fields(taken));
    assertEquals(200, put("wall", "If-Match", "{\"frameRate\":6}").statusCode());
    assertEquals(204, box.send("DELETE", PROFILES + "wall", null).statusCode());
    problem(404, "not-found", box.send("DELETE", PROFILES + "wall", null));
    problem(412, "profile-gone", put("wall", "If-Match", "{}"));
    assertEquals(List.of("h264"), names());
    assertEquals(200, put("wall", "If-None-Match", "{}").statusCode());
    problem(409, "profile-needed", box.send("DELETE", PROFILES + "h264", null));

    for (String choice : List.of("refuse", "lower")) {
      String body = "{\"overBudget\":\"" + choice + "\"}";
      box.request("PATCH", "/api/v1/transcoding", body);
      assertEquals(choice, transcoding().getString("overBudget"));
    }
  }

  @Test
  void whatIsWrongIsToldAtItsFieldAndNothingIsKept() throws Exception {
    JsonObject all =
        problem(
            422,
            "invalid-profile",
            box.send(
                "PUT",
                PROFILES + "main",
                "{\"width\":1,\"height\":\"x\",\"frameRate\":0,\"bitRate\":1e999999999,"
                    + "\"offer\":\"no\",\"colour\":1}"));
    assertEquals(
        List.of("name", "colour", "width", "height", "frameRate", "bitRate", "offer"), fields(all));
    for (String name :
        List.of(
            "sub", "Wall", "%20", "wall%202", "wand-gr%C3%B6%C3%9Fe", "%3Cb%3E", "x".repeat(21))) {
      assertEquals(
          List.of("name"),
          fields(problem(422, "invalid-profile", box.send("PUT", PROFILES + name, "{}"))),
          name);
    }
    // Such a name is another address.
    assertEquals(404, box.send("PUT", PROFILES + "a/b", "{}").statusCode());
    assertEquals(404, box.send("PUT", PROFILES, "{}").statusCode());
    problem(400, "invalid-body", box.send("PUT", PROFILES + "wall", "{"));
    problem(422, "invalid-profile", box.send("PATCH", "/api/v1/transcoding", "{\"profiles\":[]}"));
    assertEquals(List.of("h264"), names());
  }

  @Test
  void thereAreSixteenAtMost() throws Exception {
    for (int i = 1; i < 16; i++) {
      assertEquals(200, put("p-" + i, "If-None-Match", "{}").statusCode());
    }
    problem(409, "too-many-profiles", put("p-16", "If-None-Match", "{}"));
    assertEquals(200, put("p-15", "If-Match", "{\"width\":800}").statusCode());
    assertEquals(16, names().size());
  }

  @Test
  void aRenditionByAProfileIsOfferedWithoutBeingStarted() throws Exception {
    box.request("PUT", PROFILES + "wall", "{\"width\":160,\"height\":120,\"offer\":\"always\"}");
    box.request("PUT", PROFILES + "quiet", "{}");
    String playlist = playlist();
    assertTrue(playlist.contains("RESOLUTION=160x120"), playlist);
    assertTrue(playlist.contains("\nwall/index.m3u8"), playlist);
    assertFalse(playlist.contains("quiet/"), "browsers play this camera: " + playlist);
    List<String> renditions = List.of("wall", "quiet", "h264");
    JsonObject seen =
        feed.await(
            id, SOON, known -> renditions.stream().allMatch(rendition -> has(known, rendition)));
    for (String rendition : renditions) {
      JsonObject stream = Feed.stream(seen, rendition);
      assertEquals("idle", stream.getJsonObject("state").getString("name"));
      assertTrue(stream.isNull("transcode"), rendition);
    }
    assertEquals(0, transcodingThreads());
    assertEquals(0, transcoding().getJsonObject("load").getInt("running"));
    assertTrue(transcoding().getJsonObject("load").getInt("room") > 0);
  }

  @Test
  void whoWatchesByAProfileThatIsChangedSeesItGoOnInTheNewWay() throws Exception {
    box.request("PUT", PROFILES + "wall", "{\"width\":160,\"height\":120}");
    box.request("PUT", PROFILES + "other", "{\"width\":200,\"height\":150}");
    try (LiveViewer viewer = new LiveViewer(box, id, "wall");
        LiveViewer other = new LiveViewer(box, id, "other")) {
      viewer.awaitPicture(160);
      other.awaitPicture(200);
      JsonObject running =
          feed.await(
              id,
              SOON,
              seen -> !Feed.stream(seen, "wall").isNull("transcode") && isInTime(seen, "wall"));
      JsonObject transcode = Feed.stream(running, "wall").getJsonObject("transcode");
      assertEquals("libx264", transcode.getString("encoder"));
      assertFalse(transcode.getBoolean("reduced"));
      awaitRunning(2);

      box.request("PUT", PROFILES + "wall", "{\"width\":240,\"height\":180}");
      viewer.awaitPicture(240);
      // Who watches by another does not notice.
      other.awaitMore();
      viewer.awaitMore();
      awaitRunning(2);
    }
  }

  /** As many transcodes of one profile as cameras, and a request that changes or ends them all. */
  @Test
  void whoChangesAProfileDoesNotWaitForAllThatAreMadeByIt() throws Exception {
    List<String> cameras = new ArrayList<>(List.of(id));
    List<LiveViewer> viewers = new ArrayList<>();
    try {
      for (int more = 1; more < MANY; more++) {
        cameras.add(box.addCamera("Gate " + more, camera.url().toString()));
      }
      box.request("PUT", PROFILES + "wall", "{\"width\":160,\"height\":120}");
      for (String each : cameras) {
        feed.awaitState(each, "streaming");
        viewers.add(new LiveViewer(box, each, "wall"));
      }
      for (LiveViewer viewer : viewers) {
        viewer.awaitPicture(160);
      }
      awaitRunning(MANY);

      long begun = System.nanoTime();
      box.request("PUT", PROFILES + "wall", "{\"width\":240,\"height\":180}");
      long answered = System.nanoTime();
      for (LiveViewer viewer : viewers) {
        viewer.awaitPicture(240);
      }
      long all = System.nanoTime();
      tell("changing the profile", answered - begun);
      tell("until the last of them saw the new form", all - begun);
      awaitRunning(MANY);

      begun = System.nanoTime();
      assertEquals(204, box.send("DELETE", PROFILES + "wall", null).statusCode());
      tell("removing the profile", System.nanoTime() - begun);
      for (LiveViewer viewer : viewers) {
        assertEquals("4404 the camera has no such rendition any more", viewer.awaitFarewell());
      }
      awaitRunning(0);
    } finally {
      for (LiveViewer viewer : viewers) {
        viewer.close();
      }
      for (String more : cameras.subList(1, cameras.size())) {
        box.send("DELETE", "/api/v1/cameras/" + more, null);
      }
    }
  }

  /** What a player of HLS goes by. */
  private record Playlist(long media, long discontinuities, boolean interrupted, String map) {

    private static long number(String text, String tag) {
      Matcher found = Pattern.compile("#EXT-X-" + tag + ":(\\d+)").matcher(text);
      assertTrue(found.find(), text);
      return Long.parseLong(found.group(1));
    }

    static Playlist of(String text) {
      Matcher map = Pattern.compile("#EXT-X-MAP:URI=\"(.*)\"").matcher(text);
      assertTrue(map.find(), text);
      return new Playlist(
          number(text, "MEDIA-SEQUENCE"),
          number(text, "DISCONTINUITY-SEQUENCE"),
          text.contains("#EXT-X-DISCONTINUITY\n"),
          map.group(1));
    }
  }

  private Playlist awaitWall() throws Exception {
    long deadline = System.nanoTime() + 2 * SOON.toNanos();
    HttpResponse<String> answer;
    do {
      assertTrue(System.nanoTime() < deadline, "no playlist");
      answer = box.send("GET", "/streams/" + id + "/wall/index.m3u8", null);
    } while (answer.statusCode() == 503);
    assertEquals(200, answer.statusCode(), answer.body());
    return Playlist.of(answer.body());
  }

  @Test
  void aPlayerOfHlsGoesOnBehindADiscontinuityWhenItsProfileChanges() throws Exception {
    box.request("PUT", PROFILES + "wall", "{\"width\":160,\"height\":120}");
    Playlist before = awaitWall();
    for (int width : List.of(240, 200)) {
      box.request("PUT", PROFILES + "wall", "{\"width\":" + width + "}");
      Playlist now = awaitWall();
      assertTrue(now.interrupted(), now.toString());
      assertTrue(now.media() > before.media(), before + " " + now);
      assertTrue(
          now.discontinuities() >= before.discontinuities() + (before.interrupted() ? 1 : 0),
          before + " " + now);
      assertFalse(now.map().equals(before.map()), now.map());
      before = now;
    }
  }

  private static void tell(String what, long nanos) {
    LOG.log(INFO, "{0} with {1} that watch took {2} ms", what, MANY, nanos / 1_000_000);
  }

  @Test
  void whoWatchesByAProfileThatIsRemovedIsToldAndNothingOfItIsLeft() throws Exception {
    String streams = "/streams/" + id + "/";
    for (int round = 0; round < 3; round++) {
      box.request("PUT", PROFILES + "wall", "{\"width\":160,\"height\":120,\"offer\":\"always\"}");
      try (LiveViewer viewer = new LiveViewer(box, id, "wall");
          InputStream file = liveFile()) {
        viewer.awaitPicture(160);
        assertTrue(file.read() >= 0);
        assertTrue(transcodingThreads() > 0);

        assertEquals(204, box.send("DELETE", PROFILES + "wall", null).statusCode());
        assertEquals("4404 the camera has no such rendition any more", viewer.awaitFarewell());
        file.transferTo(OutputStream.nullOutputStream());
      }
      assertFalse(playlist().contains("wall/"));
      JsonObject gone =
          problem(404, "not-found", box.send("GET", streams + "wall/index.m3u8", null));
      assertEquals("Camera \"Gate\" has no rendition wall.", gone.getString("detail"));
      problem(404, "not-found", box.send("GET", streams + "live.mp4?rendition=wall", null));
      feed.await(id, SOON, seen -> !has(seen, "wall"));
      awaitNothingConverted();
    }
    feed.await(
        id,
        SOON,
        seen -> Feed.main(seen).getJsonObject("state").getString("name").equals("streaming"));
  }

  private static boolean isInTime(JsonObject camera, String rendition) {
    int late = Feed.stream(camera, rendition).getJsonObject("transcode").getInt("lateMillis");
    return late > 0 && late < 5000;
  }

  private InputStream liveFile() throws Exception {
    HttpResponse<InputStream> response =
        http.send(
            HttpRequest.newBuilder(
                    box.address().resolve("/streams/" + id + "/live.mp4?rendition=wall"))
                .header("Authorization", "Bearer " + box.token())
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    return response.body();
  }
}
