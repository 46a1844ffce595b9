package io.vedette.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest key frame of a stream, for who wants single pictures, as long as it is in the ring.
 * {@link #await} is called by any thread, everything else under the stream's lock.
 */
final class NewestKeyFrame {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<KeyFrame> newest = Optional.empty();
  private boolean closed;

  /** This is the newest now. */
  void come(KeyFrame keyFrame) {
    lock.lock();
    try {
      newest = Optional.of(keyFrame);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing before a position is in the ring any more. */
  void dropBefore(long position) {
    lock.lock();
    try {
      newest = newest.filter(keyFrame -> keyFrame.position() >= position);
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of all who wait; there will be none any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link LiveStream#awaitKeyFrame}. */
  Optional<KeyFrame> await(long behind, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Optional<KeyFrame> found = newest.filter(keyFrame -> keyFrame.position() > behind);
        if (found.isPresent() || nanos <= 0) {
          return found;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
