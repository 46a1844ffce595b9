package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock of threads that block in the kernel without a time-out.
 *
 * <p>A Java socket that has ever been used with a time-out, be it for connecting, is made
 * non-blocking for the rest of its life; each wait for bytes is then three system calls: a read
 * that finds nothing, a poll, and the read. One that never was blocks in the read itself, which is
 * a single call. Such a thread cannot look at a clock, and an interrupt does not wake it: who
 * started it says here when to look, and what to do about it.
 *
 * <p>One daemon thread serves all cameras of an adapter. It runs what it is given one after
 * another; none of that may block. Safe for use by any thread.
 */
final class Watchdog implements AutoCloseable {

  /** How often {@link #regularly} looks. */
  static final Duration PERIOD = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("rtsp-watchdog").factory());

  /** What is run at the same moments, for all cameras: the thread wakes once for all of them. */
  private final Set<Runnable> looks = ConcurrentHashMap.newKeySet();

  Watchdog() {
    timer.setRemoveOnCancelPolicy(true);
    // Sessions that are still being ended once it is closed are not looked after any more.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timer.scheduleAtFixedRate(
        () -> looks.forEach(Watchdog::run),
        PERIOD.toMillis(),
        PERIOD.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** One camera's mistake must not leave the others unwatched. */
  private static void run(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "A camera cannot be watched", e);
    }
  }

  /** Something that is looked after until it is closed. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {

    /** Ends it; what is being run at that moment is not waited for. Idempotent. */
    @Override
    void close();
  }

  /** Runs this once after the time, unless the watch is closed before. */
  Watch after(Duration time, Runnable late) {
    ScheduledFuture<?> run = timer.schedule(late, time.toNanos(), TimeUnit.NANOSECONDS);
    return () -> run.cancel(false);
  }

  /** Runs this every {@link #PERIOD} until the watch is closed. */
  Watch regularly(Runnable look) {
    looks.add(look);
    return () -> looks.remove(look);
  }

  /** Ends the thread; nothing is looked after any more. Idempotent. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
