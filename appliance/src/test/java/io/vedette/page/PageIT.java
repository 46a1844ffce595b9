package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PageIT {

  private static final int CAMERAS = 4;

  private static final double NOTICED_MILLIS = 5000;

  @TempDir private Path folder;

  private static void end(GStreamerCamera camera) {
    try {
      camera.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GStreamerCamera playingAgain(int port) {
    try {
      return GStreamerCamera.playing(port, GStreamerCamera.VIDEO_TRACK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fourCamerasPlayAndOneThatGoesAwaySaysSoAndComesBackByItself() throws Exception {
    List<GStreamerCamera> cameras = new ArrayList<>();
    try (Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      List<Tile> tiles = new ArrayList<>();
      for (int i = 0; i < CAMERAS; i++) {
        cameras.add(GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK));
        tiles.add(browser.tile(box.addCamera("Camera " + i, cameras.get(i).url().toString())));
      }
      browser.signIn(box, "");
      for (Tile tile : tiles) {
        browser.awaitPlaying(tile, "websocket");
      }
      for (Tile tile : tiles) {
        browser.await(() -> tile.behindMillis() < 1500);
      }

      Tile lost = tiles.get(1);
      int port = cameras.get(1).port();
      double noticed =
          Browser.least(
              NOTICED_MILLIS,
              () -> {
                end(cameras.get(1));
                double took = browser.await(() -> "offline".equals(lost.state()));
                browser.await(() -> lost.text().toLowerCase(Locale.ROOT).contains("offline"));
                browser.await(() -> "streaming".equals(tiles.get(0).state()));
                cameras.set(1, playingAgain(port));
                browser.awaitPlaying(lost, "websocket");
                return took;
              });
      assertTrue(
          noticed < NOTICED_MILLIS, "it took " + noticed + " ms to say that the camera is gone");
      browser.awaitPlaying(tiles.get(0), "websocket");
      assertEquals(List.of(), browser.complaints());
    } finally {
      for (GStreamerCamera camera : cameras) {
        camera.close();
      }
    }
  }

  @Test
  void hlsPlaysWhereItIsAskedFor() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "?protocol=hls");
      browser.awaitPlaying(tile, "hls");
    }
  }

  @Test
  void aCameraAddedOnAPhoneShowsItsFaultsAndThenPlays() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(390, 844)) {
      Page page = browser.page();
      browser.signIn(box, "");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add camera"))
          .first()
          .click();
      page.locator("input[name=name]").fill("<b>Gate</b>");
      page.locator("input[name='address.url']").fill("file:///etc/passwd");
      page.locator("dialog button[type=submit]").click();
      page.getByText("It has to begin with rtsp:// or rtsps://").waitFor();
      page.locator("input[name='address.url']").fill(camera.url().toString());
      page.locator("summary").click();
      page.locator("input[name='address.subUrl']").fill("ftp://192.0.2.7/sub");
      page.locator("dialog button[type=submit]").click();
      page.getByText("rtsps://, not ftp:").waitFor();
      page.locator("input[name='address.subUrl']").fill("");
      page.locator("dialog button[type=submit]").click();
      Tile tile = new Tile(page.locator("vedette-tile"));
      browser.awaitPlaying(tile, "websocket");
      assertTrue(tile.text().contains("<b>Gate</b>"), "a name is text, not markup: " + tile.text());
    }
  }
}
