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
@Timeout(180)
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
      cameras.drawn(1).get(60, TimeUnit.SECONDS);
      String id = box.addCamera("Gate", cameras.url(1), cameras.subUrl(1), "always");
      Page page = browser.page();
      browser.signIn(box, "");
      Tile tile = browser.tile(id);
      browser.await(() -> "sub".equals(tile.rendition()));
      browser.awaitPlaying(tile, "websocket");
      assertEquals(SPEC.width() / 2, tile.videoWidth());

      Tile large = browser.openCamera(id);
      browser.awaitPlaying(large, "websocket");
      assertEquals("main", large.rendition());
      assertEquals(SPEC.width(), large.videoWidth());

      page.keyboard().press("i");
      page.getByText("What is playing").waitFor();
      page.locator("vedette-playing").getByText("640 × 360").waitFor();
      page.locator("vedette-playing").getByText("avc1.").waitFor();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Info")).click();
      assertEquals(0, page.getByText("What is playing").count());
      assertEquals(List.of(), browser.complaints());
    }
  }
}
