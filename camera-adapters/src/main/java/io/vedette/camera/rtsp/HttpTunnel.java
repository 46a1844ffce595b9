package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * RTSP within HTTP, as QuickTime made it up and cameras have copied it: what the camera says is the
 * endless body of a GET, what we say is that of a POST, in base64. A cookie binds the two.
 */
final class HttpTunnel {

  private static final int HTTP_PORT = 80;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final RtspTarget target;
  private final RtspLimits limits;
  private final Watchdog watchdog;
  private final RandomGenerator random;
  private final Optional<ClientAuthorization> authorization;

  private HttpTunnel(
      RtspTarget target, RtspLimits limits, Watchdog watchdog, RandomGenerator random) {
    this.target = target;
    this.limits = limits;
    this.watchdog = watchdog;
    this.random = random;
    this.authorization = target.authorization(random);
  }

  /**
   * Opens a tunnel at the RTSP port, else at HTTP's own port, where the address names none.
   *
   * @throws CameraException with {@link Reason#TRANSPORT} if the camera has no tunnel, or another
   *     reason if a tunnel would not help
   */
  static Wire open(RtspTarget target, RtspLimits limits, Watchdog watchdog, RandomGenerator random)
      throws CameraException {
    HttpTunnel tunnel = new HttpTunnel(target, limits, watchdog, random);
    try {
      return tunnel.at(target.port());
    } catch (CameraException e) {
      if (e.reason() != Reason.TRANSPORT || target.url().getPort() > 0 || target.isSecure()) {
        throw e;
      }
      return tunnel.atHttpPort(e);
    }
  }

  private Wire atHttpPort(CameraException before) throws CameraException {
    try {
      return at(HTTP_PORT);
    } catch (CameraException e) {
      throw e.reason() == Reason.UNREACHABLE
          ? new CameraException(
              Reason.TRANSPORT, "GET", before.getMessage() + "; " + e.getMessage(), e)
          : e;
    }
  }

  private Wire at(int port) throws CameraException {
    byte[] random16 = new byte[11];
    random.nextBytes(random16);
    String cookie = HexFormat.of().formatHex(random16);
    Socket reading = get(port, cookie);
    try {
      Socket writing = CameraSocket.connect(target, port, limits, watchdog);
      try {
        OutputStream out = writing.getOutputStream();
        out.write(
            head(
                "POST",
                cookie,
                "Content-Type: application/x-rtsp-tunnelled\r\nContent-Length: 32767\r\n"
                    + "Expires: Sun, 9 Jan 1972 00:00:00 GMT\r\n"));
        return new Wire(reading, writing, new Encoded(out), authorization);
      } catch (IOException e) {
        writing.close();
        throw e;
      }
    } catch (IOException e) {
      throw abandoned(reading, broken("POST", e));
    } catch (CameraException e) {
      throw abandoned(reading, e);
    }
  }

  private static CameraException abandoned(Socket socket, CameraException e) {
    try {
      socket.close();
    } catch (IOException more) {
      e.addSuppressed(more);
    }
    return e;
  }

  /** The connection whose answer goes on for ever. */
  private Socket get(int port, String cookie) throws CameraException {
    while (true) {
      Socket socket = CameraSocket.connect(target, port, limits, watchdog);
      try {
        socket.setSoTimeout(Math.toIntExact(limits.answer().toMillis()));
        socket
            .getOutputStream()
            .write(head("GET", cookie, "Accept: application/x-rtsp-tunnelled\r\n"));
        // Nothing of RTSP comes before we ask for it: this reader keeps no byte from the next one.
        RtspReader reader = new RtspReader(socket.getInputStream());
        RtspResponse response =
            reader.next() == RtspReader.Kind.MESSAGE
                    && reader.lastMessage() instanceof RtspResponse answer
                ? answer
                : null;
        if (response != null && response.status() == OK) {
          authorization.ifPresent(
              known -> known.accepted(response.headers().first("Authentication-Info").orElse("")));
          return socket;
        }
        throw refused(port, response);
      } catch (IOException e) {
        throw abandoned(socket, broken("GET", e));
      } catch (CameraException e) {
        throw abandoned(socket, e);
      } catch (AskAgain e) {
        close(socket);
      }
    }
  }

  /** The camera wants to know who asks, and can be told. */
  private static final class AskAgain extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private CameraException refused(int port, RtspResponse response) throws AskAgain {
    if (response != null && response.status() == UNAUTHORIZED) {
      if (authorization.isPresent()
          && authorization.get().challenged(response.headers().all("WWW-Authenticate"))) {
        throw new AskAgain();
      }
      if (authorization.isPresent() && authorization.get().isBasicWithheld()) {
        return target.askedInClearText("GET");
      }
      return new CameraException(
          Reason.UNAUTHORIZED, "GET", "the camera refuses the user name or the password (401)");
    }
    return new CameraException(
        Reason.TRANSPORT,
        "GET",
        "the camera has no RTSP within HTTP at port "
            + port
            + (response == null ? "" : " (" + response.status() + ")"));
  }

  private static void close(Socket socket) throws CameraException {
    try {
      socket.close();
    } catch (IOException e) {
      throw broken("GET", e);
    }
  }

  private static CameraException broken(String step, IOException e) {
    return new CameraException(
        Reason.TRANSPORT, step, "the camera has no RTSP within HTTP: " + e.getMessage(), e);
  }

  private byte[] head(String method, String cookie, String more) {
    String path =
        Optional.ofNullable(target.url().getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    String query = Optional.ofNullable(target.url().getRawQuery()).map(q -> "?" + q).orElse("");
    String uri = path + query;
    String signed =
        authorization
            .flatMap(known -> known.authorization(method, uri))
            .map(value -> "Authorization: " + value + "\r\n")
            .orElse("");
    return (method
            + " "
            + uri
            + " HTTP/1.0\r\nHost: "
            + target.url().getHost()
            + "\r\nUser-Agent: Vedette\r\nx-sessioncookie: "
            + cookie
            + "\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
            + more
            + signed
            + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Each write becomes base64 that ends within itself, so that the camera can decode it at once.
   */
  private static final class Encoded extends OutputStream {

    private final OutputStream out;

    Encoded(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] part = new byte[length];
      System.arraycopy(bytes, offset, part, 0, length);
      out.write(Base64.getEncoder().encode(part));
    }
  }
}
