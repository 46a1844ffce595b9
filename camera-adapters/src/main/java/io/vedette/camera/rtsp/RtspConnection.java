package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
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
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * The connection to a camera and the conversation on it. One thread reads; {@link #send}, {@link
 * #sendFrame} and {@link #tearDown} may be called by another too.
 */
final class RtspConnection {

  /** Takes interleaved frames that come while an answer is awaited. */
  @FunctionalInterface
  interface FrameHandler {
    void frame(RtspReader reader) throws CameraException;
  }

  private static final int UNAUTHORIZED = 401;
  private static final String USER_AGENT = "Vedette";

  /** What a camera may ask or tell us. */
  private static final List<String> TAKEN =
      List.of("OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE", "REDIRECT");

  /** How long a read blocks before the thread looks whether it is still wanted. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final Socket socket;
  private final Wire wire;
  private final RtspReader reader;
  private final Optional<ClientAuthorization> authorization;
  private final Duration answerLimit;
  private final Object writing = new Object();
  private int sequence;
  private String session = "";
  private volatile int teardown;
  private volatile boolean tornDown;

  private RtspConnection(Wire wire, Optional<ClientAuthorization> authorization, RtspLimits limits)
      throws IOException {
    this.wire = wire;
    this.socket = wire.reading();
    this.reader = new RtspReader(socket.getInputStream());
    this.authorization = authorization;
    this.answerLimit = limits.answer();
  }

  /** Connects, with TLS where the address says {@code rtsps}, within HTTP if that is wanted. */
  static RtspConnection connect(
      RtspTarget target, boolean tunnelled, RtspLimits limits, RandomGenerator random)
      throws CameraException {
    try {
      Wire wire =
          tunnelled
              ? HttpTunnel.open(target, limits, random)
              : Wire.of(socket(target, target.port(), limits));
      return new RtspConnection(
          wire,
          target
              .credentials()
              .map(known -> new ClientAuthorization(known.username(), known.password(), random)),
          limits);
    } catch (IOException e) {
      throw new CameraException(
          Reason.CLOSED, "connect", "the connection broke: " + e.getMessage(), e);
    }
  }

  /** A socket that is connected to a port of the target. */
  static Socket socket(RtspTarget target, int port, RtspLimits limits) throws CameraException {
    String host = target.host();
    Socket socket = new Socket();
    try {
      InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName(host), port);
      socket.connect(peer, Math.toIntExact(limits.connect().toMillis()));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(limits.answer().toMillis()));
      return target.isSecure() ? CameraTls.over(socket, target) : socket;
    } catch (CameraException e) {
      throw closed(socket, e);
    } catch (UnknownHostException e) {
      throw given(socket, Reason.UNREACHABLE, "the host name \"" + host + "\" is not known", e);
    } catch (SocketTimeoutException e) {
      String seen =
          "no answer from " + host + " port " + port + " in " + limits.connect().toSeconds() + " s";
      throw given(socket, Reason.UNREACHABLE, seen, e);
    } catch (SSLException e) {
      String seen = "no secure connection to " + host + " port " + port + ": ";
      throw given(socket, Reason.PROTOCOL, seen + CameraTls.explain(e), e);
    } catch (IOException e) {
      throw given(socket, Reason.UNREACHABLE, host + " port " + port + ": " + e.getMessage(), e);
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
    while (response.status() == UNAUTHORIZED) {
      if (!challenged(response)) {
        throw refused(method, response);
      }
      response = exchange(method, uri, headers, frames);
    }
    accepted(response);
    return response;
  }

  private CameraException refused(String method, RtspResponse response) {
    List<String> challenges = response.headers().all("WWW-Authenticate");
    String seen;
    if (authorization.isEmpty()) {
      seen = "the camera asks for a user name and password, and none is set";
    } else if (authorization.get().authorization(method, "*").isEmpty()) {
      seen = "the camera wants to be signed in to in a way that is not known here: " + challenges;
    } else {
      seen = "the camera refuses the user name or the password (401)";
    }
    return new CameraException(Reason.UNAUTHORIZED, method, seen);
  }

  /** Takes a refusal's challenges; whether it is worth asking again. */
  boolean challenged(RtspResponse response) {
    return authorization.isPresent()
        && authorization.get().challenged(response.headers().all("WWW-Authenticate"));
  }

  /** Takes what a success says of the next request's authorization. */
  void accepted(RtspResponse response) {
    authorization.ifPresent(
        known -> known.accepted(response.headers().first("Authentication-Info").orElse("")));
  }

  /**
   * Asks without waiting; the answer comes among what is read.
   *
   * @return the request's number, which its answer bears too
   */
  int send(String method, String uri, RtspHeaders headers) throws CameraException {
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
      return sequence;
    }
  }

  /**
   * Answers a request of the camera's. Some ask whether we are still there, or tell us things; one
   * that is refused may hang up.
   */
  void answer(RtspRequest request) throws CameraException {
    RtspHeaders headers =
        RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
    if (!session.isEmpty()) {
      headers = headers.with("Session", session);
    }
    RtspResponse response =
        TAKEN.contains(request.method())
            ? new RtspResponse(200, "OK", headers.with("Public", String.join(", ", TAKEN)))
            : new RtspResponse(501, "Not Implemented", headers);
    synchronized (writing) {
      write("read", response.encoded());
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

  /** Says that the session is over and that nothing more comes; what follows is still read. */
  void tearDown(String uri) throws CameraException, IOException {
    teardown = send("TEARDOWN", uri, RtspHeaders.NONE);
    wire.writing().shutdownOutput();
  }

  /** Looks whether a response is the one to the TEARDOWN. */
  void noteEnd(RtspResponse response) {
    tornDown |= teardown != 0 && number(response, teardown) == teardown;
  }

  /**
   * Reads on until the camera has answered the TEARDOWN, or hung up: only then does it count the
   * session no more, and closing with unread bytes would reset the connection and lose the
   * TEARDOWN.
   */
  void awaitEnd(Duration limit) throws CameraException, IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    readTimeout(limit);
    while (!tornDown && System.nanoTime() < deadline) {
      switch (reader.next()) {
        case MESSAGE -> {
          if (reader.lastMessage() instanceof RtspResponse response) {
            noteEnd(response);
          }
        }
        case FRAME -> {
          // What was under way.
        }
        case END -> {
          return;
        }
      }
    }
  }

  void close() throws IOException {
    wire.close();
  }

  private RtspResponse exchange(String method, String uri, RtspHeaders headers, FrameHandler frames)
      throws CameraException {
    send(method, uri, headers);
    long deadline = System.nanoTime() + answerLimit.toNanos();
    readTimeout(GLANCE.compareTo(answerLimit) < 0 ? GLANCE : answerLimit);
    while (System.nanoTime() < deadline) {
      if (Thread.interrupted()) {
        throw new CameraException(Reason.STOPPED, method, "the session was ended");
      }
      Optional<RtspResponse> response = read(method, frames);
      if (response.isPresent()) {
        return response.get();
      }
    }
    throw new CameraException(
        Reason.UNREACHABLE, method, "no answer in " + answerLimit.toSeconds() + " s");
  }

  /** Reads one message or frame; returns it if it is an answer. */
  private Optional<RtspResponse> read(String method, FrameHandler frames) throws CameraException {
    try {
      switch (reader.next()) {
        case END ->
            throw new CameraException(Reason.CLOSED, method, "the camera closed the connection");
        case FRAME -> frames.frame(reader);
        case MESSAGE -> {
          switch (reader.lastMessage()) {
            case RtspRequest request -> answer(request);
            case RtspResponse response -> {
              refuseHttp(method, response);
              // Whatever its number: some cameras answer with that of the request before, or 0, and
              // nothing else has been asked.
              return Optional.of(response);
            }
          }
        }
      }
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      // Nothing came in time: the caller looks at its clock and asks again.
      return Optional.empty();
    } catch (RtspFormatException e) {
      throw new CameraException(
          Reason.PROTOCOL, method, "what answers does not speak RTSP: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CameraException(
          Reason.CLOSED, method, "the connection broke: " + e.getMessage(), e);
    }
  }

  private void refuseHttp(String method, RtspResponse response) throws CameraException {
    if (response.protocol().startsWith("HTTP/")) {
      throw new CameraException(
          Reason.PROTOCOL,
          method,
          "a web server (HTTP) answers at port " + socket.getPort() + "; RTSP is usually at 554");
    }
  }

  /** A response's number. */
  static int number(RtspResponse response, int otherwise) {
    String text = response.headers().first("CSeq").orElse("").strip();
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  private void write(String step, byte[] bytes) throws CameraException {
    try {
      wire.out().write(bytes);
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, step, "the connection broke: " + e.getMessage(), e);
    }
  }
}
