package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What iPhones have in MediaSource's place (Media Source Extensions, ManagedMediaSource), played by
 * Chromium: an iPhone's decoder and its wish to save power are not tested here.
 */
@Timeout(180)
class ManagedMediaSourceIT {

  private static final String ONLY_MANAGED =
      """
      window.sources = [];
      window.ManagedMediaSource = class extends MediaSource {
        constructor() {
          super();
          window.sources.push(this);
        }
      };
      delete window.MediaSource;
      """;

  private static final String TELL =
      "type => window.sources.forEach(source => source.dispatchEvent(new Event(type)))";

  @TempDir private Path folder;

  @Test
  void thePageGivesABrowserNothingWhileThatWantsNothingAndPlaysOnWhenItDoes() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Page page = browser.page();
      page.addInitScript(ONLY_MANAGED);
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.awaitPlaying(tile, "websocket");
      assertEquals(true, page.evaluate("() => window.sources.length > 0 && !window.MediaSource"));

      page.evaluate(TELL, "endstreaming");
      browser.pass(Duration.ofMillis(200));
      double held = tile.bufferedEnd();
      browser.pass(Duration.ofSeconds(1));
      assertEquals(held, tile.bufferedEnd(), "it was given more than it wanted");

      page.evaluate(TELL, "startstreaming");
      browser.awaitPlaying(tile, "websocket");
      browser.await(() -> tile.behindMillis() < 1000);
      assertTrue(tile.bufferedEnd() > held + 1, "nothing was lost meanwhile");
      assertEquals(List.of(), browser.complaints());
    }
  }
}
