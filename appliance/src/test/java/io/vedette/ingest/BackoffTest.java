package io.vedette.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  /** A generator whose doubles are all one half: no jitter. */
  private static final RandomGenerator MIDDLE = () -> 1L << 63;

  @Test
  void doublesFromOneSecondToSixty() {
    Backoff backoff = new Backoff(MIDDLE);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertEquals(Duration.ofSeconds(seconds), backoff.next());
    }
  }

  @Test
  void aResetBeginsAnew() {
    Backoff backoff = new Backoff(MIDDLE);
    backoff.next();
    backoff.next();
    backoff.reset();
    assertEquals(Duration.ofSeconds(1), backoff.next());
  }

  @Test
  void theLongestStaysTheLongest() {
    Backoff backoff = new Backoff(MIDDLE);
    assertEquals(Duration.ofSeconds(60), backoff.longest());
    assertEquals(Duration.ofSeconds(60), backoff.next());
  }

  @Test
  void aFullCameraIsWaitedForUntilItMustHaveForgottenTheLastSession() {
    Backoff backoff = new Backoff(MIDDLE);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 22, 22}) {
      assertEquals(Duration.ofSeconds(seconds), backoff.untilFreed(Duration.ofSeconds(20)));
    }
    assertEquals(Backoff.LONGEST, backoff.untilFreed(Duration.ofMinutes(10)));
  }

  @Test
  void jitterSpreadsTheWaitsByAFifthAndNeverPastTheLongest() {
    Random random = new Random(1);
    Set<Duration> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Backoff backoff = new Backoff(random);
      Duration first = backoff.next();
      seen.add(first);
      assertTrue(first.toMillis() >= 800 && first.toMillis() <= 1200, first.toString());
      Duration longest = backoff.longest();
      assertTrue(
          longest.toSeconds() >= 48 && longest.compareTo(Backoff.LONGEST) <= 0, longest.toString());
    }
    assertTrue(seen.size() > 900, "only " + seen.size() + " different waits");
  }
}
