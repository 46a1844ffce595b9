package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RtpTimelineTest {

  private static final long FRAME_NANOS = 40_000_000;

  private final RtpTimeline timeline = new RtpTimeline(90_000, 3600);
  private long now;

  private long advance(int timestamp) {
    timeline.advance(timestamp, now, 0);
    now += FRAME_NANOS;
    return timeline.presentationTime();
  }

  @Test
  void startsNearZeroWhateverTheCameraStartsWith() {
    now = 10_000_000;
    assertEquals(900, advance(1_234_567));
    assertEquals(4500, advance(1_238_167));
  }

  @Test
  void goesOnOverTheWrap() {
    advance(-3600);
    assertEquals(3600, advance(0));
    assertEquals(7200, advance(3600));
  }

  @Test
  void aJumpOfTheCamerasClockBecomesTheTimeThatPassed() {
    advance(0);
    advance(3600);
    assertEquals(7200, advance(1_000_000_000));
    assertEquals(10_800, advance(1_000_003_600));
    assertEquals(14_400, advance(5));
  }

  @Test
  void aLongGopOfASmartCodecIsNoJump() {
    advance(0);
    now += 9_960_000_000L;
    assertEquals(900_000, advance(900_000));
  }

  @Test
  void anArrivalThatIsLateIsNoJump() {
    advance(0);
    now += 4_000_000_000L;
    assertEquals(3600, advance(3600));
    now -= FRAME_NANOS;
    assertEquals(7200, advance(7200));
  }

  @Test
  void aTimestampThatRepeatsOnceStillMovesOn() {
    advance(0);
    advance(3600);
    assertEquals(3601, advance(3600));
    assertEquals(7200, advance(7200));
  }

  /** A make of doorbell stations that sends 0 with every picture. */
  @Test
  void timestampsThatStandStillAreReplacedByTheTimeThatPassed() {
    for (int i = 0; i < 100; i++) {
      long time = advance(0);
      assertEquals(i < 2 ? i : 3600L * i, time);
    }
  }

  @Test
  void aCorrectionMovesWhatFollows() {
    advance(0);
    advance(90_000);
    timeline.correct(93_600);
    assertEquals(97_200, advance(93_600));
  }

  @Test
  void decodingTimesOfSoundRiseThoughItsTimestampsRepeatOrGoBack() {
    int[] timestamps = {0, 10_800, 3600, 7200, 7200, 21_600};
    long last = -1;
    for (int timestamp : timestamps) {
      advance(timestamp);
      assertTrue(timeline.decodingTime() > last);
      assertTrue(timeline.duration() >= 1);
      last = timeline.decodingTime();
    }
  }
}
