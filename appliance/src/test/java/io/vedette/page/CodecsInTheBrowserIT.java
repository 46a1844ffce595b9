package io.vedette.page;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and rates of pictures that a browser is particular about, in the page. */
@Timeout(600)
class CodecsInTheBrowserIT {

  private static final String RAW =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=320,height=240,framerate=25/1 ! ";
  private static final String MAIN =
      " speed-preset=ultrafast bitrate=500 ! video/x-h264,profile=main ! h264parse"
          + " ! rtph264pay name=pay0 pt=96";

  @TempDir private Path folder;

  private static void plays(Browser browser, Tile tile, int pictures, double limitMillis) {
    browser.await(() -> tile.decodedFrames() > 0 && tile.currentTime() > 0);
    browser.awaitProgress(limitMillis, tile, 1, pictures);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?protocol=hls"})
  void reorderedPictures(String query) throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(RAW + "x264enc bframes=2 b-adapt=false key-int-max=25" + MAIN);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, query);
      plays(browser, tile, 75, 45_000);
    }
  }

  /** Without a pyramid of B pictures; see docs/design/time.md for why. */
  @Test
  void openGroupsOfPictures() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(
                RAW
                    + "x264enc option-string=open-gop=1 bframes=2 b-adapt=false b-pyramid=false"
                    + " key-int-max=25"
                    + MAIN);
        Box box = new Box(folder);
        Feed feed = new Feed(box);
        Browser browser = new Browser(1280, 800)) {
      String id = box.addCamera("Gate", camera.url().toString());
      Tile tile = browser.tile(id);
      // Two keys have come: from now on viewers begin with one that is no IDR picture.
      feed.await(
          id,
          Duration.ofSeconds(120),
          seen -> Feed.main(seen).getJsonNumber("keyFrameSeconds").doubleValue() > 0);
      browser.signIn(box, "");
      plays(browser, tile, 75, 45_000);
    }
  }

  /**
   * Cameras that leave out pictures while nothing moves. With a key frame only every 250 pictures,
   * which here is about a minute, whatever makes the browser wait for one is seen.
   */
  @Test
  void picturesThatComeNowAndThen() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(
                RAW
                    + "identity drop-probability=0.85 ! x264enc tune=zerolatency key-int-max=250"
                    + MAIN);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      plays(browser, tile, 40, 45_000);
    }
  }
}
