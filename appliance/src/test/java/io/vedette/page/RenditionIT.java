package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.camera.CameraException;
import io.vedette.camera.simulated.SceneSpec;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.testing.Box;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera with a large and a small stream, on a phone. */
@Timeout(600)
class RenditionIT {

  private static final SceneSpec SPEC = new SceneSpec(640, 360, 25, 4);

  @TempDir private Path folder;

  @Test
  void aTilePlaysTheSmallStreamAndTheCamerasOwnPageTheLargeOneAndSaysSo() throws Exception {
    try (SimulatedCameras cameras =
            SimulatedCameras.start(
                (address, credentials, memory) -> {
                  throw new CameraException(
                      CameraException.Reason.CLOSED, "connect", "played to others only");
                },
                folder.resolve("scenes"),
                SPEC);
        Box box = new Box(folder.resolve("box"), "--cameras", "0");
        Browser browser = new Browser(390, 844)) {
      cameras.drawn(1).get(180, TimeUnit.SECONDS);
      String id = box.addCamera("Gate", cameras.url(1), cameras.subUrl(1), "always");
      Page page = browser.page();
      browser.signIn(box, "");
      Tile tile = browser.tile(id);
      // One that takes more than five seconds to begin is given up for a minute.
      browser.await(() -> "sub".equals(tile.rendition()) && tile.videoWidth() == SPEC.width() / 2);
      browser.awaitPlaying(tile, "websocket");

      Tile large = browser.openCamera(id);
      browser.awaitPlaying(large, "websocket");
      browser.await(() -> "main".equals(large.rendition()) && large.videoWidth() == SPEC.width());

      page.keyboard().press("i");
      page.getByText("What is playing").waitFor();
      page.locator("vedette-playing").getByText("640 × 360").waitFor();
      page.locator("vedette-playing").getByText("avc1.").waitFor();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Info")).click();
      browser.await(() -> page.getByText("What is playing").count() == 0);
      assertEquals(List.of(), browser.complaints());
    }
  }
}
