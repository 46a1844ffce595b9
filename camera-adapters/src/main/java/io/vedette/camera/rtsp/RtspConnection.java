package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The connection to a camera and the conversation on it. One thread reads; {@link #send} and {@link
 * #sendFrame} may be called by another too.
 */
final class RtspConnection {

  /** Takes interleaved frames that come while an answer is awaited. */
  @FunctionalInterface
  interface FrameHandler {
    void frame(RtspReader reader) throws CameraException;
  }

  private static final int DEFAULT_PORT = 554;
  private static final int DEFAULT_TLS_PORT = 322;
  private static final String USER_AGENT = "Vedette";

  private final Socket socket;
  private final RtspReader reader;
  private final Optional<ClientAuthorization> authorization;
  private final Duration answerLimit;
  private final Object writing = new Object();
  private int sequence;
  private String session = "";

  private RtspConnection(
      Socket socket, Optional<ClientAuthorization> authorization, RtspLimits limits)
      throws IOException {
    this.socket = socket;
    this.reader = new RtspReader(socket.getInputStream());
    this.authorization = authorization;
    this.answerLimit = limits.answer();
  }

  /** Connects, with TLS where the address says {@code rtsps}. */
  static RtspConnection connect(
      URI url, Optional<Credentials> credentials, RtspLimits limits, RandomGenerator random)
      throws CameraException {
    boolean secure = "rtsps".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : secure ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    String host = url.getHost().replaceAll("^\\[|]$", "");
    Socket socket = new Socket();
    try {
      InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName(host), port);
      socket.connect(peer, Math.toIntExact(limits.connect().toMillis()));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(limits.answer().toMillis()));
      Socket spoken = secure ? withTls(socket, host, port) : socket;
      return new RtspConnection(
          spoken,
          credentials.map(
              known -> new ClientAuthorization(known.username(), known.password(), random)),
          limits);
    } catch (UnknownHostException e) {
      throw given(socket, Reason.UNREACHABLE, "the host name \"" + host + "\" is not known", e);
    } catch (SocketTimeoutException e) {
      String seen =
          "no answer from " + host + " port " + port + " in " + limits.connect().toSeconds() + " s";
      throw given(socket, Reason.UNREACHABLE, seen, e);
    } catch (SSLException e) {
      String seen = "no secure connection to " + host + " port " + port + ": " + e.getMessage();
      throw given(socket, Reason.PROTOCOL, seen, e);
    } catch (IOException e) {
      throw given(socket, Reason.UNREACHABLE, host + " port " + port + ": " + e.getMessage(), e);
    }
  }

  private static Socket withTls(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static CameraException given(
      Socket socket, Reason reason, String seen, IOException cause) {
    try {
      socket.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new CameraException(reason, "connect", seen, cause);
  }

  RtspReader reader() {
    return reader;
  }

  /** Where the camera is, as it was connected to. */
  InetAddress peer() {
    return socket.getInetAddress();
  }

  /** Our own end. */
  InetAddress local() {
    return socket.getLocalAddress();
  }

  /** How long a read may block from now on. */
  void readTimeout(Duration limit) throws CameraException {
    try {
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, "read", "the connection is closed", e);
    }
  }

  /** Every request from now on belongs to this session. */
  void session(String id) {
    session = id;
  }

  /** Whether a session has been set up. */
  boolean inSession() {
    return !session.isEmpty();
  }

  /**
   * Asks and waits for the answer, once more with credentials if the camera wants them.
   *
   * @return the answer, whatever its status but 401
   * @throws CameraException if none comes, it is no RTSP, or the credentials are refused
   */
  RtspResponse request(String method, String uri, RtspHeaders headers, FrameHandler frames)
      throws CameraException {
    RtspResponse response = exchange(method, uri, headers, frames);
    if (response.status() == 401) {
      if (authorization.isEmpty()) {
        throw new CameraException(
            Reason.UNAUTHORIZED,
            method,
            "the camera asks for a user name and password, and none is set");
      }
      while (response.status() == 401) {
        if (!authorization.get().challenged(response.headers().all("WWW-Authenticate"))) {
          throw new CameraException(
              Reason.UNAUTHORIZED,
              method,
              "the camera refuses the user name or the password (401)");
        }
        response = exchange(method, uri, headers, frames);
      }
    }
    return response;
  }

  /** Asks without waiting; the answer comes among what is read. */
  void send(String method, String uri, RtspHeaders headers) throws CameraException {
    RtspHeaders all = RtspHeaders.NONE;
    synchronized (writing) {
      all = all.with("CSeq", Integer.toString(++sequence)).with("User-Agent", USER_AGENT);
      if (!session.isEmpty()) {
        all = all.with("Session", session);
      }
      if (authorization.isPresent()) {
        Optional<String> value = authorization.get().authorization(method, uri);
        if (value.isPresent()) {
          all = all.with("Authorization", value.get());
        }
      }
      write(method, new RtspRequest(method, uri, all.and(headers)).encoded());
    }
  }

  /** Answers a request of the camera's: there is nothing that it could ask of us. */
  void decline(RtspRequest request) throws CameraException {
    RtspHeaders headers =
        RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
    synchronized (writing) {
      write("read", new RtspResponse(501, "Not Implemented", headers).encoded());
    }
  }

  /** Sends an interleaved frame (RFC 2326 10.12). */
  void sendFrame(int channel, byte[] packet) throws CameraException {
    byte[] frame = new byte[packet.length + 4];
    frame[0] = '$';
    frame[1] = (byte) channel;
    frame[2] = (byte) (packet.length >> 8);
    frame[3] = (byte) packet.length;
    System.arraycopy(packet, 0, frame, 4, packet.length);
    synchronized (writing) {
      write("RTCP", frame);
    }
  }

  /** Tells the camera that nothing more comes from us, so that what was sent last still arrives. */
  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  void close() throws IOException {
    socket.close();
  }

  private RtspResponse exchange(String method, String uri, RtspHeaders headers, FrameHandler frames)
      throws CameraException {
    send(method, uri, headers);
    String asked = Integer.toString(sequence);
    long deadline = System.nanoTime() + answerLimit.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        switch (reader.next()) {
          case END ->
              throw new CameraException(Reason.CLOSED, method, "the camera closed the connection");
          case FRAME -> frames.frame(reader);
          case MESSAGE -> {
            switch (reader.lastMessage()) {
              case RtspRequest request -> decline(request);
              case RtspResponse response -> {
                if (response.protocol().startsWith("HTTP/")) {
                  throw new CameraException(
                      Reason.PROTOCOL,
                      method,
                      "a web server (HTTP) answers at port "
                          + socket.getPort()
                          + "; RTSP is usually at 554");
                }
                if (response.headers().first("CSeq").orElse(asked).equals(asked)) {
                  return response;
                }
              }
            }
          }
        }
      }
      throw unanswered(method, null);
    } catch (SocketTimeoutException e) {
      throw unanswered(method, e);
    } catch (RtspFormatException e) {
      throw new CameraException(
          Reason.PROTOCOL, method, "what answers does not speak RTSP: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CameraException(
          Reason.CLOSED, method, "the connection broke: " + e.getMessage(), e);
    }
  }

  private CameraException unanswered(String method, SocketTimeoutException cause) {
    return new CameraException(
        Reason.UNREACHABLE, method, "no answer in " + answerLimit.toSeconds() + " s", cause);
  }

  private void write(String step, byte[] bytes) throws CameraException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, step, "the connection broke: " + e.getMessage(), e);
    }
  }
}
