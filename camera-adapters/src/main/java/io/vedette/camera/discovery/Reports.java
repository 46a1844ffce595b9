package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the parts of discovery have seen, on its way to the one thread that makes cameras of it.
 * Safe for use by any thread; nobody who reports ever waits.
 */
final class Reports {

  /** One thing reported. */
  sealed interface Report {}

  /** A device was seen. */
  record Seen(Sighting sighting) implements Report {}

  /** A device has taken its leave. */
  record Left(String uuid, InetAddress from) implements Report {}

  /** Something did not work. */
  record Told(Notice notice) implements Report {}

  /** One part of a round is over. */
  record PartOver(SightingSource part) implements Report {}

  /** What strangers cause beyond this is dropped until there is room. */
  static final int MOST_WAITING = 4096;

  private final LinkedBlockingQueue<Report> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger dropped = new AtomicInteger();

  void seen(Sighting sighting) {
    add(new Seen(sighting));
  }

  void left(String uuid, InetAddress from) {
    add(new Left(uuid, from));
  }

  void notice(Notice notice) {
    add(new Told(notice));
  }

  void notice(SightingSource source, String about, String seen) {
    notice(new Notice(source, about, seen));
  }

  /** Is never dropped: a round would not end otherwise. */
  void over(SightingSource part) {
    waiting.add(new PartOver(part));
  }

  private void add(Report report) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(report);
    } else {
      dropped.incrementAndGet();
    }
  }

  /** The next, waiting this long for one. */
  Optional<Report> next(long millis) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(millis, TimeUnit.MILLISECONDS));
  }

  /** How many were dropped since this was asked last. */
  int takeDropped() {
    return dropped.getAndSet(0);
  }
}
