package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.DecodingTime;
import io.vedette.testing.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Watches one camera over a WebSocket on a virtual thread of its own, and notes when what came. */
final class Viewer implements AutoCloseable {

  /** What is noted of every picture. */
  enum Notes {
    NOTHING,
    /** How long ago its camera sent it. */
    SEND_TIMES,
    /** When the picture of which time came. */
    ARRIVALS
  }

  private static final int RECEIVE_BUFFER = 1 << 20;

  private final CountDownLatch firstPicture = new CountDownLatch(1);
  private final Notes notes;
  private final Map<Long, Long> arrivals = new HashMap<>();
  private final long openedNanos = System.nanoTime();
  private final long openedAt = SendTime.now();
  private final RawWebSocket socket;

  private volatile long firstPictureNanos;
  private long[] delays = new long[1024];
  private int delayCount;
  private volatile long fragments;
  private volatile long lagged;
  private volatile boolean closed;
  private boolean initComes;

  private Viewer(Box box, String camera, String rendition, Notes notes) throws IOException {
    this.notes = notes;
    socket =
        new RawWebSocket(
            box, "/streams/" + camera + "/live?rendition=" + rendition, RECEIVE_BUFFER);
    Thread.ofVirtual().start(this::read);
  }

  /**
   * Opens at once. With {@code readsSendTimes}, looks into every fragment for the time at which its
   * camera sent it.
   */
  static Viewer open(Box box, String camera, boolean readsSendTimes) throws IOException {
    return new Viewer(box, camera, "main", readsSendTimes ? Notes.SEND_TIMES : Notes.NOTHING);
  }

  /** Opens one of a camera's renditions at once. */
  static Viewer open(Box box, String camera, String rendition, Notes notes) throws IOException {
    return new Viewer(box, camera, rendition, notes);
  }

  /** Waits for the first picture; how long it took from opening the connection, in milliseconds. */
  double millisToFirstPicture() throws InterruptedException {
    firstPicture.await();
    return (firstPictureNanos - openedNanos) / 1e6;
  }

  /** When the first picture came, by {@link System#nanoTime()}. */
  long firstPictureNanos() {
    return firstPictureNanos;
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

  /** The same since this was last asked. */
  synchronized long[] takeSortedDelays() {
    long[] sorted = sortedDelays();
    delayCount = 0;
    return sorted;
  }

  /**
   * When each picture came, by {@link System#nanoTime()}, since this was last asked: by its
   * decoding time, in ticks of its track.
   */
  synchronized Map<Long, Long> takeArrivals() {
    Map<Long, Long> taken = new HashMap<>(arrivals);
    arrivals.clear();
    return taken;
  }

  private void read() {
    try {
      while (true) {
        byte[] message = socket.next();
        if (socket.isBinary()) {
          binary(message);
        } else {
          text(new String(message, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException("a viewer's connection broke", e);
      }
    }
  }

  private void text(String message) {
    if (message.contains("\"lagged\"")) {
      lagged++;
    } else if (message.contains("\"format\"")) {
      initComes = true;
    }
  }

  private void binary(byte[] message) {
    if (initComes) {
      initComes = false;
      return;
    }
    fragments++;
    if (notes == Notes.ARRIVALS) {
      noteArrival(DecodingTime.of(message), System.nanoTime());
    }
    if (firstPicture.getCount() > 0) {
      firstPictureNanos = System.nanoTime();
      firstPicture.countDown();
    } else if (notes == Notes.SEND_TIMES) {
      SendTime.find(message).ifPresent(this::note);
    }
  }

  private synchronized void noteArrival(long time, long nanos) {
    arrivals.put(time, nanos);
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
