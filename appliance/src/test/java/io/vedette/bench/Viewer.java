package io.vedette.bench;

import io.vedette.testing.Box;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Watches one camera over a WebSocket and notes when what came. */
final class Viewer implements WebSocket.Listener, AutoCloseable {

  private final CountDownLatch firstPicture = new CountDownLatch(1);
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final boolean readsSendTimes;
  private final long openedNanos;
  private final long openedAt = SendTime.now();
  private final WebSocket socket;

  private long firstPictureNanos;
  private long firstSendTime;
  private long[] delays = new long[1024];
  private int delayCount;
  private volatile long fragments;
  private volatile long lagged;
  private boolean initCame;

  private Viewer(HttpClient http, Box box, String camera, boolean readsSendTimes) {
    this.readsSendTimes = readsSendTimes;
    openedNanos = System.nanoTime();
    socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + box.token())
            .buildAsync(box.socket("/streams/" + camera + "/live"), this)
            .join();
  }

  /**
   * Opens at once. With {@code readsSendTimes}, looks into every fragment for the time at which its
   * camera sent it.
   */
  static Viewer open(HttpClient http, Box box, String camera, boolean readsSendTimes) {
    return new Viewer(http, box, camera, readsSendTimes);
  }

  /** Waits for the first picture; how long it took from opening the connection, in milliseconds. */
  double millisToFirstPicture() throws InterruptedException {
    firstPicture.await();
    return (firstPictureNanos - openedNanos) / 1e6;
  }

  /** Wall clock, in nanoseconds, at which the camera sent the first picture. */
  long firstSendTime() throws InterruptedException {
    firstPicture.await();
    return firstSendTime;
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
  long[] sortedDelays() {
    long[] sorted = Arrays.copyOf(delays, delayCount);
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    if (data.toString().contains("\"lagged\"")) {
      lagged++;
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    if (readsSendTimes) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      message.writeBytes(part);
    }
    if (last) {
      whole();
      message.reset();
    }
    webSocket.request(1);
    return null;
  }

  private void whole() {
    if (!initCame) {
      initCame = true;
      return;
    }
    fragments++;
    if (firstPicture.getCount() > 0) {
      firstPictureNanos = System.nanoTime();
      if (readsSendTimes) {
        firstSendTime = SendTime.find(message.toByteArray()).orElse(0);
      }
      firstPicture.countDown();
    } else if (readsSendTimes) {
      SendTime.find(message.toByteArray()).ifPresent(this::note);
    }
  }

  private void note(long sent) {
    if (sent < openedAt) {
      return;
    }
    if (delayCount == delays.length) {
      delays = Arrays.copyOf(delays, delayCount * 2);
    }
    delays[delayCount++] = SendTime.now() - sent;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
