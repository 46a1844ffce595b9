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
@Timeout(600)
class SmallStreamIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  /** Keeps all that tiles ever say: of some of it nobody knows when it is over. */
  private static final String LISTEN =
      """
      window.said = new Set();
      const listen = root => root.querySelectorAll('*').forEach(element => {
        if (element.localName === 'vedette-tile') {
          window.said.add(element.shadowRoot?.textContent.replace(/\\s+/g, ' '));
        } else if (element.shadowRoot) {
          listen(element.shadowRoot);
        }
      });
      setInterval(() => listen(document), 100);
      """;

  @TempDir private Path folder;

  private static String stateOf(JsonObject shown) {
    return shown.getJsonObject("state").getString("name");
  }

  private static boolean wasSaid(Browser browser, String text) {
    return (Boolean)
        browser.page().evaluate("text => [...window.said].some(said => said.includes(text))", text);
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
      // One that takes more than five seconds to begin is given up for a minute.
      browser.await(() -> "sub".equals(tile.rendition()) && tile.decodedFrames() > 0);
      browser.awaitPlaying(tile, "websocket");
      browser.page().getByText("1 of 1 streaming").waitFor();

      JsonObject shown =
          feed.await(
              id,
              SOON,
              camera ->
                  stateOf(camera).equals("streaming")
                      && stateOf(Feed.main(camera)).equals("idle")
                      && stateOf(Feed.stream(camera, "sub")).equals("streaming")
                      && Feed.stream(camera, "sub").getInt("viewers") == 1
                      && Feed.stream(camera, "sub").getJsonNumber("fps").doubleValue() > 20);
      JsonObject sub = Feed.stream(shown, "sub");
      assertEquals("tcp", sub.getString("transport"));
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
      browser.page().addInitScript(LISTEN);
      browser.signIn(box, "");
      Tile tile = browser.tile(id);
      browser.await(() -> wasSaid(browser, "The small stream: DESCRIBE: "));
      browser.keepScreenshot("small-stream-away");
      browser.awaitPlaying(tile, "websocket");
      browser.await(() -> "main".equals(tile.rendition()));
      browser.await(
          () ->
              tile.text()
                  .contains(
                      "Showing the large stream, as the small one does not come: DESCRIBE: "));
      browser.keepScreenshot("small-stream-instead");

      JsonObject shown =
          feed.await(
              id,
              SOON,
              seen ->
                  stateOf(seen).equals("streaming")
                      && Feed.stream(seen, "sub").getString("lastFailure").contains("404"));
      JsonObject sub = Feed.stream(shown, "sub");
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
