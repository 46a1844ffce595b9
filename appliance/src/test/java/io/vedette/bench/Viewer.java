package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Watches one camera over a WebSocket on a virtual thread of its own, and notes when what came. */
final class Viewer implements AutoCloseable {

  private static final int RECEIVE_BUFFER = 1 << 20;

  private final CountDownLatch firstPicture = new CountDownLatch(1);
  private final boolean readsSendTimes;
  private final long openedNanos = System.nanoTime();
  private final long openedAt = SendTime.now();
  private final RawWebSocket socket;

  private volatile long firstPictureNanos;
  private long[] delays = new long[1024];
  private int delayCount;
  private volatile long fragments;
  private volatile long lagged;
  private volatile boolean closed;
  private boolean initCame;

  private Viewer(Box box, String camera, boolean readsSendTimes) throws IOException {
    this.readsSendTimes = readsSendTimes;
    socket = new RawWebSocket(box, "/streams/" + camera + "/live", RECEIVE_BUFFER);
    Thread.ofVirtual().start(this::read);
  }

  /**
   * Opens at once. With {@code readsSendTimes}, looks into every fragment for the time at which its
   * camera sent it.
   */
  static Viewer open(Box box, String camera, boolean readsSendTimes) throws IOException {
    return new Viewer(box, camera, readsSendTimes);
  }

  /** Waits for the first picture; how long it took from opening the connection, in milliseconds. */
  double millisToFirstPicture() throws InterruptedException {
    firstPicture.await();
    return (firstPictureNanos - openedNanos) / 1e6;
  }

  long fragments() {
    return fragments;
  }

  /** How often this viewer was told that it missed fragments. */
  long lagged() {
    return lagged;
  }

  /**
   * From camera to here for every picture sent since the connection was opened, in nanoseconds, in
   * rising order.
   */
  synchronized long[] sortedDelays() {
    long[] sorted = Arrays.copyOf(delays, delayCount);
    Arrays.sort(sorted);
    return sorted;
  }

  private void read() {
    try {
      while (true) {
        byte[] message = socket.next();
        if (socket.isBinary()) {
          binary(message);
        } else if (new String(message, StandardCharsets.UTF_8).contains("\"lagged\"")) {
          lagged++;
        }
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException("a viewer's connection broke", e);
      }
    }
  }

  private void binary(byte[] message) {
    if (!initCame) {
      initCame = true;
      return;
    }
    fragments++;
    if (firstPicture.getCount() > 0) {
      firstPictureNanos = System.nanoTime();
      firstPicture.countDown();
    } else if (readsSendTimes) {
      SendTime.find(message).ifPresent(this::note);
    }
  }

  private synchronized void note(long sent) {
    // What was in the ring already when the connection was opened tells nothing of the way.
    if (sent < openedAt) {
      return;
    }
    if (delayCount == delays.length) {
      delays = Arrays.copyOf(delays, delayCount * 2);
    }
    delays[delayCount++] = SendTime.now() - sent;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
