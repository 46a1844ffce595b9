package io.vedette.web.http2;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A response's body, written as the window lets it. What is written at once and closed is announced
 * with its length, as Helidon does it. Not safe for use by more than one thread.
 */
final class WindowedOutput extends OutputStream {

  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private final StreamWindow window;
  private final ServerResponseHeaders headers;
  private byte[] held = NOTHING;
  private boolean begun;
  private boolean failed;

  WindowedOutput(OutputStream out, StreamWindow window, ServerResponseHeaders headers) {
    this.out = out;
    this.window = window;
    this.headers = headers;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (begun || headers.contains(HeaderNames.CONTENT_LENGTH)) {
      begun = true;
      put(bytes, offset, length);
    } else if (held.length == 0) {
      held = Arrays.copyOfRange(bytes, offset, offset + length);
    } else {
      flush();
      put(bytes, offset, length);
    }
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    if (failed) {
      // Who buffers tries again when closing, and would wait as long once more.
      throw new IOException("the answer has ended already");
    }
    failed = true;
    window.write(out, bytes, offset, length);
    failed = false;
  }

  @Override
  public void flush() throws IOException {
    if (held.length > 0) {
      begun = true;
      byte[] first = held;
      held = NOTHING;
      put(first, 0, first.length);
    }
  }

  @Override
  public void close() throws IOException {
    if (held.length > 0) {
      headers.set(HeaderValues.create(HeaderNames.CONTENT_LENGTH, String.valueOf(held.length)));
      flush();
    }
    out.close();
  }
}
