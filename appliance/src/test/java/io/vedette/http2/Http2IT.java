package io.vedette.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Command;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The box over HTTP/2 without TLS, asked by clients that others have written. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2IT {

  /** Noise: a segment is ten times as large as a window. */
  private static final String NOISE =
      "videotestsrc is-live=true pattern=snow ! video/x-raw,width=320,height=240,framerate=25/1"
          + " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=3000 threads=1"
          + " ! rtph264pay name=pay0 pt=96 config-interval=-1";

  private static final Path PEER =
      Path.of("src", "test", "resources", "io", "vedette", "http2", "peer.mjs");

  private static final Pattern SEGMENT = Pattern.compile("(?m)^(\\d+\\.m4s)$");
  private static final Pattern MAP = Pattern.compile("EXT-X-MAP:URI=\"([^\"]+)\"");

  private static final int WINDOW = 65_535;
  private static final int HTTP_1_1_REQUIRED = 13;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final long NO_GOAWAY = -1;

  private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private GStreamerCamera camera;
  private Box box;
  private String stream;

  @BeforeAll
  void start(@TempDir Path own) throws Exception {
    folder = own;
    camera = GStreamerCamera.playing(NOISE);
    box = new Box(folder);
    try (Feed feed = new Feed(box)) {
      String id = box.addCamera("Noise", camera.url().toString());
      feed.awaitState(id, "streaming");
      stream = "/streams/" + id;
    }
  }

  @AfterAll
  void stop() throws Exception {
    box.close();
    camera.close();
    http.close();
  }

  private byte[] get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(box.address().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + box.token())
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode(), path);
    return response.body();
  }

  private String playlist() throws IOException, InterruptedException {
    return new String(get(stream + "/main/index.m3u8"));
  }

  private static Matcher find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher;
  }

  /** The newest whole segment, which stays for longer than a test takes. */
  private String newestSegment() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    SEGMENT.matcher(playlist()).results().forEach(found -> all.add(found.group(1)));
    return stream + "/main/" + all.getLast();
  }

  /** The peer makes of it one that is not there for two seconds or more, and then at once. */
  private String blockedReload() {
    return stream + "/main/index.m3u8";
  }

  private record Met(JsonValue found, long goaway) {
    JsonObject object() {
      return found.asJsonObject();
    }

    List<JsonObject> answers() {
      return found.asJsonArray().getValuesAs(JsonObject.class);
    }
  }

  /** What Node.js meets; see the script. */
  private Met peer(String... task) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("node", PEER.toString()));
    words.addAll(List.of("http://" + box.address().getAuthority(), box.token()));
    words.addAll(List.of(task));
    Command run = Command.run(Duration.ofSeconds(150), words);
    assertEquals(0, run.status(), run.output());
    try (JsonReader reader = Json.createReader(new StringReader(run.output()))) {
      JsonObject met = reader.readObject();
      return new Met(met.get("found"), met.isNull("goaway") ? NO_GOAWAY : met.getInt("goaway"));
    }
  }

  @Test
  void answersAreTheSameAsOverHttp11() throws Exception {
    String bearer = "Authorization: Bearer " + box.token();
    String playlist = playlist();
    same("/");
    same("/", "-H", "If-None-Match: *");
    same("/observe/health");
    same("/api/v1/session", "-H", bearer);
    same("/api/v1/session", "-H", "Cookie: vedette_session=" + box.token());
    same("/api/v1/session", "-u", "any:" + box.token());
    same("/api/v1/session", "-H", bearer, "-H", "Origin: http://evil.example");
    same("/api/v1/session", "-H", bearer, "-H", "Origin: http://" + box.address().getAuthority());
    same("/api/v1/cameras");
    same("/api/v1/cameras", "-H", bearer, "-d", "name=Gate");
    same("/api/v1/cameras", "-H", bearer, "-d", "{\"name\":\"" + "x".repeat(100_000) + "\"}");
    same("/api/v1/encoders", "-H", bearer, "-X", "PATCH", "-d", "{\"encoder\":\"theora\"}");
    same("/api/v1/feed", "-H", bearer);
    same("/nothing", "-H", bearer);
    same("/streams/none/index.m3u8", "-H", bearer);
    same(stream + "/index.m3u8");
    // It says how far the playlist has come.
    String ahead = stream + "/main/index.m3u8?_HLS_msn=99999999";
    Attempts.upToThree(_ -> same(ahead, "-H", bearer));
    same(stream + "/main/" + find(MAP, playlist).group(1), "-H", bearer);
    // Who was stopped for long comes too late for it.
    Attempts.upToThree(_ -> same(newestSegment(), "-H", bearer));
    Attempts.upToThree(_ -> same(newestSegment().replace(".m4s", ".0.m4s"), "-H", bearer));
  }

  private void same(String path, String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(options));
    words.add(box.address().resolve(path).toString());
    Curl older = Curl.ask(folder, "--http1.1", words);
    Curl newer = Curl.ask(folder, "--http2-prior-knowledge", words);
    assertEquals("1.1", older.version(), path);
    assertEquals("2", newer.version(), path);
    assertEquals(older.status(), newer.status(), path);
    assertEquals(older.headers(), newer.headers(), path);
    assertArrayEquals(older.body(), newer.body(), path);
  }

  @Test
  void playlistsAreCompressedAndMayBeKept() throws Exception {
    Curl met =
        Curl.ask(
            folder,
            "--http2-prior-knowledge",
            List.of(
                "--compressed",
                "-H",
                "Authorization: Bearer " + box.token(),
                box.address().resolve(stream + "/main/index.m3u8").toString()));
    assertEquals(200, met.status());
    assertEquals("private, max-age=1", met.headers().get("cache-control"));
    assertEquals("gzip", met.headers().get("content-encoding"));
    assertEquals("application/vnd.apple.mpegurl", met.headers().get("content-type"));
    assertEquals("Accept-Encoding", met.headers().get("vary"));
    assertTrue(new String(met.body()).startsWith("#EXTM3U"));
  }

  @Test
  void signingInGivesACookieAndSigningOutTakesIt() throws Exception {
    String account = "{\"username\":\"admin\",\"password\":\"" + Box.PASSWORD + "\"}";
    String session = box.address().resolve("/api/v1/session").toString();
    Curl opened = Curl.ask(folder, "--http2-prior-knowledge", List.of("-d", account, session));
    assertEquals(201, opened.status());
    String cookie = opened.headers().get("set-cookie");
    assertTrue(cookie.contains("HttpOnly"), cookie);
    List<String> carried = List.of("-H", "Cookie: " + cookie.split(";")[0], session);
    assertEquals(200, Curl.ask(folder, "--http2-prior-knowledge", carried).status());
    List<String> ended = new ArrayList<>(List.of("-X", "DELETE"));
    ended.addAll(carried);
    assertEquals(204, Curl.ask(folder, "--http2-prior-knowledge", ended).status());
    assertEquals(401, Curl.ask(folder, "--http2-prior-knowledge", carried).status());
  }

  /** Helidon alone ends the connection here, each time. */
  @Test
  void manyAtOnceDoNotOverrunTheWindowThatTheyShare() throws Exception {
    Attempts.upToThree(_ -> manyShareAWindow());
  }

  private void manyShareAWindow() throws Exception {
    String path = newestSegment();
    byte[] segment = get(path);
    assertTrue(segment.length > 4 * WINDOW, "bytes: " + segment.length);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(segment));
    Met met = peer("crowd", path, "20");
    assertEquals(NO_GOAWAY, met.goaway());
    assertEquals(20, met.answers().size());
    for (JsonObject answer : met.answers()) {
      assertEquals(200, answer.getInt("status"));
      assertEquals(segment.length, answer.getInt("bytes"));
      assertEquals(sha256, answer.getString("sha256"));
    }
  }

  @Test
  void aReaderThatPausesHoldsUpNobodyAndIsLetGo() throws Exception {
    Attempts.upToThree(_ -> aReaderThatPausesIsLetGo());
  }

  private void aReaderThatPausesIsLetGo() throws Exception {
    Met met = peer("paused", newestSegment(), "5");
    for (JsonObject answer : met.object().getJsonArray("beside").getValuesAs(JsonObject.class)) {
      assertEquals(200, answer.getInt("status"));
      assertTrue(answer.getInt("bytes") > 4 * WINDOW);
    }
    int beside = met.object().getInt("besideMillis");
    int let = met.object().getInt("resetMillis");
    assertTrue(beside < 8_000, "beside: " + beside);
    assertTrue(let > 10_000 && let < 30_000, "let go after " + let);
    assertTrue(met.object().getInt("reset") > 0);
    assertEquals(200, met.object().getJsonObject("after").getInt("status"));
    assertEquals(NO_GOAWAY, met.goaway());
  }

  @Test
  void aHundredBlockedReloadsAreAnsweredAtOnce() throws Exception {
    // Those that come to the box too late to wait get a newer playlist.
    Attempts.upToThree(
        _ -> {
          Met met = peer("reloads", blockedReload(), "100");
          assertEquals(100, met.answers().size());
          assertEquals(1, met.answers().stream().map(JsonObject::toString).distinct().count());
          assertEquals(200, met.answers().getFirst().getInt("status"));
        });
  }

  @Test
  void answersWithoutEndAreLeftToHttp11() throws Exception {
    for (String path : List.of("/live.mp4", "/mjpeg")) {
      JsonObject refused = peer("crowd", stream + path, "1").answers().getFirst();
      assertEquals(HTTP_1_1_REQUIRED, refused.getInt("reset"), path);
      assertEquals(0, refused.getInt("bytes"), path);
    }
    Attempts.upToThree(_ -> curlPlays());
  }

  /** It asks again by itself, and is stopped by its own limit in the middle. */
  private void curlPlays() throws Exception {
    Command played =
        Command.run(
            Duration.ofSeconds(90),
            List.of(
                "curl",
                "-s",
                "--http2-prior-knowledge",
                "--max-time",
                "4",
                "-o",
                folder.resolve("live.mp4").toString(),
                "-w",
                "%{http_version} %{http_code} %{size_download}",
                "-H",
                "Authorization: Bearer " + box.token(),
                box.address().resolve(stream + "/live.mp4").toString()));
    assertTrue(played.output().matches("1\\.1 200 \\d{5,}"), played.output());
  }

  @Test
  void whoTakesBackRequestAfterRequestIsSentAway() throws Exception {
    // A peer that is slow is none that floods, and a box that is slow sends it away later.
    Attempts.upToThree(
        _ -> {
          Met met = peer("resets", blockedReload(), "1000", "1");
          assertEquals(ENHANCE_YOUR_CALM, met.goaway());
          assertTrue(met.object().getInt("resets") < 200, met.found()::toString);
        });
  }

  @Test
  void aPlayerMayTakeBackAReloadNowAndThen() throws Exception {
    // What a slow box reads at once looks like a flood.
    Attempts.upToThree(
        _ -> {
          Met met = peer("resets", blockedReload(), "60", "250");
          assertEquals(NO_GOAWAY, met.goaway());
          assertEquals(60, met.object().getInt("resets"));
        });
  }

  /** As every HTTP/1.1 client may ask, and the JDK's does: it is answered as if it had not. */
  @Test
  void theUpgradeIsNotOffered() throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(box.address() + "observe/health")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(HttpClient.Version.HTTP_1_1, response.version());
    assertEquals(200, response.statusCode());
  }
}
