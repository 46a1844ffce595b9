package io.vedette.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SequenceSpaceTest {

  private final AtomicLong store = new AtomicLong();

  @Test
  void aLaterProcessBeginsBehindAllThatAnEarlierOneUsed() {
    SequenceSpace earlier = new SequenceSpace(store::getAndAdd);
    assertEquals(0, earlier.first());
    earlier.use(5);
    SequenceSpace later = new SequenceSpace(store::getAndAdd);
    assertTrue(later.first() > 5);
    assertEquals(1, later.firstDiscontinuity());
  }

  @Test
  void aNewStreamBeginsBehindAllThatOthersUsed() {
    SequenceSpace numbers = new SequenceSpace(store::getAndAdd);
    numbers.use(41);
    numbers.use(7);
    assertEquals(42, numbers.first());
  }

  @Test
  void longRunsReserveMoreBeforeTheyRunOut() {
    SequenceSpace numbers = new SequenceSpace(store::getAndAdd);
    for (long n = 0; n < 5 * SequenceSpace.BLOCK; n++) {
      numbers.use(n);
      assertTrue(n < store.get(), "number " + n + " was not reserved");
    }
  }

  @Test
  void aFullDiskIsTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    SequenceSpace numbers =
        new SequenceSpace(
            count -> {
              if (attempts.getAndIncrement() == 1) {
                throw new IllegalStateException("the disk is full");
              }
              return store.getAndAdd(count);
            });
    numbers.use(SequenceSpace.BLOCK - 10);
    assertEquals(SequenceSpace.BLOCK, store.get());
    numbers.use(SequenceSpace.BLOCK - 9);
    assertEquals(2 * SequenceSpace.BLOCK, store.get());
  }
}
