package io.vedette.camera.discovery;

import java.time.Duration;

/** Lets something happen so many times a second, evenly. Safe for use by any thread. */
final class Pace {

  private final long periodNanos;
  private long next = System.nanoTime();

  /**
   * @param perSecond how many times, at least 1
   */
  Pace(int perSecond) {
    periodNanos = Duration.ofSeconds(1).toNanos() / perSecond;
  }

  /** Waits for the caller's turn. */
  void await() throws InterruptedException {
    long turn;
    synchronized (this) {
      long now = System.nanoTime();
      turn = next - now > 0 ? next : now;
      next = turn + periodNanos;
    }
    long wait = turn - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }
}
