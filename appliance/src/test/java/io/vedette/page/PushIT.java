package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import io.vedette.testing.Pusher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that pushes, added in the page: its address and key are shown once, and copied. */
@Timeout(600)
class PushIT {

  @TempDir private Path folder;

  @Test
  void theUserAddsACameraThatPushesAndCopiesItsAddress() throws Exception {
    try (Box box = new Box(folder.resolve("box"), "--rtmp-port", "0");
        Browser browser = new Browser(1280, 900)) {
      Page page = browser.page();
      browser.signIn(box, "");
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      button(page, "Add camera").first().click();
      page.locator("input[name=name]").fill("Drone");
      page.getByText("The camera pushes (RTMP)").click();
      browser.await(() -> page.locator("input[name='address.url']").count() == 0);
      browser.keepScreenshot("push-dialog");
      page.locator("dialog button[type=submit]").click();
      Locator target = page.locator("vedette-push-target");
      target.waitFor();
      String url = target.locator("input[name=url]").inputValue();
      String server = target.locator("input[name=server]").inputValue();
      String key = target.locator("input[name=key]").inputValue();
      assertEquals(server + "/" + key, url);
      assertTrue(server.startsWith("rtmp://" + box.address().getHost() + ":"), server);
      button(page, "Copy stream key").click();
      target.getByText("Copied").waitFor();
      assertEquals(key, page.evaluate("navigator.clipboard.readText()"));
      browser.keepScreenshot("push-key");
      button(page, "Done").click();
      page.locator("dialog")
          .waitFor(
              new Locator.WaitForOptions()
                  .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
      Tile tile = new Tile(page.locator("vedette-tile"));
      browser.await(() -> tile.text().contains("waiting for the camera to connect"));
      assertFalse(page.content().contains(key), "the key is still in the page");
      browser.keepScreenshot("push-waits");
      try (Pusher pusher = Pusher.ffmpeg(folder, url)) {
        browser.awaitPlaying(tile, "websocket");
        page.locator("vedette-tile").click();
        page.locator("vedette-tile[large]").waitFor();
        page.getByText("Pushed by the camera (RTMP)").waitFor();
        button(page, "Edit").click();
        button(page, "Make a new stream key").click();
        target.waitFor();
        assertNotEquals(key, target.locator("input[name=key]").inputValue());
        pusher.awaitEnd(Duration.ofSeconds(60));
      }
      assertEquals(List.of(), browser.complaints());
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
