package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page does where the best way to play does not work, and when it works again. */
@Timeout(180)
class FallbackIT {

  private static final Pattern LIVE = Pattern.compile("/streams/[^/]+/live");
  private static final Pattern PLAYLIST = Pattern.compile("\\.m3u8");

  private static final String MJPEG =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=320,height=240,framerate=25/1"
          + " ! jpegenc ! rtpjpegpay name=pay0 pt=26";

  private static final String H265 =
      "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=25/1"
          + " ! x265enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=500"
          + " ! h265parse ! rtph265pay name=pay0 pt=96";

  @TempDir private Path folder;

  @Test
  void whereNoWebSocketGetsThroughHlsPlaysAndTheWebSocketComesBackByItself() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      boolean[] blocked = {true};
      Page page = browser.page();
      page.routeWebSocket(
          LIVE,
          socket -> {
            if (blocked[0]) {
              socket.close();
            } else {
              socket.connectToServer();
            }
          });
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.awaitPlaying(tile, "llhls");
      blocked[0] = false;
      browser.awaitPlaying(tile, "websocket");
    }
  }

  @Test
  void whereNoVideoGetsThroughAtAllStillPicturesAreShownAndCalledSo() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Page page = browser.page();
      page.routeWebSocket(LIVE, socket -> socket.close());
      page.route(PLAYLIST, route -> route.fulfill(new Route.FulfillOptions().setStatus(502)));
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.await(() -> "snapshot".equals(tile.protocol()) && tile.stillWidth() == 320);
      browser.await(() -> tile.text().contains("Still pictures, one a second"));
    }
  }

  /** Debian's Chromium has no decoder for H.265. */
  @Test
  void aBrowserWithoutTheCamerasCodecPlaysWhatTheBoxConvertsAndSaysSo() throws Exception {
    plays("H.265", H265);
  }

  @Test
  void aCameraOfMotionJpegPlaysAsWell() throws Exception {
    plays("MJPEG", MJPEG);
  }

  private void plays(String codec, String launch) throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.await(() -> "streaming".equals(tile.state()));
      double took =
          browser.await(
              () ->
                  tile.text()
                      .contains(
                          "This browser cannot play "
                              + codec
                              + "; showing what the box converts to H.264"));
      browser.awaitPlaying(tile, "websocket");
      assertEquals("h264", tile.rendition());
      assertEquals(320, tile.videoWidth());
      assertTrue(took < 10_000, "it took " + took + " ms");
      browser.keepScreenshot("converted-" + codec);
    }
  }

  @Test
  void aPageThatWasHiddenOrOfflineIsBackAtTheNewestPicture() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.awaitPlaying(tile, "websocket");

      hide(browser.page(), true);
      browser.await(() -> tile.decodedFrames() == 0);
      hide(browser.page(), false);
      double shown = browser.await(() -> tile.decodedFrames() > 0 && tile.behindMillis() < 1000);
      assertTrue(shown < 3000, "it took " + shown + " ms to show the newest picture again");
      browser.awaitPlaying(tile, "websocket");

      browser.page().context().setOffline(true);
      browser.pass(Duration.ofSeconds(2));
      browser.page().context().setOffline(false);
      double back = browser.await(() -> "streaming".equals(tile.state()));
      browser.awaitPlaying(tile, "websocket");
      assertTrue(back < 5000, "it took " + back + " ms");
      assertTrue(tile.behindMillis() < 1500, "it is " + tile.behindMillis() + " ms behind");
    }
  }

  @Test
  void aLaptopThatSleptIsBackAtTheNewestPictureByNewConnections() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Page page = browser.page();
      page.clock().install();
      List<String> sockets = new CopyOnWriteArrayList<>();
      page.onWebSocket(socket -> sockets.add(URI.create(socket.url()).getPath()));
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.awaitPlaying(tile, "websocket");
      int before = sockets.size();

      // As a closed lid does: the clocks go on, and each timer that was due fires once.
      page.clock().fastForward(Duration.ofMinutes(5).toMillis());
      browser.await(() -> sockets.size() >= before + 2);
      List<String> opened = sockets.subList(before, sockets.size());
      assertTrue(opened.contains("/api/v1/feed"), "opened: " + opened);
      assertTrue(opened.stream().anyMatch(path -> path.endsWith("/live")), "opened: " + opened);
      browser.awaitPlaying(tile, "websocket");
      browser.await(() -> tile.behindMillis() < 1000);
    }
  }

  /** What a browser does to a page in another tab, as far as the page can tell. */
  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }
}
