package io.vedette.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeyFrameMeterTest {

  private static final long SECOND = 1_000_000_000L;

  private final KeyFrameMeter meter = new KeyFrameMeter();

  @Test
  void knowsNothingUntilTheSecondKeyFrame() {
    meter.key(7 * SECOND);
    assertEquals(0, meter.seconds());
    meter.key(9 * SECOND);
    assertEquals(2, meter.seconds());
  }

  @Test
  void oneLossAndOneChangeOfSceneChangeNothing() {
    for (int second : new int[] {0, 10, 20, 40, 50}) {
      meter.key(second * SECOND);
    }
    assertEquals(10, meter.seconds());
    meter.key(51 * SECOND);
    assertEquals(10, meter.seconds());
  }

  @Test
  void whatLiesBetweenTwoSessionsIsNoDistance() {
    meter.key(0);
    meter.key(SECOND);
    meter.interrupt();
    meter.key(60 * SECOND);
    assertEquals(1, meter.seconds());
  }
}
