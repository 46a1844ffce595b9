package io.vedette.soak;

import io.vedette.testing.Box;
import io.vedette.testing.DecodingTime;
import io.vedette.testing.RawWebSocket;
import java.io.IOException;

/**
 * Watches a camera over a WebSocket and compares when pictures come with the times that they carry:
 * how late each is against the earliest one.
 */
final class PunctualViewer implements AutoCloseable {

  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final long NANOS = 1_000_000_000L;
  private static final long TIMESCALE = 90_000;
  private static final int SETTLING = 100;

  private final RawWebSocket socket;
  private volatile boolean closed;
  private volatile boolean broken;
  private volatile long pictures;
  private volatile long formats;
  private volatile long worstLateNanos;
  private long earliest = Long.MAX_VALUE;
  private boolean initComes;

  PunctualViewer(Box box, String cameraId) throws IOException {
    socket = new RawWebSocket(box, "/streams/" + cameraId + "/live", RECEIVE_BUFFER);
    Thread.ofPlatform().daemon().name("viewer-" + cameraId).start(this::read);
  }

  long pictures() {
    return pictures;
  }

  long formats() {
    return formats;
  }

  /** The latest that any picture was since this was last asked. */
  long takeWorstLateNanos() {
    long worst = worstLateNanos;
    worstLateNanos = 0;
    return worst;
  }

  private void read() {
    try {
      while (true) {
        byte[] message = socket.next();
        long now = System.nanoTime();
        if (!socket.isBinary()) {
          initComes |= new String(message, 0, Math.min(20, message.length)).contains("\"format\"");
        } else if (initComes) {
          initComes = false;
          formats++;
          // The newest group comes at once then, all of it late but the last.
          earliest = Long.MAX_VALUE;
        } else {
          picture(now - DecodingTime.of(message) * NANOS / TIMESCALE);
        }
      }
    } catch (IOException e) {
      broken = !closed;
    }
  }

  private void picture(long behind) {
    pictures++;
    earliest = Math.min(earliest, behind);
    // What comes before the stream has caught up with its own time says nothing.
    if (pictures > SETTLING) {
      worstLateNanos = Math.max(worstLateNanos, behind - earliest);
    }
  }

  /** Whether the connection ended by itself. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
