package io.vedette.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The box's playlists against the rules, with a camera that goes away and comes back. */
@Tag("punctual")
@Timeout(900)
class LowLatencyIT {

  @TempDir private Path temporary;

  /**
   * A camera that is stopped for seconds sends pictures that came too late by the clock of their
   * dates.
   */
  @Test
  void playlistsKeepToTheRulesOverACamerasOutage() throws Exception {
    Attempts.upToThree(
        number -> playlistsKeepToTheRules(Files.createDirectory(temporary.resolve("" + number))));
  }

  private static void playlistsKeepToTheRules(Path folder) throws Exception {
    PlaylistRules rules = new PlaylistRules();
    int port;
    try (Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String id;
      List<String> playlists;
      try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK)) {
        port = camera.port();
        id = box.addCamera("Gate", camera.url().toString());
        feed.awaitState(id, "streaming");
        try (LowLatencyClient client = new LowLatencyClient(box, id, "main")) {
          client.follow(Duration.ofSeconds(18));
          // Without one for each part, this would take minutes.
          client.followUntil(
              () ->
                  client.partsRead() > 60 && client.deltas() > 0 && client.playlists().size() > 70,
              Duration.ofSeconds(30));
          assertEquals(List.of(), client.wrong());
          assertTrue(client.partsRead() > 60, client.partsRead() + " parts");
          assertTrue(client.deltas() > 0, "no delta update");
          playlists = List.copyOf(client.playlists());
        }
      }
      playlists.forEach(rules::check);
      ForeignParsers.agree(playlists, folder);
      assertTrue(rules.playlists() > 70, rules.playlists() + " playlists: not one for each part");

      feed.awaitState(id, "offline");
      try (GStreamerCamera camera = GStreamerCamera.playing(port, GStreamerCamera.VIDEO_TRACK);
          LowLatencyClient client = new LowLatencyClient(box, id, "main")) {
        feed.awaitState(id, "streaming");
        client.follow(Duration.ofSeconds(10));
        assertEquals(List.of(), client.wrong());
        client.playlists().forEach(rules::check);
        assertTrue(camera.port() > 0);
      }
    }
    // The same database: numbers go on behind those of the last run.
    try (Box box = new Box(folder);
        Feed feed = new Feed(box);
        GStreamerCamera camera = GStreamerCamera.playing(port, GStreamerCamera.VIDEO_TRACK)) {
      String id =
          box.request("GET", "/api/v1/cameras", null)
              .getJsonArray("cameras")
              .getJsonObject(0)
              .getString("id");
      feed.awaitState(id, "streaming");
      try (LowLatencyClient client = new LowLatencyClient(box, id, "main")) {
        client.follow(Duration.ofSeconds(5));
        client.playlists().forEach(rules::check);
        assertTrue(camera.port() > 0);
      }
    }
    assertEquals(List.of(), rules.broken());
  }

  @Test
  void whatCannotBeIsAnsweredAtOnce() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(temporary);
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      // Who was stopped for seconds asks for what may have come meanwhile.
      Attempts.upToThree(_ -> isAnsweredAtOnce(box, id));
    }
  }

  private static void isAnsweredAtOnce(Box box, String id) throws Exception {
    try (LowLatencyClient client = new LowLatencyClient(box, id, "main")) {
      client.step();
      long next = Long.parseLong(hinted(client).split("\\.")[0]);
      for (String query :
          List.of(
              "_HLS_msn=" + (next + 10),
              "_HLS_msn=" + next + "&_HLS_part=500",
              "_HLS_part=1",
              "_HLS_msn=x",
              "_HLS_skip=maybe")) {
        HttpResponse<byte[]> response = client.get("index.m3u8?" + query);
        assertEquals(400, response.statusCode(), query);
        assertEquals(
            "application/problem+json",
            response.headers().firstValue("Content-Type").orElse(""),
            query);
      }
      assertEquals(404, client.get(next + ".499.m4s").statusCode());
      assertEquals(404, client.get("1000000.m4s").statusCode());
      assertEquals(404, client.get("1000000.0.m4s").statusCode());
      assertEquals(404, client.get("../sub/index.m3u8").statusCode());

      HttpResponse<byte[]> blocked = client.get("index.m3u8?_HLS_msn=" + next);
      assertEquals("private, max-age=12", header(blocked, "Cache-Control"));
      assertEquals("private, max-age=1", header(client.get("index.m3u8"), "Cache-Control"));
      assertEquals("private, max-age=60", header(client.get(hinted(client)), "Cache-Control"));
    }
  }

  private static String hinted(LowLatencyClient client) {
    return ParsedPlaylist.parse(client.playlists().getLast()).hint().orElseThrow();
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
