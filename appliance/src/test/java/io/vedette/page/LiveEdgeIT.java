package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How far behind the newest picture the page plays, and by which means it stays there. */
@Tag("punctual")
@Timeout(600)
class LiveEdgeIT {

  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration WATCHED = Duration.ofSeconds(20);
  private static final double WITHIN_MILLIS = 300;
  private static final int LEAST_SAMPLES = 100;

  /** Once in so many times nothing else must have kept the browser from playing. */
  private static final int TRIES = 3;

  /** Every 50 ms: how much is buffered ahead of the picture, and at which rate it plays. */
  private static final String WATCH =
      """
      tile => {
        const video = tile.shadowRoot.querySelector('video.front');
        const before = tile.playing().stalls;
        const seen = { ahead: [], rates: [], seeks: 0, stalls: 0, before, video };
        video.addEventListener('seeking', () => seen.seeks++);
        video.addEventListener('waiting', () => seen.stalls++);
        seen.timer = setInterval(() => {
          const { buffered } = video;
          if (buffered.length === 0) return;
          seen.ahead.push((buffered.end(buffered.length - 1) - video.currentTime) * 1000);
          seen.rates.push(video.playbackRate);
        }, 50);
        window.seen = seen;
      }
      """;

  private static final String REPORT =
      """
      tile => {
        const { ahead, rates, seeks, stalls, before, timer, video } = window.seen;
        clearInterval(timer);
        const same = video === tile.shadowRoot.querySelector('video.front');
        return { ahead, rates, seeks, stalls, before, same };
      }
      """;

  @TempDir private Path folder;

  @Test
  void thePictureStaysWithin300MillisecondsOfTheNewestByRateAndWithoutAJump() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      String id = box.addCamera("Gate", camera.url().toString());
      browser.signIn(box, "");
      browser.awaitPlaying(browser.tile(id), "websocket");
      Tile tile = browser.openCamera(id);
      browser.awaitPlaying(tile, "websocket");
      List<String> faults = watch(browser, tile);
      for (int i = 1; i < TRIES && !faults.isEmpty(); i++) {
        browser.awaitPlaying(tile, "websocket");
        faults = watch(browser, tile);
      }
      assertEquals(List.of(), faults);
    }
  }

  /** What is wrong with how it plays for a while, once it has settled. */
  private static List<String> watch(Browser browser, Tile tile) {
    browser.pass(SETTLED);
    tile.locator().evaluate(WATCH);
    browser.pass(WATCHED);
    Map<?, ?> seen = (Map<?, ?>) tile.locator().evaluate(REPORT);
    int told = tile.behindMillis();

    List<Double> ahead = numbers(seen, "ahead");
    List<Double> rates = numbers(seen, "rates");
    if (!Boolean.TRUE.equals(seen.get("same")) || ahead.size() <= LEAST_SAMPLES) {
      return List.of("the picture was made anew, or not looked at: " + ahead.size() + " samples");
    }
    String report =
        "%d samples: median %.0f ms, 95th percentile %.0f ms, most %.0f ms; rates %.2f to %.2f;"
                .formatted(
                    ahead.size(),
                    at(ahead, 0.5),
                    at(ahead, 0.95),
                    ahead.getLast(),
                    rates.getFirst(),
                    rates.getLast())
            + " %s seeks, %s stalls, %s stalls before"
                .formatted(seen.get("seeks"), seen.get("stalls"), seen.get("before"));
    System.out.println("Behind the newest picture: " + report);
    List<String> faults = new ArrayList<>();
    if (at(ahead, 0.5) > WITHIN_MILLIS) {
      faults.add("too far behind: " + report);
    }
    if (((Number) seen.get("seeks")).intValue() != 0) {
      faults.add("it jumps: " + report);
    }
    if (rates.getFirst() < 0.95 || rates.getLast() > 1.1) {
      faults.add("too slow or too fast: " + report);
    }
    if (told >= 2 * WITHIN_MILLIS) {
      faults.add("the tile says " + told + " ms");
    }
    return faults;
  }

  /** In ascending order. */
  private static List<Double> numbers(Map<?, ?> seen, String name) {
    return ((List<?>) seen.get(name))
        .stream().map(value -> ((Number) value).doubleValue()).sorted().toList();
  }

  private static double at(List<Double> sorted, double part) {
    return sorted.get((int) (part * (sorted.size() - 1)));
  }
}
