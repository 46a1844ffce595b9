package io.vedette.web;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cameras that have changed since somebody last looked; each once, however often it did. Safe for
 * use by any thread.
 */
final class ChangedIds {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private Set<String> ids = new LinkedHashSet<>();

  void add(String id) {
    lock.lock();
    try {
      ids.add(id);
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what has changed, waiting for something if need be; empty if nothing did in time. */
  Set<String> take(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (ids.isEmpty() && nanos > 0) {
        nanos = added.awaitNanos(nanos);
      }
      Set<String> taken = ids;
      ids = new LinkedHashSet<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
