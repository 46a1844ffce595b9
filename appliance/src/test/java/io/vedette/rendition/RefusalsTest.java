package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.health.TranscodeRefusals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final OverBudgetException WHY =
      new OverBudgetException("no power", "running: c-2/h264 by libx264, 0.90; setting");

  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {
          // Nothing waits.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
  private final Logger logger = Logger.getLogger(Refusals.class.getName());
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final Instant begin = now;
  private final Refusals refusals = new Refusals(() -> now);

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(handler);
  }

  @Test
  void allAreCountedAndTheLastIsKnown() {
    assertEquals(new TranscodeRefusals(0, begin, Optional.empty()), refusals.all());
    refusals.add("c-1", "h264", WHY);
    now = now.plusSeconds(1);
    refusals.add("c-3", "wall", WHY);
    assertEquals(
        new TranscodeRefusals(
            2, begin, Optional.of(new TranscodeRefusals.Refusal("c-3", "wall", "no power", now))),
        refusals.all());
  }

  @Test
  void eachRenditionIsLoggedOnceInFiveMinutes() {
    for (int i = 0; i < 4; i++) {
      refusals.add("c-1", "h264", WHY);
      refusals.add("c-1", "wall", WHY);
      now = now.plusSeconds(60);
    }
    assertEquals(
        List.of(
            "Rendition c-1/h264 is refused: no power (running: c-2/h264 by libx264, 0.90; setting)",
            "Rendition c-1/wall is refused: no power (running: c-2/h264 by libx264, 0.90; setting)"),
        lines);
    now = begin.plus(Refusals.QUIET);
    refusals.add("c-1", "h264", WHY);
    assertEquals(3, lines.size());
    assertTrue(lines.getLast().endsWith("; 3 more since it was logged last"), lines.getLast());
    assertEquals(9, refusals.all().count());

    now = now.plus(Duration.ofHours(1));
    refusals.add("c-1", "h264", WHY);
    assertTrue(lines.getLast().endsWith("setting)"), lines.getLast());
  }
}
