package io.vedette.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingBudgetTest {

  private static final int SMALL = 1000;
  private static final int LARGE = 20_000;

  /** Ten seconds of 25 small pictures and as many large ones are more than twice of it. */
  private final RingBudget budget = new RingBudget(2_000_000);

  private final SequenceSpace numbers = new SequenceSpace(_ -> 0);
  private final LiveStream small = stream("small");
  private final LiveStream large = stream("large");

  private LiveStream stream(String id) {
    LiveStream stream =
        new LiveStream(
            id,
            new RingLimits(32 << 20, Duration.ofSeconds(10)),
            budget,
            numbers,
            Optional.empty(),
            Optional.empty());
    stream.format(Fragments.INIT);
    return stream;
  }

  private void publishBoth(long from, long to) {
    for (long n = from; n < to; n++) {
      Fragments.publish(small, n, n + 1, 25, SMALL);
      Fragments.publish(large, n, n + 1, 25, LARGE);
    }
  }

  @Test
  void aStreamOfManyBitsLosesItsPastWhereMemoryIsShort() {
    publishBoth(0, 1500);
    assertTrue(budget.used() <= 2_000_000, budget.used() + " bytes");
    assertEquals(small.bytes() + large.bytes(), budget.used());
    assertEquals(10, small.bytes() / (25.0 * SMALL), 2, "seconds of the small one");
    double kept = large.bytes() / (25.0 * LARGE);
    assertTrue(kept >= 1 && kept < 5, kept + " seconds of the large one");
  }

  @Test
  void whatAStreamGivesBackIsThereForOthers() {
    publishBoth(0, 750);
    large.close();
    small.clear();
    assertEquals(0, budget.used());
    LiveStream other = stream("other");
    Fragments.publish(other, 750, 900, 25, LARGE / 2);
    assertEquals(other.bytes(), budget.used());
    assertEquals(6, other.bytes() / (25.0 * LARGE / 2), 0.1, "seconds");
  }
}
