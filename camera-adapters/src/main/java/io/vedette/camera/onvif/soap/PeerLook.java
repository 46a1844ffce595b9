package io.vedette.camera.onvif.soap;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * Looks who is at a device's address before a request goes there, by a connection of its own: the
 * JDK's client does not tell when it has connected. Safe for use by any thread.
 */
final class PeerLook {

  /** How long who was there is taken to be there: shorter than anybody takes to move a camera. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final CameraMemory memory;
  private final Duration connect;
  private long lookedNanos = System.nanoTime() - 2 * FRESH.toNanos();

  /**
   * @param memory knows the device from others, or does not
   * @param connect how long a connection may take
   */
  PeerLook(CameraMemory memory, Duration connect) {
    this.memory = memory;
    this.connect = connect;
  }

  /**
   * Looks, if it is not known already.
   *
   * @param step what is to be asked
   * @throws CameraException if another device is there, or none; nothing has been sent
   */
  synchronized void at(URI to, String step) throws CameraException {
    if (!memory.knowsPeer() || System.nanoTime() - lookedNanos < FRESH.toNanos()) {
      return;
    }
    String host = to.getHost().replaceAll("^\\[|]$", "");
    int port = HttpTransport.port(to);
    try (Socket socket = new Socket()) {
      InetSocketAddress peer = new InetSocketAddress(host, port);
      socket.connect(peer, Math.toIntExact(connect.toMillis()));
      memory.checkPeer(peer);
    } catch (IOException e) {
      throw new CameraException(
          Reason.UNREACHABLE,
          step,
          "no connection to " + to.getHost() + " port " + port + ": " + e.getMessage(),
          e);
    }
    lookedNanos = System.nanoTime();
  }
}
