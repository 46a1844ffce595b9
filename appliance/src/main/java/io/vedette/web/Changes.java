package io.vedette.web;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has changed since somebody last looked; each subject once, however often it did. Safe for
 * use by any thread.
 *
 * @param <T> what changes, compared by value
 */
final class Changes<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private Set<T> subjects = new LinkedHashSet<>();

  void add(T subject) {
    lock.lock();
    try {
      subjects.add(subject);
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what has changed, waiting for something if need be; empty if nothing did in time. */
  Set<T> take(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (subjects.isEmpty() && nanos > 0) {
        nanos = added.awaitNanos(nanos);
      }
      Set<T> taken = subjects;
      subjects = new LinkedHashSet<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
