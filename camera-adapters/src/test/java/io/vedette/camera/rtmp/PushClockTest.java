package io.vedette.camera.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PushClockTest {

  private static final long MILLI = 1_000_000;

  private final PushClock clock = new PushClock();

  private void comes(int timestamp, long arrivalMillis, long expected) {
    assertEquals(expected, clock.advance(timestamp, arrivalMillis * MILLI));
  }

  @Test
  void soundAndPicturesShareATimelineThatBeginsAtTheFirst() {
    comes(5000, 10, 0);
    comes(5040, 50, 40);
    comes(5023, 51, 23);
    comes(5080, 90, 80);
  }

  @Test
  void timestampsWrap() {
    comes(-20, 0, 0);
    comes(20, 40, 40);
  }

  @Test
  void aClockThatIsSetCountsForTheTimeThatHasPassed() {
    comes(0, 0, 0);
    comes(40, 40, 40);
    comes(3_600_000, 80, 80);
    comes(3_600_040, 120, 120);
    comes(0, 160, 160);
    comes(40, 200, 200);
  }

  @Test
  void whatTheNetworkHeldUpCatchesUp() {
    comes(0, 0, 0);
    comes(40, 5000, 40);
    comes(80, 5001, 80);
    comes(2000, 5002, 2000);
  }

  @Test
  void aPauseIsAPause() {
    comes(0, 0, 0);
    comes(9000, 9000, 9000);
  }
}
