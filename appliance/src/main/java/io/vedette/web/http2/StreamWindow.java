package io.vedette.web.http2;

import io.helidon.http.http2.FlowControl;
import io.helidon.http.http2.Http2Exception;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client lets one stream send (RFC 9113 5.2). The connection's window is shared by its
 * streams, and Helidon looks at it, writes, and only then takes away what was written: streams that
 * write at once overrun it, at which the client, and Helidon itself, end the connection. So they
 * look and write in turn here. The turn is never kept while waiting for the client.
 *
 * @param turn of the connection's streams to write
 * @param window the smaller of the stream's and its connection's
 */
record StreamWindow(ReentrantLock turn, FlowControl.Outbound window) {

  /**
   * How long a client may let nothing through: as long as a reader of HTTP/1.1 may read nothing.
   */
  static final Duration UNREAD_LIMIT = Duration.ofSeconds(15);

  /** Bytes of one turn: a frame as every client takes it (RFC 9113 4.2). */
  private static final int TURN_BYTES = 16 * 1024;

  /** Much less than a round trip in a network. */
  private static final Duration FIRST_LOOK = Duration.ofNanos(100_000);

  /** About half the time between two frames. */
  private static final Duration LAST_LOOK = Duration.ofMillis(16);

  /**
   * Writes all of it; blocks while the client lets nothing through.
   *
   * @throws IOException if the client is gone, or has let nothing through for too long
   */
  void write(OutputStream out, byte[] bytes, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      await();
      written += writeOnce(out, bytes, offset + written, length - written);
    }
  }

  private int writeOnce(OutputStream out, byte[] bytes, int offset, int length) throws IOException {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      int now = Math.min(Math.min(length, TURN_BYTES), window.getRemainingWindowSize());
      if (now > 0) {
        out.write(bytes, offset, now);
        out.flush();
      }
      return now;
    } catch (Http2Exception e) {
      throw new IOException(e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Looks again and again, ever more seldom. Helidon can wake one who waits, but of several on one
   * connection only one, and the others after up to five seconds.
   */
  private void await() throws IOException {
    long start = System.nanoTime();
    long pause = FIRST_LOOK.toNanos();
    while (window.getRemainingWindowSize() < 1) {
      LockSupport.parkNanos(pause);
      if (Thread.interrupted()) {
        throw interrupted();
      }
      if (System.nanoTime() - start > UNREAD_LIMIT.toNanos()) {
        throw new IOException("the client has read nothing for " + UNREAD_LIMIT.toSeconds() + " s");
      }
      pause = Math.min(2 * pause, LAST_LOOK.toNanos());
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted before its turn");
  }
}
