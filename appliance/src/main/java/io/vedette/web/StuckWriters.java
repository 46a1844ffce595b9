package io.vedette.web;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose client has stopped reading: their thread blocks in a write that no
 * time-out ends. Interrupting a virtual thread in socket I/O closes the socket. Safe for use by any
 * thread.
 */
final class StuckWriters implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(StuckWriters.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration PERIOD = Duration.ofSeconds(3);

  private record Write(String what, long sinceNanos) {}

  private final Map<Thread, Write> writes = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stuck-writers").daemon().factory());

  StuckWriters() {
    watch.scheduleAtFixedRate(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A write, which may throw what writes throw. */
  @FunctionalInterface
  interface Writing<E extends Exception> {
    void run() throws E;
  }

  /**
   * Runs a write on the calling virtual thread, and ends its connection should it take too long.
   *
   * @param what the connection, for the log
   */
  <E extends Exception> void watch(String what, Writing<E> writing) throws E {
    Thread thread = Thread.currentThread();
    writes.put(thread, new Write(what, System.nanoTime()));
    try {
      writing.run();
    } finally {
      writes.remove(thread);
    }
  }

  private void look() {
    long now = System.nanoTime();
    writes.forEach(
        (thread, write) -> {
          if (now - write.sinceNanos > LIMIT.toNanos()) {
            LOG.log(
                INFO,
                "{0}: the client has read nothing for {1} s; closed",
                write.what,
                LIMIT.toSeconds());
            thread.interrupt();
          }
        });
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
