package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page and the API say of a camera's smaller stream. */
@Timeout(180)
class SmallStreamIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static String stateOf(JsonObject shown) {
    return shown.getJsonObject("state").getString("name");
  }

  @Test
  void aCameraOfWhichOnlyTheSmallStreamIsWatchedIsStreaming() throws Exception {
    try (GStreamerCamera large = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        GStreamerCamera small = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Feed feed = new Feed(box);
        Browser browser = new Browser(390, 844)) {
      String id = box.addCamera("Gate", large.url(), small.url(), "on_demand");
      feed.awaitState(id, "idle");
      browser.signIn(box, "");
      Tile tile = browser.tile(id);
      browser.awaitPlaying(tile, "websocket");
      assertEquals("sub", tile.rendition());
      browser.page().getByText("1 of 1 streaming").waitFor();

      JsonObject shown =
          feed.await(
              id,
              SOON,
              camera ->
                  stateOf(camera).equals("streaming")
                      && Feed.stream(camera, "sub").getJsonNumber("fps").doubleValue() > 20);
      assertEquals("idle", stateOf(Feed.main(shown)));
      JsonObject sub = Feed.stream(shown, "sub");
      assertEquals("streaming", stateOf(sub));
      assertEquals("tcp", sub.getString("transport"));
      assertEquals(1, sub.getInt("viewers"));
      JsonObject video = sub.getJsonObject("video");
      assertEquals("H.264", video.getString("codec"));
      assertTrue(video.getString("codecString").startsWith("avc1.42c0"), video.toString());
      assertEquals(320, video.getInt("width"));
      assertEquals(8, video.getInt("bitDepth"));
      assertEquals("4:2:0", video.getString("chroma"));
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void aSmallStreamThatIsNotThereSaysWhyWhileTheLargeOnePlays() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Feed feed = new Feed(box);
        Browser browser = new Browser(1280, 1000)) {
      URI wrong = URI.create("rtsp://127.0.0.1:" + camera.port() + "/wrong");
      String id = box.addCamera("Gate", camera.url(), wrong, "always");
      feed.awaitState(id, "streaming");
      // Narrow enough for the small stream.
      browser.page().setViewportSize(390, 844);
      browser.signIn(box, "");
      Tile tile = browser.tile(id);
      browser.await(() -> tile.text().contains("The small stream: DESCRIBE: "));
      browser.keepScreenshot("small-stream-away");
      browser.awaitPlaying(tile, "websocket");
      assertEquals("main", tile.rendition());
      browser.await(
          () ->
              tile.text()
                  .contains(
                      "Showing the large stream, as the small one does not come: DESCRIBE: "));
      browser.keepScreenshot("small-stream-instead");

      JsonObject shown = feed.await(id, SOON, seen -> stateOf(seen).equals("streaming"));
      JsonObject sub = Feed.stream(shown, "sub");
      assertTrue(sub.getString("lastFailure").contains("404"), sub.toString());
      assertEquals("", sub.getString("transport"));
      assertTrue(sub.isNull("video"), sub.toString());

      browser.page().setViewportSize(1280, 1000);
      browser.openCamera(id);
      Page page = browser.page();
      page.locator(".stream[data-rendition=sub]").getByText("404").first().waitFor();
      page.locator(".stream[data-rendition=main]").getByText("H.264 (avc1.").waitFor();
      browser.keepScreenshot("streams");
      assertEquals(List.of(), browser.complaints());
    }
  }
}
