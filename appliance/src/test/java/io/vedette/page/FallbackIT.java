package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.io.IOException;
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
@Timeout(900)
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

  private static final double CONVERTED_MILLIS = 10_000;
  private static final double SHOWN_MILLIS = 3000;
  private static final double BACK_MILLIS = 5000;

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
      double took = awaitConverted(browser, tile, codec);
      browser.awaitPlaying(tile, "websocket");
      browser.await(() -> "h264".equals(tile.rendition()) && tile.videoWidth() == 320);
      browser.keepScreenshot("converted-" + codec);
      if (took >= CONVERTED_MILLIS) {
        took =
            Browser.least(
                CONVERTED_MILLIS,
                () -> {
                  awaitNothingConverted(browser, box);
                  browser.page().navigate(box.address().toString());
                  browser.await(() -> "streaming".equals(tile.state()));
                  return awaitConverted(browser, tile, codec);
                });
      }
      assertTrue(took < CONVERTED_MILLIS, "it took " + took + " ms");
    }
  }

  private static double awaitConverted(Browser browser, Tile tile, String codec) {
    return browser.await(
        () ->
            tile.text()
                .contains(
                    "This browser cannot play "
                        + codec
                        + "; showing what the box converts to H.264"));
  }

  /** Nobody watches, so that the next one has to wait for a conversion as the first one had. */
  private static void awaitNothingConverted(Browser browser, Box box) {
    browser.page().navigate("about:blank");
    browser.await(() -> !isConverting(box));
  }

  private static boolean isConverting(Box box) {
    try {
      return box.request("GET", "/api/v1/cameras", null).toString().contains("\"encoder\":");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
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

      double shown = Browser.least(SHOWN_MILLIS, () -> afterHiding(browser, tile));
      assertTrue(shown < SHOWN_MILLIS, "it took " + shown + " ms to show the newest picture again");
      browser.awaitPlaying(tile, "websocket");

      double back = Browser.least(BACK_MILLIS, () -> afterOffline(browser, tile));
      assertTrue(back < BACK_MILLIS, "it took " + back + " ms");
      browser.await(() -> tile.behindMillis() < 1500);
    }
  }

  private static double afterHiding(Browser browser, Tile tile) {
    hide(browser.page(), true);
    browser.await(() -> tile.decodedFrames() == 0);
    hide(browser.page(), false);
    return browser.await(() -> tile.decodedFrames() > 0 && tile.behindMillis() < 1000);
  }

  private static double afterOffline(Browser browser, Tile tile) {
    browser.page().context().setOffline(true);
    browser.pass(Duration.ofSeconds(2));
    browser.page().context().setOffline(false);
    return browser.awaitPlaying(tile, "websocket");
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
      browser.await(() -> isOpened(sockets, before, "/api/v1/feed"));
      browser.await(() -> isOpened(sockets, before, "/live"));
      browser.awaitPlaying(tile, "websocket");
      browser.await(() -> tile.behindMillis() < 1000);
    }
  }

  private static boolean isOpened(List<String> sockets, int since, String end) {
    return sockets.stream().skip(since).anyMatch(path -> path.endsWith(end));
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
