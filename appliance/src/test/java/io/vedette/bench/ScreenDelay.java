package io.vedette.bench;

import com.microsoft.playwright.Page;
import io.vedette.page.Browser;
import io.vedette.page.Tile;
import io.vedette.testing.Box;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From a camera's picture to the browser's screen: the camera writes its clock into the picture as
 * thirty-two black and white fields, and what the page shows is read back from a canvas.
 */
final class ScreenDelay {

  /** Milliseconds between the clock in the picture that is shown and the one on the wall. */
  private static final String READ =
      """
      tile => {
        const video = tile.shadowRoot.querySelector('video.front');
        const canvas = (window.clockCanvas ??= new OffscreenCanvas(640, 32));
        const context = canvas.getContext('2d', { willReadFrequently: true });
        const height = (video.videoHeight * 32) / 360;
        context.drawImage(video, 0, 0, video.videoWidth, height, 0, 0, 640, 32);
        const now = Date.now();
        const data = context.getImageData(0, 16, 640, 1).data;
        let value = 0;
        for (let field = 0; field < 32; field++) {
          value = value * 2 + (data[(field * 20 + 10) * 4] > 128 ? 1 : 0);
        }
        return (now % 4294967296) - value;
      }
      """;

  private static final double PAUSE_MILLIS = 103;

  private ScreenDelay() {}

  static void measure(Table table, long seconds) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    Path script = Files.createTempFile("vedette-clock", ".py");
    try (InputStream source = ScreenDelay.class.getResourceAsStream("clock.py")) {
      Files.write(script, source.readAllBytes());
    }
    Process camera =
        new ProcessBuilder("/usr/bin/python3", script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Box box = new Box(data)) {
      String url = "rtsp://127.0.0.1:" + camera.inputReader().readLine() + "/clock";
      String id = box.addCamera("Clock", url);
      row(table, box, id, "websocket", 250, seconds);
      row(table, box, id, "llhls", 1500, seconds);
    } finally {
      camera.destroyForcibly().onExit().join();
      Files.delete(script);
      Bench.delete(data);
    }
  }

  private static void row(
      Table table, Box box, String id, String protocol, double bound, long seconds) {
    try (Browser browser = new Browser(1280, 800)) {
      browser.signIn(box, "?protocol=" + protocol);
      Tile tile = browser.tile(id);
      Page page = browser.page();
      page.waitForCondition(
          () -> protocol.equals(tile.protocol()) && tile.currentTime() > 0,
          new Page.WaitForConditionOptions().setTimeout(60_000));
      // The player comes to its usual distance from the live edge.
      page.waitForTimeout(10_000);
      List<Double> delays = new ArrayList<>();
      for (int i = 0; i < seconds * 1000 / PAUSE_MILLIS; i++) {
        delays.add(((Number) tile.locator().evaluate(READ)).doubleValue());
        page.waitForTimeout(PAUSE_MILLIS);
      }
      delays.sort(null);
      double median = delays.get(delays.size() / 2);
      table.row(
          "camera to screen in Chromium by "
              + protocol
              + ", median of "
              + delays.size()
              + " (p95 %.0f ms)".formatted(delays.get(delays.size() * 95 / 100)),
          "%.0f ms".formatted(median),
          "under %.0f ms".formatted(bound),
          median > 0 && median < bound);
    }
  }
}
