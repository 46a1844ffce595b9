package io.vedette.rtsp.server;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers the requests of one connection (RFC 2326 10). Used by that connection's thread. */
final class RequestHandler {

  private static final String METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN";

  private final ServerConnection connection;
  private final StreamCatalog catalog;
  private final SessionTable sessions;
  private final Optional<DigestGuard> guard;
  private final RandomGenerator random;
  private int nextChannel;

  RequestHandler(
      ServerConnection connection,
      StreamCatalog catalog,
      SessionTable sessions,
      Optional<DigestGuard> guard,
      RandomGenerator random) {
    this.connection = connection;
    this.catalog = catalog;
    this.sessions = sessions;
    this.guard = guard;
    this.random = random;
  }

  /**
   * Answers one request.
   *
   * @return whether the connection stays open
   */
  boolean answer(RtspRequest request) throws IOException {
    Optional<String> sequence = request.headers().first("CSeq");
    if (sequence.isEmpty()) {
      connection.write(new RtspResponse(400, "Bad Request", RtspHeaders.NONE).encoded());
      return true;
    }
    Answer answer = answered(request);
    if (answer instanceof HangUp) {
      return false;
    }
    Reply reply = (Reply) answer;
    RtspHeaders headers = reply.headers().with("CSeq", sequence.get()).with("Server", "Vedette");
    connection.write(
        new RtspResponse("RTSP/1.0", reply.status(), reply.reason(), headers, reply.body())
            .encoded());
    reply.afterwards().run();
    return true;
  }

  private sealed interface Answer {}

  private record HangUp() implements Answer {}

  private record Reply(
      int status, String reason, RtspHeaders headers, byte[] body, Runnable afterwards)
      implements Answer {

    static Reply of(int status, String reason) {
      return new Reply(status, reason, RtspHeaders.NONE, new byte[0], () -> {});
    }

    static Reply ok() {
      return of(200, "OK");
    }

    Reply with(String name, String value) {
      return new Reply(status, reason, headers.with(name, value), body, afterwards);
    }

    Reply then(Runnable action) {
      return new Reply(status, reason, headers, body, action);
    }

    Reply withBody(byte[] bytes) {
      return new Reply(status, reason, headers, bytes, afterwards);
    }
  }

  private Answer answered(RtspRequest request) throws IOException {
    Optional<String> path = path(request.uri());
    if (path.isEmpty()) {
      return Reply.of(400, "Bad Request");
    }
    StreamCatalog.Entry entry = catalog.find(path.get());
    if (entry instanceof StreamCatalog.HungUp) {
      return new HangUp();
    }
    if (request.method().equals("OPTIONS")) {
      // Answered without credentials, as cameras do; it keeps a session alive all the same.
      return request.headers().first("Session").isEmpty()
          ? Reply.ok().with("Public", METHODS)
          : inSession(request, session -> Reply.ok().with("Public", METHODS));
    }
    Optional<Reply> refusal = unauthorized(request);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return switch (request.method()) {
      case "DESCRIBE" -> forStream(entry, stream -> describe(request, stream));
      case "SETUP" -> forStream(entry, stream -> setup(request, stream));
      case "PLAY" -> inSession(request, session -> play(request, session));
      case "GET_PARAMETER" ->
          request.headers().first("Session").isEmpty()
              ? Reply.ok()
              : inSession(request, session -> Reply.ok().with("Session", session.id()));
      case "TEARDOWN" -> inSession(request, this::teardown);
      default -> Reply.of(405, "Method Not Allowed").with("Allow", METHODS);
    };
  }

  /** The path of the presentation that an address is about, without the stream's own part. */
  private static Optional<String> path(String uri) {
    if (uri.equals("*")) {
      return Optional.of("");
    }
    try {
      String path = Optional.ofNullable(new URI(uri).getPath()).orElse("");
      String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      String suffix = "/" + VideoDescription.CONTROL;
      return Optional.of(
          bare.endsWith(suffix) ? bare.substring(0, bare.length() - suffix.length()) : bare);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private Optional<Reply> unauthorized(RtspRequest request) {
    if (guard.isEmpty()) {
      return Optional.empty();
    }
    DigestGuard.Verdict verdict =
        request
            .headers()
            .first("Authorization")
            .map(given -> guard.get().judge(request.method(), request.uri(), given))
            .orElse(DigestGuard.Verdict.REFUSED);
    if (verdict == DigestGuard.Verdict.ADMITTED) {
      return Optional.empty();
    }
    Reply reply = Reply.of(401, "Unauthorized");
    for (String challenge : guard.get().challenges(verdict == DigestGuard.Verdict.STALE)) {
      reply = reply.with("WWW-Authenticate", challenge);
    }
    return Optional.of(reply);
  }

  private interface StreamStep {
    Reply take(ServedStream stream) throws IOException;
  }

  private Answer forStream(StreamCatalog.Entry entry, StreamStep step) throws IOException {
    return switch (entry) {
      case StreamCatalog.Found found -> step.take(found.stream());
      case StreamCatalog.Missing() -> Reply.of(404, "Not Found");
      case StreamCatalog.Refused(int status, String reason) -> Reply.of(status, reason);
      case StreamCatalog.HungUp() -> new HangUp();
    };
  }

  private interface SessionStep {
    Reply take(RtspSession session);
  }

  private Reply inSession(RtspRequest request, SessionStep step) {
    return request
        .headers()
        .first("Session")
        .flatMap(sessions::find)
        .map(step::take)
        .orElseGet(() -> Reply.of(454, "Session Not Found"));
  }

  private Reply describe(RtspRequest request, ServedStream stream) {
    String address = connection.localAddress().getHostAddress();
    String base = request.uri().endsWith("/") ? request.uri() : request.uri() + "/";
    return Reply.ok()
        .with("Content-Base", base)
        .with("Content-Type", "application/sdp")
        .withBody(stream.video().sdp(address).getBytes(StandardCharsets.UTF_8));
  }

  private Reply setup(RtspRequest request, ServedStream stream) throws IOException {
    if (request.headers().first("Session").isPresent()) {
      // There is one stream in a presentation, and it has been set up.
      return inSession(request, session -> Reply.of(455, "Method Not Valid in This State"));
    }
    Optional<TransportOffer> offer =
        request.headers().first("Transport").flatMap(TransportOffer::firstKnown);
    if (offer.isEmpty()) {
      return Reply.of(461, "Unsupported Transport");
    }
    if (sessions.isFull()) {
      return Reply.of(453, "Not Enough Bandwidth");
    }
    byte[] id = new byte[8];
    random.nextBytes(id);
    RtspSession session =
        new RtspSession(
            HexFormat.of().formatHex(id),
            stream,
            connection,
            transport(offer.get()),
            random,
            this::ended);
    sessions.add(session);
    return Reply.ok()
        .with("Transport", session.transportHeader())
        .with("Session", session.id() + ";timeout=" + sessions.timeout().toSeconds());
  }

  private void ended(RtspSession session) {
    sessions.end(session);
    connection.close();
  }

  private RtpTransport transport(TransportOffer offer) throws IOException {
    return switch (offer) {
      case TransportOffer.Udp(int clientPort) ->
          UdpTransport.open(connection.localAddress(), connection.clientAddress(), clientPort);
      case TransportOffer.Interleaved(Optional<Integer> wanted) -> {
        int channel = wanted.orElse(nextChannel);
        nextChannel = channel + 2 & 0xfe;
        connection.expectFrames();
        yield new InterleavedTransport(connection::write, channel);
      }
    };
  }

  private Reply play(RtspRequest request, RtspSession session) {
    Reply reply = Reply.ok().with("Session", session.id()).with("Range", "npt=now-");
    if (session.isPlaying()) {
      return reply;
    }
    String base = request.uri().endsWith("/") ? request.uri() : request.uri() + "/";
    String url =
        base.endsWith("/" + VideoDescription.CONTROL + "/")
            ? request.uri()
            : base + VideoDescription.CONTROL;
    return reply.with("RTP-Info", session.rtpInfo(url)).then(session::play);
  }

  private Reply teardown(RtspSession session) {
    sessions.end(session);
    return Reply.ok().with("Session", session.id());
  }
}
