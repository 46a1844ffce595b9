package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PageIT {

  private static final int CAMERAS = 4;
  private static final double SLACK_MILLIS = 60_000;

  @TempDir private Path folder;

  /** Waits for the page to come to show something; how long that took, in milliseconds. */
  private static double await(Browser browser, BooleanSupplier shown) {
    long begun = System.nanoTime();
    browser
        .page()
        .waitForCondition(shown, new Page.WaitForConditionOptions().setTimeout(SLACK_MILLIS));
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void awaitPlaying(Browser browser, Tile tile, String protocol) {
    await(browser, () -> "streaming".equals(tile.state()) && protocol.equals(tile.protocol()));
    await(browser, () -> tile.decodedFrames() > 0 && tile.currentTime() > 0);
    double time = tile.currentTime();
    double frames = tile.decodedFrames();
    await(browser, () -> tile.currentTime() >= time + 1 && tile.decodedFrames() >= frames + 20);
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
        awaitPlaying(browser, tile, "websocket");
      }
      for (Tile tile : tiles) {
        await(browser, () -> tile.behindMillis() < 1500);
      }

      Tile lost = tiles.get(1);
      GStreamerCamera camera = cameras.get(1);
      camera.close();
      double noticed = await(browser, () -> "offline".equals(lost.state()));
      assertTrue(noticed < 5000, "it took " + noticed + " ms to say that the camera is gone");
      await(browser, () -> lost.text().toLowerCase(Locale.ROOT).contains("offline"));
      assertEquals("streaming", tiles.get(0).state());

      cameras.set(1, GStreamerCamera.playing(camera.port(), GStreamerCamera.VIDEO_TRACK));
      awaitPlaying(browser, lost, "websocket");
      awaitPlaying(browser, tiles.get(0), "websocket");
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
      awaitPlaying(browser, tile, "hls");
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
      page.locator("dialog button[type=submit]").click();
      Tile tile = new Tile(page.locator("vedette-tile"));
      awaitPlaying(browser, tile, "websocket");
      assertTrue(tile.text().contains("<b>Gate</b>"), "a name is text, not markup: " + tile.text());
    }
  }
}
