package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.simulated.FaultPlan;
import io.vedette.camera.simulated.SceneSpec;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.testing.Box;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that changes its picture's size while it is watched. */
@Timeout(600)
class FormatChangeIT {

  private static final SceneSpec SPEC = new SceneSpec(640, 360, 25, 4);

  /**
   * Looks at each frame of the screen whether a picture is on show, and when it last was new. One
   * that was there stays on the screen while its video jumps to the newest, as it has to where the
   * machine is busy.
   */
  private static final String WATCH =
      """
      tile => {
        const seen = { blank: 0, looks: 0, longest: 0, widths: [] };
        let frames = -1, video, newAt = performance.now();
        const look = now => {
          const front = tile.shadowRoot.querySelector('video.front');
          const shows = front && (front.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ||
            (front.seeking && front === video));
          const count = front?.getVideoPlaybackQuality().totalVideoFrames;
          seen.looks++;
          seen.blank += shows ? 0 : 1;
          if (shows && seen.widths.at(-1) !== front.videoWidth) seen.widths.push(front.videoWidth);
          if (front !== video || count !== frames) {
            seen.longest = Math.max(seen.longest, now - newAt);
            newAt = now;
          }
          video = front;
          frames = count;
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        window.seen = seen;
      }
      """;

  private static final double LONGEST_MILLIS = 2000;

  @TempDir private Path folder;

  @Test
  void aCameraThatChangesItsPictureIsPlayedOnWithoutAReloadOrABlackPicture() throws Exception {
    try (SimulatedCameras cameras =
            SimulatedCameras.start(
                (address, credentials, memory) -> {
                  throw new CameraException(
                      CameraException.Reason.CLOSED, "connect", "played to others only");
                },
                folder.resolve("scenes"),
                SPEC);
        Box box = new Box(folder.resolve("box"), "--cameras", "0");
        Browser browser = new Browser(1280, 800)) {
      cameras.drawn(1).get(180, TimeUnit.SECONDS);
      String id = box.addCamera("Gate", cameras.url(1).toString());
      browser.signIn(box, "");
      Tile tile = browser.tile(id);
      browser.awaitPlaying(tile, "websocket");
      assertEquals(SPEC.width(), tile.videoWidth());
      double longest =
          Browser.least(LONGEST_MILLIS, () -> changeAndBack(cameras.faults(1), browser, tile));
      assertTrue(longest < LONGEST_MILLIS, "the picture stood still for " + longest + " ms");
      assertEquals(List.of(), browser.complaints());
    }
  }

  /** For how long the picture stood still meanwhile, in milliseconds. */
  private static double changeAndBack(FaultPlan faults, Browser browser, Tile tile) {
    tile.locator().evaluate(WATCH);
    faults.changeResolution();
    browser.await(() -> tile.videoWidth() == SPEC.width() / 2);
    browser.awaitPlaying(tile, "websocket");
    faults.heal();
    browser.await(() -> tile.videoWidth() == SPEC.width());
    browser.awaitPlaying(tile, "websocket");

    // A page that was loaded anew would know nothing of this.
    Map<?, ?> seen = (Map<?, ?>) browser.page().evaluate("() => window.seen");
    System.out.println("Through two changes of format: " + seen);
    assertEquals(
        List.of(SPEC.width(), SPEC.width() / 2, SPEC.width()),
        seen.get("widths"),
        "which pictures were on show");
    assertEquals(0, seen.get("blank"), "looks that found no picture on show: " + seen);
    return ((Number) seen.get("longest")).doubleValue();
  }
}
