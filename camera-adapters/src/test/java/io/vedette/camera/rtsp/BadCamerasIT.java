package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PacketSource;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.ClosedPort;
import io.vedette.testing.ScriptedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that misbehave: each must be named for what it does, within its time. */
@Timeout(240)
class BadCamerasIT {

  private static final String SDP =
      "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:video\r\n";

  /** As long as the busiest machine takes. */
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  /** Videos stay away at most three seconds; everything else may take its time. */
  private static PacketSource open(URI url) throws CameraException {
    return open(url, new RtspLimits(PATIENT, PATIENT, Duration.ofSeconds(3), PATIENT));
  }

  private static PacketSource open(URI url, RtspLimits limits) throws CameraException {
    return new RtspCameraAdapter(limits, new Random())
        .open(new Rtsp(url, Transport.TCP), Optional.empty());
  }

  private static CameraException refused(URI url) {
    return assertThrows(CameraException.class, () -> open(url).close());
  }

  /** Answers as a camera does, up to and including PLAY; answers a later TEARDOWN too. */
  private void answer(Socket connection, int count) throws IOException {
    RtspReader reader = new RtspReader(connection.getInputStream());
    reader.expectChannels(2);
    for (int i = 0; i < count && reader.next() != RtspReader.Kind.END; i++) {
      if (!(reader.lastMessage() instanceof RtspRequest request)) {
        return;
      }
      requests.add(request.method());
      RtspHeaders headers =
          RtspHeaders.NONE
              .with("CSeq", request.headers().first("CSeq").orElseThrow())
              .with("Session", "12345678;timeout=60");
      byte[] body =
          request.method().equals("DESCRIBE") ? SDP.getBytes(StandardCharsets.UTF_8) : new byte[0];
      if (request.method().equals("SETUP")) {
        headers = headers.with("Transport", request.headers().first("Transport").orElseThrow());
      }
      connection
          .getOutputStream()
          .write(new RtspResponse("RTSP/1.0", 200, "OK", headers, body).encoded());
    }
  }

  /** Says something, and hangs up only after the other side: what was said is not lost so. */
  private static void sayAndListen(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getInputStream().readAllBytes();
  }

  @Test
  void aPortThatNobodyListensAt() throws IOException {
    try (ClosedPort closed = new ClosedPort()) {
      int port = closed.port();
      CameraException refused = refused(URI.create("rtsp://127.0.0.1:" + port + "/"));
      assertEquals(Reason.UNREACHABLE, refused.reason());
      assertEquals(
          "connect: 127.0.0.1 port " + port + ": Connection refused", refused.getMessage());
    }
  }

  @Test
  void aHostNameThatNobodyKnows() {
    CameraException unknown = refused(URI.create("rtsp://camera.invalid/"));
    assertEquals(Reason.UNREACHABLE, unknown.reason());
    assertEquals("connect: the host name \"camera.invalid\" is not known", unknown.getMessage());
  }

  @Test
  void aHostThatTakesTheConnectionAndSaysNothing() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(connection -> connection.getInputStream().readAllBytes())) {
      RtspLimits limits = new RtspLimits(PATIENT, Duration.ofSeconds(1), PATIENT, PATIENT);
      CameraException silent =
          assertThrows(CameraException.class, () -> open(server.url(), limits).close());
      assertEquals(Reason.UNREACHABLE, silent.reason());
      assertEquals("OPTIONS: no answer in 1 s", silent.getMessage());
    }
  }

  @Test
  void aWebServer() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection ->
                sayAndListen(
                    connection, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))) {
      CameraException web = refused(server.url());
      assertEquals(Reason.PROTOCOL, web.reason());
      assertTrue(
          web.getMessage().contains("a web server (HTTP) answers at port " + server.port()),
          web.getMessage());
    }
  }

  @Test
  void somethingElseEntirely() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(connection -> sayAndListen(connection, "220 ftp ready\r\n"))) {
      CameraException other = refused(server.url());
      assertEquals(Reason.PROTOCOL, other.reason());
      assertTrue(other.getMessage().contains("220 ftp ready"), other.getMessage());
    }
  }

  @Test
  void oneThatClosesAtOnce() throws IOException {
    try (ScriptedServer server = new ScriptedServer(Socket::close)) {
      assertEquals(Reason.CLOSED, refused(server.url()).reason());
    }
  }

  @Test
  void oneThatHasNoPlaceLeft() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              answer(connection, 2);
              sayAndListen(connection, "RTSP/1.0 453 Not Enough Bandwidth\r\nCSeq: 3\r\n\r\n");
            })) {
      CameraException busy = refused(server.url());
      assertEquals(Reason.BUSY, busy.reason());
      assertTrue(
          busy.getMessage().startsWith("SETUP: the camera serves no further viewer"),
          busy.getMessage());
    }
  }

  @Test
  void oneThatStallsAfterPlayIsGivenUpAndItsSessionEnded() throws Exception {
    try (ScriptedServer server = new ScriptedServer(connection -> answer(connection, 10))) {
      try (PacketSource source = open(server.url())) {
        CameraException stalled = assertThrows(CameraException.class, source::next);
        assertEquals(Reason.STALLED, stalled.reason());
        assertEquals("read: the session is open, but no video came for 3 s", stalled.getMessage());
        assertTrue(source.sincePicture().compareTo(Duration.ofSeconds(3)) >= 0);
      }
      for (String method : List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN")) {
        assertEquals(method, requests.poll(30, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void oneThatSendsGarbageInTheInterleavedStream() throws Exception {
    byte[] garbage = new byte[1 << 20];
    new Random(3).nextBytes(garbage);
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              answer(connection, 4);
              for (int i = 0; i < 8; i++) {
                connection.getOutputStream().write(garbage);
              }
            })) {
      try (PacketSource source = open(server.url())) {
        CameraException broken =
            assertThrows(
                CameraException.class,
                () -> {
                  while (true) {
                    source.next();
                  }
                });
        assertTrue(
            List.of(Reason.TRANSPORT, Reason.CLOSED, Reason.STALLED).contains(broken.reason()));
      }
    }
  }

  @Test
  void closingFromAnotherThreadEndsAReadAndTheSession() throws Exception {
    try (ScriptedServer server = new ScriptedServer(connection -> answer(connection, 10));
        PacketSource source = open(server.url())) {
      Thread closer = Thread.ofVirtual().start(source::close);
      CameraException stopped =
          assertThrows(
              CameraException.class,
              () -> {
                while (true) {
                  source.next();
                }
              });
      assertEquals(Reason.STOPPED, stopped.reason());
      closer.join();
      for (String method : List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN")) {
        assertEquals(method, requests.poll(30, TimeUnit.SECONDS));
      }
    }
  }
}
