package io.vedette.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StreamMeterTest {

  private static final long SECOND = 1_000_000_000L;

  private final StreamMeter meter = new StreamMeter();

  @Test
  void oneSampleTellsNothing() {
    meter.sample(5 * SECOND, 100, 1000);
    assertEquals(0, meter.fps());
    assertEquals(0, meter.bitsPerSecond());
  }

  @Test
  void ratesSpanTheLastThreeSeconds() {
    long pictures = 0;
    long bytes = 0;
    for (int second = 0; second < 100; second++) {
      meter.sample(second * SECOND, pictures, bytes);
      pictures += 25;
      bytes += 375_000;
    }
    assertEquals(25.0, meter.fps());
    assertEquals(3_000_000, meter.bitsPerSecond());
  }

  @Test
  void aStreamThatStopsIsAtZeroAfterTheWindow() {
    meter.sample(0, 0, 0);
    for (int second = 1; second <= 4; second++) {
      meter.sample(second * SECOND, 25, 1000);
    }
    assertEquals(0, meter.fps());
    assertEquals(0, meter.bitsPerSecond());
  }

  @Test
  void samplesThatComeLateAreRatedByTheTimeThatPassed() {
    meter.sample(0, 0, 0);
    meter.sample(4 * SECOND, 100, 1000);
    assertEquals(25.0, meter.fps());
    assertEquals(2000, meter.bitsPerSecond());
  }
}
