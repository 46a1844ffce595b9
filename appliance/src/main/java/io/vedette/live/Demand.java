package io.vedette.live;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who wants a stream, now and a short time ago. Safe for use by any thread. */
final class Demand {

  private static final long LONG_AGO = Duration.ofDays(1).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private int viewers;
  private long lastUseNanos = System.nanoTime() - LONG_AGO;
  private volatile long lastTouchNanos = lastUseNanos;

  /** A viewer has come. */
  void come() {
    lock.lock();
    try {
      viewers++;
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A viewer has gone. */
  void leave() {
    lock.lock();
    try {
      viewers--;
      lastUseNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody is interested who does not stay. */
  void touch() {
    lock.lock();
    try {
      lastUseNanos = System.nanoTime();
      lastTouchNanos = lastUseNanos;
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Viewers at the moment. */
  int viewers() {
    lock.lock();
    try {
      return viewers;
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody who does not stay has been here so short a time ago. */
  boolean isTouched(Duration within) {
    return System.nanoTime() - lastTouchNanos < within.toNanos();
  }

  /**
   * Whether there is a viewer, or was one a short time ago.
   *
   * @param linger how long the last one counts after it has gone
   */
  boolean isThere(Duration linger) {
    lock.lock();
    try {
      return viewers > 0 || System.nanoTime() - lastUseNanos < linger.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is there.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void await(Duration linger) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isThere(linger)) {
        wanted.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
