package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.ClosedPort;
import io.vedette.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class StreamPathWalkTest {

  private static final RtspLimits LIMITS =
      new RtspLimits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));
  private static final String VIDEO = "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
  private static final String AUDIO = "v=0\r\nm=audio 0 RTP/AVP 0\r\n";
  private static final Optional<Credentials> ADMIN =
      Optional.of(new Credentials("admin", "secret"));

  /** A camera with streams at paths, behind a password if it wants one. */
  private static final class Camera implements AutoCloseable {
    private final Map<String, String> streams;
    private final boolean signIn;
    private final String password;
    private final boolean hangsUp;
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ScriptedServer server;

    Camera(Map<String, String> streams, String password, boolean hangsUp) throws Exception {
      this.streams = streams;
      this.signIn = !password.isEmpty();
      this.password = password;
      this.hangsUp = hangsUp;
      this.server = new ScriptedServer(this::serve);
    }

    private void serve(Socket socket) throws Exception {
      connections.incrementAndGet();
      RtspReader reader = new RtspReader(socket.getInputStream());
      while (reader.next() == RtspReader.Kind.MESSAGE
          && reader.lastMessage() instanceof RtspRequest request) {
        socket.getOutputStream().write(answer(request).encoded());
        if (hangsUp) {
          return;
        }
      }
    }

    private RtspResponse answer(RtspRequest request) {
      URI uri = URI.create(request.uri());
      String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      RtspHeaders headers =
          RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
      Optional<String> authorization = request.headers().first("Authorization");
      String basic =
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
      if (signIn && !authorization.equals(Optional.of(basic))) {
        authorization.ifPresent(_ -> refusals.incrementAndGet());
        return new RtspResponse(
            401, "Unauthorized", headers.with("WWW-Authenticate", "Basic realm=\"cam\""));
      }
      asked.add(path);
      String body = streams.get(path);
      return body == null
          ? new RtspResponse(404, "Not Found", headers)
          : new RtspResponse(
              "RTSP/1.0", 200, "OK", headers, body.getBytes(StandardCharsets.US_ASCII));
    }

    StreamPathWalk.Outcome walk(Optional<String> make, Optional<Credentials> credentials) {
      return new StreamPathWalk(LIMITS, new Random(1))
          .walk(
              InetAddress.getLoopbackAddress(),
              List.of(server.port()),
              new PathTemplates().ordered(make),
              credentials);
    }

    URI at(String path) {
      return URI.create("rtsp://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void theFirstPathWithVideoIsFoundOverOneConnection() throws Exception {
    Map<String, String> streams =
        Map.of("/stream1", VIDEO, "/stream2", VIDEO, "/cam/realmonitor?channel=1&subtype=0", AUDIO);
    try (Camera camera = new Camera(streams, "secret", false)) {
      StreamPathWalk.Found found =
          assertInstanceOf(StreamPathWalk.Found.class, camera.walk(Optional.empty(), ADMIN));
      assertEquals(camera.at("/stream1"), found.main());
      assertEquals(Optional.of(camera.at("/stream2")), found.sub());
      assertEquals("TP-Link", found.template().make());
      assertEquals(3, found.tried());
      assertEquals(1, camera.connections.get());
      assertEquals(0, camera.refusals.get());
    }
  }

  @Test
  void aKnownMakeIsFoundAtOnceAndAMissingSubStreamIsNoError() throws Exception {
    try (Camera camera = new Camera(Map.of("/defaultPrimary?streamType=u", VIDEO), "", false)) {
      StreamPathWalk.Found found =
          assertInstanceOf(
              StreamPathWalk.Found.class, camera.walk(Optional.of("Avigilon"), Optional.empty()));
      assertEquals(1, found.tried());
      assertEquals(Optional.empty(), found.sub());
    }
  }

  @Test
  void wrongCredentialsAreTriedOnceAndNothingMore() throws Exception {
    try (Camera camera = new Camera(Map.of("/stream1", VIDEO), "other", false)) {
      StreamPathWalk.Refused refused =
          assertInstanceOf(StreamPathWalk.Refused.class, camera.walk(Optional.empty(), ADMIN));
      assertEquals(Reason.UNAUTHORIZED, refused.failure().reason());
      assertEquals(1, camera.refusals.get());
      assertEquals(1, camera.connections.get());
    }
  }

  @Test
  void withoutCredentialsNoneAreTried() throws Exception {
    try (Camera camera = new Camera(Map.of("/stream1", VIDEO), "secret", false)) {
      assertInstanceOf(
          StreamPathWalk.Refused.class, camera.walk(Optional.empty(), Optional.empty()));
      assertEquals(0, camera.refusals.get());
    }
  }

  @Test
  void aCameraThatHangsUpAfterEachAnswerIsAskedAgain() throws Exception {
    try (Camera camera = new Camera(Map.of("/11", VIDEO, "/12", VIDEO), "", true)) {
      StreamPathWalk.Found found =
          assertInstanceOf(
              StreamPathWalk.Found.class, camera.walk(Optional.empty(), Optional.empty()));
      assertEquals(camera.at("/11"), found.main());
      assertEquals(Optional.of(camera.at("/12")), found.sub());
    }
  }

  @Test
  void theNumberOfPathsIsBounded() throws Exception {
    try (Camera camera = new Camera(Map.of(), "", false)) {
      assertEquals(
          new StreamPathWalk.NothingFound(StreamPathWalk.MOST_PATHS),
          camera.walk(Optional.empty(), Optional.empty()));
      assertEquals(StreamPathWalk.MOST_PATHS, camera.asked.size());
    }
  }

  @Test
  void nobodyThereAndNobodyWhoSpeaksRtspAreFailures() throws Exception {
    try (ClosedPort closed = new ClosedPort()) {
      StreamPathWalk.Failed failed =
          assertInstanceOf(
              StreamPathWalk.Failed.class,
              new StreamPathWalk(LIMITS, new Random(1))
                  .walk(
                      InetAddress.getLoopbackAddress(),
                      List.of(closed.port()),
                      new PathTemplates().all(),
                      Optional.empty()));
      assertEquals(Reason.UNREACHABLE, failed.failure().reason());
      assertEquals(1, failed.tried());
    }
    try (ScriptedServer closing = new ScriptedServer(Socket::close)) {
      StreamPathWalk.Outcome outcome =
          new StreamPathWalk(LIMITS, new Random(1))
              .walk(
                  InetAddress.getLoopbackAddress(),
                  List.of(closing.port()),
                  new PathTemplates().all(),
                  Optional.empty());
      assertTrue(
          outcome instanceof StreamPathWalk.Failed bad
              && bad.failure().reason() == Reason.CLOSED
              && bad.tried() <= 5,
          outcome.toString());
    }
  }
}
