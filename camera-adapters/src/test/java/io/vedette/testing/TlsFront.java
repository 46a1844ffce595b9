package io.vedette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TLS in front of a camera that speaks none itself: whoever connects talks to the camera. */
public final class TlsFront implements AutoCloseable {

  private final ServerSocket server;
  private final int cameraPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Listens from here on.
   *
   * @param identity what it shows
   * @param port where it listens on loopback, 0 for any free port
   * @param cameraPort where the camera listens on loopback
   */
  public TlsFront(TlsIdentity identity, int port, int cameraPort)
      throws IOException, GeneralSecurityException {
    this.server = identity.listen(port);
    this.cameraPort = cameraPort;
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket outside = server.accept();
        Socket inside = new Socket(InetAddress.getLoopbackAddress(), cameraPort);
        sockets.add(outside);
        sockets.add(inside);
        Thread.ofVirtual().start(() -> pass(outside, inside));
        Thread.ofVirtual().start(() -> pass(inside, outside));
      }
    } catch (IOException e) {
      // Closed, or the camera is gone: whoever connects is not answered.
      close();
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The end of one side is that of the other.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
