package io.vedette.transcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleClockTest {

  private static final int PACKET = 160;
  private final SampleClock clock = new SampleClock(8000, 8000);

  private long correctionAt(long time) {
    if (!clock.started()) {
      clock.start(time);
    }
    long correction = clock.correction(time);
    clock.count(PACKET + correction);
    return correction;
  }

  @Test
  void timestampsThatAreAFewMillisecondsOffChangeNothing() {
    Random random = new Random(3);
    clock.start(0);
    for (int i = 0; i < 5000; i++) {
      assertEquals(0, correctionAt(i * PACKET + random.nextInt(-100, 101)));
    }
  }

  @Test
  void aHoleIsMissingAtOnce() {
    correctionAt(0);
    assertEquals(4 * PACKET, correctionAt(5 * PACKET));
    assertEquals(0, correctionAt(6 * PACKET));
  }

  @Test
  void lostPacketsAddUpToNoDrift() {
    long time = 0;
    long worst = 0;
    for (int i = 0; i < 5000; i++) {
      correctionAt(time);
      // Every fiftieth packet gets lost: 20 ms.
      time += i % 50 == 49 ? 2 * PACKET : PACKET;
      worst = Math.max(worst, Math.abs(clock.missing(time)));
    }
    assertTrue(worst <= 8000 * 40 / 1000, worst + " samples off");
  }

  @Test
  void aMicrophoneWhoseClockIsFasterThanItsTimestampsIsHeldBack() {
    long worst = 0;
    for (int i = 0; i < 20_000; i++) {
      // A part in a thousand.
      long time = Math.round(i * PACKET * 0.999);
      correctionAt(time);
      worst = Math.max(worst, Math.abs(clock.missing(time + PACKET)));
    }
    assertTrue(worst <= 8000 * 25 / 1000, worst + " samples off");
  }

  @Test
  void timesAreInTheTracksTimescale() {
    // G.722: a clock of 8000 for 16000 samples (RFC 3551 4.5.2).
    SampleClock wideband = new SampleClock(8000, 16_000);
    wideband.start(1000);
    wideband.count(320);
    assertEquals(0, wideband.correction(1160));
    assertEquals(16_000, wideband.correction(9160));
  }
}
