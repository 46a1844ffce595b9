package io.vedette.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port of loopback at which every connection is refused. It is held, so that nobody else
 * listens at it meanwhile, as could happen to one that was only free a moment ago.
 */
public final class ClosedPort implements AutoCloseable {

  private final Socket holder = new Socket();

  /** Takes any free port. */
  public ClosedPort() throws IOException {
    // Bound, and nobody listens.
    holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int port() {
    return holder.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    holder.close();
  }
}
