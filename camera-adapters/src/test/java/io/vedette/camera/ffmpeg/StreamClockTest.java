package io.vedette.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StreamClockTest {

  private static final long SECOND = 1_000_000_000;

  private final StreamClock clock = new StreamClock(90_000);

  @Test
  void whatWasHeldUpKeepsItsDistance() {
    clock.advance(1_000, 0, 0);
    assertEquals(0, clock.presentation());
    clock.advance(4_600, 20 * SECOND, 0);
    assertEquals(3_600, clock.presentation());
    clock.advance(8_200, 20 * SECOND, 0);
    assertEquals(7_200, clock.presentation());
    assertEquals(3_600, clock.duration());
  }

  @Test
  void aClockThatWasSetIsPassedOver() {
    clock.advance(1_000, 0, 0);
    clock.advance(1_000 + 3600 * 90_000L, SECOND / 25, 0);
    assertEquals(3_600, clock.presentation());
    clock.advance(1_000, 2 * SECOND / 25, 0);
    assertEquals(7_200, clock.presentation());
    clock.advance(4_600, 3 * SECOND / 25, 0);
    assertEquals(10_800, clock.presentation());
  }
}
