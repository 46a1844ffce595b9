package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

/** Connects to cameras. */
final class CameraSocket {

  private static final System.Logger LOG = System.getLogger(CameraSocket.class.getName());

  private CameraSocket() {}

  /**
   * A socket that is connected to a port of the target, with TLS where its address says {@code
   * rtsps}. One with TLS has a read time-out, {@link RtspLimits#answer}; a plain one has never had
   * one, see {@link Watchdog}, which closes it if the camera does not take the connection in time.
   * Nothing has been sent before it is known who has taken the connection, if that can be known.
   *
   * @throws CameraException if it cannot be had; nothing is left open then
   */
  static Socket connect(RtspTarget target, int port, RtspLimits limits, Watchdog watchdog)
      throws CameraException {
    String host = target.host();
    Socket socket = new Socket();
    AtomicBoolean late = new AtomicBoolean();
    try {
      InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName(host), port);
      try (Watchdog.Watch _ = watchdog.after(limits.connect(), () -> giveUp(socket, late))) {
        socket.connect(peer);
      }
      target.memory().checkPeer(peer);
      socket.setTcpNoDelay(true);
      if (!target.isSecure()) {
        return socket;
      }
      socket.setSoTimeout(Math.toIntExact(limits.answer().toMillis()));
      return CameraTls.over(socket, target);
    } catch (CameraException e) {
      throw closed(socket, e);
    } catch (UnknownHostException e) {
      throw given(socket, Reason.UNREACHABLE, "the host name \"" + host + "\" is not known", e);
    } catch (SSLException e) {
      String seen = "no secure connection to " + host + " port " + port + ": ";
      throw given(socket, Reason.PROTOCOL, seen + CameraTls.explain(e), e);
    } catch (IOException e) {
      String seen =
          late.get() || e instanceof SocketTimeoutException
              ? "no answer from "
                  + host
                  + " port "
                  + port
                  + " in "
                  + limits.connect().toSeconds()
                  + " s"
              : host + " port " + port + ": " + e.getMessage();
      throw given(socket, Reason.UNREACHABLE, seen, e);
    }
  }

  private static void giveUp(Socket socket, AtomicBoolean late) {
    late.set(true);
    close(socket);
  }

  /** Closes a socket from which nothing more is wanted; wakes who reads from it. */
  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    }
  }

  private static CameraException given(
      Socket socket, Reason reason, String seen, IOException cause) {
    return closed(socket, new CameraException(reason, "connect", seen, cause));
  }

  private static CameraException closed(Socket socket, CameraException failure) {
    try {
      socket.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
