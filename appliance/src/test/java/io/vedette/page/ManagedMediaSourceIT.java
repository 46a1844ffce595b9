package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.microsoft.playwright.Page;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What iPhones have in MediaSource's place (Media Source Extensions, ManagedMediaSource), played by
 * Chromium: an iPhone's decoder and its wish to save power are not tested here.
 */
@Timeout(600)
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

  /**
   * Says that nothing is wanted, lets what was begun end, and tells where what is buffered ends
   * then and after more has come; null if the page has made the picture anew meanwhile, as it does
   * when nothing comes for three seconds.
   */
  private static final String HOLD =
      """
      async tile => {
        const pause = () => new Promise(resolve => setTimeout(resolve, 20));
        const updating = () =>
          window.sources.some(source => [...source.sourceBuffers].some(buffer => buffer.updating));
        const front = () => tile.shadowRoot.querySelector('video.front');
        const video = front();
        if (!video) return null;
        const end = () => video.buffered.end(video.buffered.length - 1);
        window.sources.forEach(source => source.dispatchEvent(new Event('endstreaming')));
        while (updating()) await pause();
        if (front() !== video) return null;
        const held = end();
        const before = tile.playing().bytes;
        while (front() === video && tile.playing().bytes < before + 50_000) await pause();
        return front() === video ? [held, end()] : null;
      }
      """;

  private static final int TRIES = 3;

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

      List<?> ends = (List<?>) tile.locator().evaluate(HOLD);
      for (int i = 1; i < TRIES && ends == null; i++) {
        browser.awaitPlaying(tile, "websocket");
        ends = (List<?>) tile.locator().evaluate(HOLD);
      }
      assertNotNull(ends, "the picture is made anew again and again");
      assertEquals(ends.getFirst(), ends.getLast(), "it was given more than it wanted");

      page.evaluate(TELL, "startstreaming");
      browser.awaitPlaying(tile, "websocket");
      browser.await(() -> tile.behindMillis() < 1000);
      double held = ((Number) ends.getFirst()).doubleValue();
      browser.await(() -> tile.bufferedEnd() > held + 1);
      assertEquals(List.of(), browser.complaints());
    }
  }
}
