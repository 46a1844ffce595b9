package io.vedette.transcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class FfmpegPreloadTest {

  /** Keeps what it is told. */
  private static final class Kept implements System.Logger {

    private final List<String> lines = new ArrayList<>();

    synchronized boolean isEmpty() {
      return lines.isEmpty();
    }

    @Override
    public String getName() {
      return "kept";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public synchronized void log(Level level, ResourceBundle bundle, String text, Throwable cause) {
      lines.add(level + " " + text);
    }

    @Override
    public synchronized void log(
        Level level, ResourceBundle bundle, String format, Object... params) {
      lines.add(level + " " + format);
    }
  }

  /** Longer than any machine is busy. */
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private final Kept kept = new Kept();

  /**
   * What class initialisation makes of a library that is not there, and of the second use of it.
   */
  private static void missing() {
    throw new NoClassDefFoundError("Could not initialize class avutil") {
      private static final long serialVersionUID = 1L;

      @Override
      public synchronized Throwable getCause() {
        return new UnsatisfiedLinkError("no jniavutil in library paths.");
      }
    };
  }

  @Test
  void whatIsMissingIsSaidOnceWithWhatToDo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    List<String> used = new ArrayList<>();
    FfmpegPreload preload =
        FfmpegPreload.start(
            kept,
            List.of(begun::countDown, FfmpegPreloadTest::missing, () -> used.add("b")),
            PATIENT);
    begun.await();
    while (kept.isEmpty()) {
      Thread.onSpinWait();
    }
    preload.close();
    assertEquals(1, kept.lines.size(), kept.lines.toString());
    String line = kept.lines.getFirst();
    assertTrue(line.startsWith("ERROR "), line);
    assertTrue(line.contains(": no jniavutil in library paths. Install what is missing"), line);
    assertEquals(List.of(), used);
  }

  @Test
  void closingWaitsForTheUseUnderWayAndLeavesOutTheRest() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> used = new ArrayList<>();
    FfmpegPreload preload =
        FfmpegPreload.start(
            kept,
            List.of(
                () -> {
                  begun.countDown();
                  awaitUninterruptibly(goOn);
                  used.add("a");
                },
                () -> used.add("b")),
            PATIENT);
    begun.await();
    Thread closing = Thread.ofVirtual().start(preload::close);
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    closing.join();
    assertEquals(List.of("a"), used);
    assertEquals(List.of(), kept.lines);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("loading cannot be interrupted", e);
    }
  }

  @Test
  void whatTheBoxUsesWorks() throws Exception {
    FfmpegPreload.still();
    FfmpegPreload.sound();
  }
}
