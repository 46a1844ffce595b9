package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecodingTimesTest {

  private static final int FRAME = 3600;

  private final DecodingTimes times = new DecodingTimes();
  private final List<Long> decoded = new ArrayList<>();

  /** Numbers of pictures in the order of presentation; a key frame begins. */
  private void take(int... pictures) {
    for (int picture : pictures) {
      times.next((long) picture * FRAME, decoded.isEmpty());
      decoded.add(times.decodingTime());
    }
  }

  private void rises() {
    for (int i = 1; i < decoded.size(); i++) {
      assertTrue(decoded.get(i) > decoded.get(i - 1), decoded.toString());
    }
  }

  @Test
  void withoutReorderingAPictureIsPresentedWhenItIsDecoded() {
    times.declare(OptionalInt.of(0), FRAME);
    take(0, 1, 2, 3);
    assertEquals(List.of(0L, 3600L, 7200L, 10_800L), decoded);
    assertEquals(0, times.lead());
    assertEquals(FRAME, times.duration());
  }

  @Test
  void declaredReorderingBeginsEarlierByAsManyPictures() {
    times.declare(OptionalInt.of(2), FRAME);
    // I0 P4 B2 b1 b3, as an encoder with a pyramid of B pictures sends them.
    take(0, 4, 2, 1, 3, 8, 6, 5, 7);
    assertEquals(7200, times.lead());
    for (int i = 0; i < decoded.size(); i++) {
      assertEquals((i - 2L) * FRAME, decoded.get(i));
    }
  }

  @Test
  void undeclaredReorderingIsLearned() {
    times.declare(OptionalInt.empty(), FRAME);
    take(0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11, 15, 13, 14);
    rises();
    // From the second group on no picture is decoded after its presentation.
    assertEquals(List.of(7L * FRAME, 8L * FRAME, 9L * FRAME), decoded.subList(8, 11));
  }

  @Test
  void aPictureBehindMoreThanCanBeReorderedIsAClockSetBack() {
    times.declare(OptionalInt.of(0), FRAME);
    take(0, 1, 2);
    assertTrue(times.isSetBack(FRAME));
    assertFalse(times.isSetBack(3 * FRAME));
    assertEquals(3 * FRAME, times.following());
    times.declare(OptionalInt.empty(), FRAME);
    for (int i = 10; i < 20; i++) {
      times.next((long) i * FRAME, i == 10);
    }
    assertFalse(times.isSetBack(17 * FRAME));
    assertTrue(times.isSetBack(11 * FRAME));
  }

  /**
   * Cameras that drop from 25 pictures a second to one at night: the page must not lose the rest.
   */
  @Test
  void noStepIsMoreThanTwiceTheDurationThatWasTold() {
    times.declare(OptionalInt.of(0), FRAME);
    long presented = 0;
    long told = 0;
    for (int i = 0; i < 100; i++) {
      presented += i < 20 || i > 60 ? FRAME : 90_000;
      long before = times.decodingTime();
      times.next(presented, i == 0);
      if (i > 0) {
        assertTrue(times.decodingTime() > before);
        assertTrue(times.decodingTime() - before <= 2 * told, "picture " + i);
        assertTrue(times.decodingTime() <= presented, "picture " + i);
      }
      told = times.duration();
    }
    assertEquals(presented, times.decodingTime());
  }

  @Test
  void aKeyFrameAfterALossGoesToItsPlaceAtOnceAndTellsAnOrdinaryDuration() {
    times.declare(OptionalInt.of(0), FRAME);
    take(0, 1, 2);
    times.next(100L * FRAME, true);
    assertEquals(100L * FRAME, times.decodingTime());
    assertEquals(FRAME, times.duration());
  }

  @Test
  void anotherFormatGoesOnRising() {
    times.declare(OptionalInt.of(0), FRAME);
    take(0, 1, 2);
    times.declare(OptionalInt.of(2), FRAME);
    take(3, 5, 4);
    rises();
  }

  @Test
  void whateverComesTimesRise() {
    Random random = new Random(7);
    long time = 0;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < 100_000; i++) {
      if (i % 1000 == 0) {
        int depth = random.nextInt(18);
        times.declare(depth == 17 ? OptionalInt.empty() : OptionalInt.of(depth), FRAME);
      }
      time += random.nextInt(20_000) - 8000;
      times.next(time, random.nextInt(25) == 0);
      assertTrue(times.decodingTime() > last);
      assertTrue(times.duration() > 0);
      last = times.decodingTime();
    }
  }
}
