package io.vedette.transcode.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class EncoderProbeTest {

  private static final List<Candidate> TWO = Candidate.ALL.subList(0, 2);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final BlockingQueue<ProbeResult> kept = new ArrayBlockingQueue<>(10);

  private EncoderProbe probe(CandidateTrial trial, String system, ProbeResult before) {
    return new EncoderProbe(TWO, trial, () -> system, () -> NOW, before, kept::add);
  }

  private static TrialResult works(Candidate candidate) {
    return new TrialResult(candidate, true, 60, 30, "");
  }

  private static final ProbeResult ON_THE_OLD_KERNEL =
      new ProbeResult("old", Instant.EPOCH, TWO.stream().map(EncoderProbeTest::works).toList());

  private ProbeResult taken() throws InterruptedException {
    ProbeResult result = kept.poll(60, TimeUnit.SECONDS);
    assertTrue(result != null, "nothing was kept");
    return result;
  }

  @Test
  void anotherSystemIsTriedAndTheSameIsNot() throws Exception {
    try (EncoderProbe probe = probe(EncoderProbeTest::works, "new", ON_THE_OLD_KERNEL)) {
      probe.checkAfter(Duration.ZERO);
      ProbeResult result = taken();
      assertEquals("new", result.fingerprint());
      assertEquals(NOW, result.finishedAt());
    }
    CountDownLatch looked = new CountDownLatch(1);
    try (EncoderProbe probe =
        new EncoderProbe(
            TWO,
            EncoderProbeTest::works,
            () -> {
              looked.countDown();
              return "old";
            },
            () -> NOW,
            ON_THE_OLD_KERNEL,
            kept::add)) {
      probe.checkAfter(Duration.ofMillis(50));
      assertTrue(looked.await(60, TimeUnit.SECONDS));
      assertNull(kept.poll(300, TimeUnit.MILLISECONDS));
      assertEquals(ON_THE_OLD_KERNEL, probe.status().result());
    }
  }

  @Test
  void oneRunAtATimeWithItsProgress() throws Exception {
    Semaphore go = new Semaphore(0);
    CountDownLatch second = new CountDownLatch(1);
    CandidateTrial slow =
        candidate -> {
          if (candidate.equals(TWO.get(1))) {
            second.countDown();
          }
          go.acquire();
          return TrialResult.fails(candidate, "not any more");
        };
    try (EncoderProbe probe = probe(slow, "old", ON_THE_OLD_KERNEL)) {
      assertTrue(probe.request());
      assertFalse(probe.request());
      go.release();
      assertTrue(second.await(60, TimeUnit.SECONDS));
      ProbeStatus status = probe.status();
      assertTrue(status.running());
      assertEquals(TWO.get(1).name(), status.current());
      assertEquals(1, status.done());
      assertFalse(status.trials().get(0).works(), "this run's");
      assertTrue(status.trials().get(1).works(), "the last run's");
      assertEquals(ON_THE_OLD_KERNEL, status.result());
      assertFalse(probe.request());
      go.release();
      assertFalse(taken().trials().get(1).works());
      while (probe.status().running()) {
        Thread.onSpinWait();
      }
      assertTrue(probe.request());
    }
  }

  @Test
  void aTrialThatFailsInTheBoxItselfCostsItsRow() throws Exception {
    CandidateTrial faulty =
        candidate -> {
          if (candidate.equals(TWO.getFirst())) {
            throw new IllegalStateException("a fault");
          }
          return works(candidate);
        };
    try (EncoderProbe probe = probe(faulty, "new", ProbeResult.NONE)) {
      probe.request();
      ProbeResult result = taken();
      assertFalse(result.trials().get(0).works());
      assertTrue(result.trials().get(1).works());
    }
  }

  @Test
  void closingEndsTheRunAndKeepsNothingOfIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CandidateTrial endless =
        candidate -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
          return works(candidate);
        };
    EncoderProbe probe = probe(endless, "new", ProbeResult.NONE);
    probe.request();
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    probe.close();
    assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    assertTrue(kept.isEmpty());
    assertFalse(probe.status().result().isDone());
  }
}
