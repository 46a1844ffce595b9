package io.vedette.testing;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspMessage;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.TransportHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An RTSP camera that is good, but for what a test makes it do: an answer, a description, the way
 * it writes, what it plays. Counts its sessions, and refuses those for which it has no place.
 */
public final class QuirkyCamera implements AutoCloseable {

  /** H.264 High, 1280x720. */
  public static final String FORMAT =
      "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets="
          + "Z2QAH6zZQFAFuwEQAAADABAAAAMDIPGDGWA=,aOvjyyLA\r\n";

  /** A description with one video stream. */
  public static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=Camera\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\n"
          + FORMAT
          + "a=control:track1\r\n";

  private static final int OK = 200;
  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, TEARDOWN";

  /** How the camera behaves. What a test leaves alone is as it should be. */
  public interface Behaviour {

    default String description() {
      return SDP;
    }

    /**
     * The answer to a request.
     *
     * @param usual what a good camera answers
     * @return what this one answers; empty for nothing at all
     */
    default Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual)
        throws IOException {
      return Optional.of(usual);
    }

    /** Writes an answer or a frame. */
    default void write(OutputStream out, byte[] bytes) throws IOException {
      out.write(bytes);
    }

    /** Plays until the stage is closed; on a thread of its own. */
    default void play(QuirkyStage stage) throws Exception {
      while (stage.isOpen()) {
        stage.picture();
        stage.pause();
      }
    }

    /** Whether datagrams arrive. */
    default boolean deliversDatagrams() {
      return true;
    }

    /** Whether a connection may ask for a tunnel. */
    default boolean tunnels() {
      return false;
    }

    /**
     * With which challenge a tunnel is refused; empty if it is opened.
     *
     * @param authorization what was given, possibly empty
     */
    default Optional<String> tunnelChallenge(String authorization) {
      return Optional.empty();
    }

    default int maxSessions() {
      return Integer.MAX_VALUE;
    }

    /** Whether a session outlives its connection. */
    default boolean keepsSessions() {
      return false;
    }
  }

  private final Behaviour behaviour;
  private final ServerSocket server;
  private final Map<String, Socket> tunnels = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final List<RtspRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> tunnelAuthorizations = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  public QuirkyCamera(Behaviour behaviour) throws IOException {
    this(behaviour, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  /** Listens there; for TLS. */
  public QuirkyCamera(Behaviour behaviour, ServerSocket server) {
    this.behaviour = behaviour;
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public URI url() {
    return URI.create(
        "rtsp://" + server.getInetAddress().getHostAddress() + ":" + port() + "/camera");
  }

  /** Everything asked so far. */
  public List<RtspRequest> requests() {
    return List.copyOf(requests);
  }

  /** The methods of {@link #requests()}. */
  public List<String> methods() {
    return requests.stream().map(RtspRequest::method).toList();
  }

  /** Everything that was given to sign in with, by RTSP or to open a tunnel. */
  public List<String> authorizations() {
    return Stream.concat(
            requests.stream().flatMap(request -> request.headers().all("Authorization").stream()),
            tunnelAuthorizations.stream().filter(given -> !given.isEmpty()))
        .toList();
  }

  /** Sessions open now. */
  public int openSessions() {
    return sessions.size();
  }

  /** Waits for so many to be open; whether they came to be in 30 seconds. */
  public boolean awaitOpenSessions(int count) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (sessions.size() != count && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return sessions.size() == count;
  }

  /** The most that were open at once. */
  public int mostSessions() {
    return most.get();
  }

  /** Forgets all sessions, as their time-out would. */
  public void forgetSessions() {
    sessions.clear();
  }

  /** What went wrong here; the end of the other side among it. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        if (server.isClosed()) {
          // Taken at the last moment, and not seen by who closed the others.
          socket.close();
        }
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        failures.add("accept: " + e);
      }
    }
  }

  private void serve(Socket socket) {
    boolean parked = false;
    try {
      socket.setTcpNoDelay(true);
      PushbackInputStream in = new PushbackInputStream(socket.getInputStream(), 5);
      byte[] first = in.readNBytes(5);
      in.unread(first);
      String begin = new String(first, StandardCharsets.US_ASCII);
      if (begin.startsWith("GET ") || begin.startsWith("POST ")) {
        parked = tunnel(socket, in, begin.startsWith("GET "));
      } else {
        new Conversation(in, socket.getOutputStream(), socket, false).run();
      }
    } catch (Exception e) {
      failures.add(e.toString());
    } finally {
      if (!parked) {
        close(socket);
      }
    }
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      failures.add("close: " + e);
    }
    sockets.remove(socket);
  }

  /** QuickTime's tunnel: whether the socket waits for its other half. */
  private boolean tunnel(Socket socket, InputStream in, boolean get) throws Exception {
    Map<String, String> head = httpHead(in);
    String cookie = head.getOrDefault("x-sessioncookie", "");
    if (!behaviour.tunnels() || cookie.isEmpty()) {
      socket
          .getOutputStream()
          .write("HTTP/1.0 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return false;
    }
    if (get) {
      String authorization = head.getOrDefault("authorization", "");
      Optional<String> challenge = behaviour.tunnelChallenge(authorization);
      tunnelAuthorizations.add(authorization);
      if (challenge.isPresent()) {
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: " + challenge.get() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        return false;
      }
      tunnels.put(cookie, socket);
      socket
          .getOutputStream()
          .write(
              "HTTP/1.0 200 OK\r\nContent-Type: application/x-rtsp-tunnelled\r\nContent-Length: 99999\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return true;
    }
    try (Socket other = tunnels.remove(cookie)) {
      new Conversation(new Base64Quads(in), other.getOutputStream(), socket, true).run();
    }
    return false;
  }

  private static Map<String, String> httpHead(InputStream in) throws IOException {
    Map<String, String> head = new HashMap<>();
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0 || next == '\n' && line.toString().isBlank()) {
        return head;
      }
      if (next == '\n') {
        String[] parts = line.toString().split(":", 2);
        if (parts.length == 2) {
          head.put(parts[0].strip().toLowerCase(java.util.Locale.ROOT), parts[1].strip());
        }
        line.setLength(0);
      } else {
        line.append((char) next);
      }
    }
  }

  /** Base64 in quads, each of which may end with padding, as a tunnel's requests do. */
  private static final class Base64Quads extends InputStream {

    private final InputStream in;
    private byte[] ready = {};
    private int at;

    Base64Quads(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (at == ready.length) {
        byte[] quad = in.readNBytes(4);
        if (quad.length < 4) {
          return -1;
        }
        ready = Base64.getDecoder().decode(quad);
        at = 0;
      }
      int count = Math.min(length, ready.length - at);
      System.arraycopy(ready, at, target, offset, count);
      at += count;
      return count;
    }
  }

  private final class Conversation {

    private final RtspReader reader;
    private final OutputStream out;
    private final Socket socket;
    private final boolean tunnelled;
    private String session = "";
    private TransportHeader transport = TransportHeader.parse("");
    private Optional<QuirkyStage> stage = Optional.empty();
    private Optional<DatagramSocket> rtp = Optional.empty();

    Conversation(InputStream in, OutputStream out, Socket socket, boolean tunnelled) {
      this.tunnelled = tunnelled;
      this.reader = new RtspReader(in);
      this.out = out;
      this.socket = socket;
      reader.expectChannels(256);
    }

    void run() throws IOException {
      try {
        while (true) {
          switch (reader.next()) {
            case MESSAGE -> {
              RtspMessage message = reader.lastMessage();
              if (message instanceof RtspRequest request) {
                requests.add(request);
                answer(request);
              }
            }
            case FRAME -> {
              // Receiver reports.
            }
            case END -> {
              return;
            }
          }
        }
      } finally {
        stage.ifPresent(QuirkyStage::close);
        rtp.ifPresent(DatagramSocket::close);
        if (!behaviour.keepsSessions()) {
          sessions.remove(session);
        }
      }
    }

    private void answer(RtspRequest request) throws IOException {
      Optional<RtspResponse> response = behaviour.answer(request, usual(request));
      if (response.isEmpty()) {
        return;
      }
      boolean good = response.get().status() == OK;
      if (request.method().equals("SETUP") && good && session.isEmpty()) {
        session = response.get().headers().first("Session").orElse("").split(";")[0].strip();
        transport = TransportHeader.parse(response.get().headers().first("Transport").orElse(""));
        sessions.add(session);
        most.accumulateAndGet(sessions.size(), Math::max);
      }
      if (request.method().equals("TEARDOWN") && good) {
        stage.ifPresent(QuirkyStage::close);
        sessions.remove(session);
      }
      synchronized (out) {
        behaviour.write(out, response.get().encoded());
        out.flush();
      }
      if (request.method().equals("PLAY") && good) {
        stage =
            Optional.of(new QuirkyStage(this::interleaved, this::datagram, transport, tunnelled));
        QuirkyStage playing = stage.get();
        Thread.ofVirtual().start(() -> play(playing));
      }
    }

    private void play(QuirkyStage playing) {
      try {
        behaviour.play(playing);
      } catch (Exception e) {
        failures.add("play: " + e);
      }
    }

    private void interleaved(byte[] bytes) throws IOException {
      synchronized (out) {
        behaviour.write(out, bytes);
        out.flush();
      }
    }

    private void datagram(byte[] packet) throws IOException {
      if (behaviour.deliversDatagrams() && rtp.isPresent()) {
        int port = transport.pair("client_port").orElseThrow().rtp();
        rtp.get().send(new DatagramPacket(packet, packet.length, socket.getInetAddress(), port));
      }
    }

    private RtspResponse usual(RtspRequest request) throws IOException {
      RtspHeaders headers =
          RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
      return switch (request.method()) {
        case "OPTIONS" -> new RtspResponse(OK, "OK", headers.with("Public", METHODS));
        case "DESCRIBE" ->
            new RtspResponse(
                "RTSP/1.0",
                OK,
                "OK",
                headers
                    .with("Content-Base", request.uri() + "/")
                    .with("Content-Type", "application/sdp"),
                behaviour.description().getBytes(StandardCharsets.UTF_8));
        case "SETUP" -> setUp(request, headers);
        case "PLAY", "GET_PARAMETER", "SET_PARAMETER", "TEARDOWN" ->
            new RtspResponse(OK, "OK", headers.with("Session", session));
        default -> new RtspResponse(501, "Not Implemented", headers);
      };
    }

    private RtspResponse setUp(RtspRequest request, RtspHeaders headers) throws IOException {
      if (session.isEmpty() && sessions.size() >= behaviour.maxSessions()) {
        return new RtspResponse(453, "Not Enough Bandwidth", headers);
      }
      String offer = request.headers().first("Transport").orElse("");
      String agreed = offer;
      if (offer.contains("client_port")) {
        DatagramSocket own = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        rtp = Optional.of(own);
        agreed = offer + ";server_port=" + own.getLocalPort() + "-" + (own.getLocalPort() + 1);
      }
      String id = session.isEmpty() ? "session" + made.incrementAndGet() : session;
      return new RtspResponse(
          OK, "OK", headers.with("Session", id + ";timeout=60").with("Transport", agreed));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
