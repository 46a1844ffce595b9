package io.vedette.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Somebody who watches a rendition over a WebSocket, on a thread of its own. */
public final class LiveViewer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final RawWebSocket socket;
  private int width;
  private int pictures;
  private int pictureCount;
  private String farewell = "";

  /** Begins to watch. */
  public LiveViewer(Box box, String cameraId, String rendition) throws IOException {
    socket =
        new RawWebSocket(
            box, "/streams/" + cameraId + "/live?rendition=" + rendition, RECEIVE_BUFFER);
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try {
      while (socket.farewell().isEmpty()) {
        byte[] message = socket.next();
        if (!socket.farewell().isEmpty()) {
          end(socket.farewell());
        } else if (socket.isBinary()) {
          picture();
        } else {
          text(new String(message, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      end("no goodbye: " + e);
    }
  }

  private synchronized void end(String how) {
    farewell = how;
    notifyAll();
  }

  private synchronized void picture() {
    pictures++;
    pictureCount += pictures > 0 ? 1 : 0;
    notifyAll();
  }

  private synchronized void text(String text) {
    try (JsonReader json = Json.createReader(new StringReader(text))) {
      JsonObject message = json.readObject();
      if (message.getString("type").equals("format")) {
        width = message.getInt("width");
        // Its init segment is no picture.
        pictures = -1;
      }
    }
  }

  /** Waits for a picture of that width, 0 for any, on the connection that there is. */
  public synchronized void awaitPicture(int ofWidth) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pictures <= 0 || (ofWidth != 0 && width != ofWidth)) {
      if (!farewell.isEmpty()) {
        throw new AssertionError("told goodbye: " + farewell);
      }
      await(deadline, "a picture " + ofWidth + " wide");
    }
  }

  /** Waits for ten more pictures. */
  public synchronized void awaitMore() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int before = pictureCount;
    while (pictureCount < before + 10) {
      if (!farewell.isEmpty()) {
        throw new AssertionError("told goodbye: " + farewell);
      }
      await(deadline, "more pictures");
    }
  }

  /** Waits for the box to close the connection, and tells its code and reason. */
  public synchronized String awaitFarewell() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (farewell.isEmpty()) {
      await(deadline, "the end");
    }
    return farewell;
  }

  private void await(long deadline, String what) throws InterruptedException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new AssertionError("still waiting for " + what + ", with " + width + ", " + pictures);
    }
    wait(left);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
