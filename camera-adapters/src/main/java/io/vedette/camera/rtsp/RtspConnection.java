package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.SignInScheme;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The connection to a camera and the conversation on it. One thread reads; {@link #send}, {@link
 * #sendFrame} and {@link #tearDown} may be called by another too.
 *
 * <p>A plain connection is read without a time-out, see {@link Watchdog}. The reading thread says
 * {@link #until} when it waits; once that has come, the watchdog's thread has the session ended by
 * another one, as by {@link #tearDown}: the camera's answer, the end of the connection, or closing
 * it after {@link RtspLimits#end} wakes the reading thread, which finds {@link #isEnding} and looks
 * at its own clock for the reason. A connection with TLS, or within HTTP, has a time-out instead.
 */
final class RtspConnection {

  /** Takes interleaved frames that come while an answer is awaited. */
  @FunctionalInterface
  interface FrameHandler {
    void frame(RtspReader reader) throws CameraException;
  }

  /** When a wait is over, told by the watchdog's thread; must stay so once it is. */
  @FunctionalInterface
  interface End {
    boolean hasCome(long nowNanos);
  }

  private static final End NEVER = _ -> false;

  private static final int UNAUTHORIZED = 401;

  /** How long a read with a time-out blocks before the thread looks whether it is still wanted. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(RtspConnection.class.getName());

  private final RtspTarget target;
  private final Socket socket;
  private final Wire wire;
  private final RtspWriter writer;
  private final RtspReader reader;
  private final Optional<ClientAuthorization> authorization;
  private final Duration answerLimit;
  private final Duration endLimit;
  private final boolean watched;
  private final Watchdog watchdog;
  private final Watchdog.Watch watch;
  private volatile boolean tornDown;
  private volatile End end = NEVER;
  private volatile boolean ending;

  private RtspConnection(
      RtspTarget target,
      Wire wire,
      boolean watched,
      Optional<ClientAuthorization> authorization,
      RtspLimits limits,
      Watchdog watchdog)
      throws IOException {
    this.target = target;
    this.wire = wire;
    this.watched = watched;
    this.watchdog = watchdog;
    this.socket = wire.reading();
    this.reader = new RtspReader(socket.getInputStream());
    this.authorization = authorization;
    this.writer = new RtspWriter(wire, authorization);
    this.answerLimit = limits.answer();
    this.endLimit = limits.end();
    this.watch = watched ? watchdog.regularly(this::look) : () -> {};
  }

  /** Connects, with TLS where the address says {@code rtsps}, within HTTP if that is wanted. */
  static RtspConnection connect(
      RtspTarget target,
      boolean tunnelled,
      RtspLimits limits,
      Watchdog watchdog,
      RandomGenerator random)
      throws CameraException {
    try {
      Wire wire =
          tunnelled
              ? HttpTunnel.open(target, limits, watchdog, random)
              : Wire.of(CameraSocket.connect(target, target.port(), limits, watchdog));
      return new RtspConnection(
          target,
          wire,
          !tunnelled && !target.isSecure(),
          target.authorization(random),
          limits,
          watchdog);
    } catch (IOException e) {
      throw new CameraException(
          Reason.CLOSED, "connect", "the connection broke: " + e.getMessage(), e);
    }
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

  /**
   * Whether it is read without a time-out, and the reading thread has to say {@link #until} when.
   */
  boolean isWatched() {
    return watched;
  }

  /** From now on a read may block until then. */
  void until(End next) {
    end = next;
  }

  /** Whether the session is being ended because the end of a wait had come. */
  boolean isEnding() {
    return ending;
  }

  private void look() {
    if (!ending && end.hasCome(System.nanoTime())) {
      ending = true;
      Thread.ofVirtual().name("rtsp-end").start(this::end);
    }
  }

  private void end() {
    try {
      if (inSession()) {
        tearDown();
        watchdog.after(endLimit, () -> CameraSocket.close(socket));
        return;
      }
    } catch (CameraException | IOException e) {
      LOG.log(DEBUG, "The connection was broken before its session was ended", e);
    }
    CameraSocket.close(socket);
  }

  /** How long a read may block from now on; it has a time-out for good. */
  void readTimeout(Duration limit) throws CameraException {
    try {
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, "read", "the connection is closed", e);
    }
  }

  /**
   * Every request from now on belongs to this session.
   *
   * @param uri what it is ended by
   */
  void session(String id, String uri) {
    writer.session(id, uri);
  }

  /** Whether a session has been set up. */
  boolean inSession() {
    return writer.inSession();
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
    if (authorization.isPresent() && authorization.get().isBasicWithheld()) {
      return target.askedInClearText(method);
    }
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
   * Notes how the camera wanted to hear the password: by the worst of the ways in this
   * conversation. To be called when its video has come, and all that it asks for has been asked
   * for.
   */
  void noteSignIn() {
    List<ClientAuthorization> used =
        Stream.of(authorization, wire.tunnel()).flatMap(Optional::stream).toList();
    SignInScheme scheme =
        used.stream().anyMatch(ClientAuthorization::isLetInByBasic)
            ? SignInScheme.BASIC
            : used.stream().anyMatch(ClientAuthorization::isLetInByDigest)
                ? SignInScheme.DIGEST
                : SignInScheme.NONE;
    target.memory().note(learned -> learned.withSignIn(scheme));
  }

  /**
   * Asks without waiting; the answer comes among what is read.
   *
   * @return the request's number, which its answer bears too
   */
  int send(String method, String uri, RtspHeaders headers) throws CameraException {
    return writer.send(method, uri, headers);
  }

  /**
   * Answers a request of the camera's. Some ask whether we are still there, or tell us things; one
   * that is refused may hang up.
   */
  void answer(RtspRequest request) throws CameraException {
    writer.answer(request);
  }

  /** Sends an interleaved frame (RFC 2326 10.12). */
  void sendFrame(int channel, byte[] packet) throws CameraException {
    writer.sendFrame(channel, packet);
  }

  /**
   * Says that the session is over and that nothing more comes; what follows is still read. Only the
   * first call says so.
   */
  void tearDown() throws CameraException, IOException {
    writer.tearDown();
  }

  /** Looks whether a response is the one to the TEARDOWN. */
  void noteEnd(RtspResponse response) {
    tornDown |= writer.isEnd(response);
  }

  /**
   * Reads on until the camera has answered the TEARDOWN, or hung up: only then does it count the
   * session no more, and closing with unread bytes would reset the connection and lose the
   * TEARDOWN.
   */
  void awaitEnd() throws CameraException, IOException {
    long deadline = System.nanoTime() + endLimit.toNanos();
    readTimeout(endLimit);
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
    watch.close();
    wire.close();
  }

  /**
   * Asks and waits for the answer, whatever it is; signs in to nothing that was not asked for
   * before.
   */
  RtspResponse exchange(String method, String uri, RtspHeaders headers, FrameHandler frames)
      throws CameraException {
    send(method, uri, headers);
    long deadline = System.nanoTime() + answerLimit.toNanos();
    if (watched) {
      Thread reading = Thread.currentThread();
      until(now -> now - deadline >= 0 || reading.isInterrupted());
    } else {
      readTimeout(GLANCE.compareTo(answerLimit) < 0 ? GLANCE : answerLimit);
    }
    while (System.nanoTime() - deadline < 0) {
      if (Thread.interrupted()) {
        throw new CameraException(Reason.STOPPED, method, "the session was ended");
      }
      Optional<RtspResponse> response = read(method, frames);
      if (response.isPresent()) {
        until(NEVER);
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
        case END -> {
          if (!ending) {
            throw new CameraException(Reason.CLOSED, method, "the camera closed the connection");
          }
        }
        case FRAME -> frames.frame(reader);
        case MESSAGE -> {
          switch (reader.lastMessage()) {
            case RtspRequest request -> answer(request);
            case RtspResponse response -> {
              refuseHttp(method, response);
              noteEnd(response);
              // Whatever its number: some cameras answer with that of the request before, or 0, and
              // nothing else has been asked, but for the end.
              return ending ? Optional.empty() : Optional.of(response);
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
      if (ending) {
        // Why, the caller sees when it looks at its clock.
        return Optional.empty();
      }
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
}
