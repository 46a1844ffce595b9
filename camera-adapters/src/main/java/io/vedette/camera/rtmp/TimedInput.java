package io.vedette.camera.rtmp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a socket brings until a certain moment, however slowly it drips. Used by one thread at a
 * time.
 */
final class TimedInput extends InputStream {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Socket socket;
  private final InputStream in;
  private Duration silence;
  private long deadlineNanos;

  /** Nothing may be read until {@link #until} says so. */
  TimedInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    until(Duration.ZERO, Duration.ZERO);
  }

  /**
   * Reads end with {@link SocketTimeoutException} from a moment on.
   *
   * @param fromNow when that moment is
   * @param atMostSilent how long one read may wait before
   */
  void until(Duration fromNow, Duration atMostSilent) {
    deadlineNanos = System.nanoTime() + fromNow.toNanos();
    silence = atMostSilent;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long left = Math.min(deadlineNanos - System.nanoTime(), silence.toNanos());
    if (left <= 0) {
      throw new SocketTimeoutException("the time is up");
    }
    socket.setSoTimeout((int) Math.min(left / NANOS_PER_MILLI + 1, Integer.MAX_VALUE));
    return in.read(bytes, offset, length);
  }
}
