package io.vedette.rtsp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.SessionDescription;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RtspServerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(6);

  private final HandFedStream stream = new HandFedStream();
  private RtspServer server;

  @BeforeEach
  void start() throws IOException {
    Map<String, StreamCatalog.Entry> entries =
        Map.of(
            "/cam",
            new StreamCatalog.Found(stream),
            "/full",
            new StreamCatalog.Refused(453, "Not Enough Bandwidth"),
            "/gone",
            new StreamCatalog.HungUp());
    server = start(InetAddress.getLoopbackAddress(), entries);
  }

  private static RtspServer start(InetAddress address, Map<String, StreamCatalog.Entry> entries)
      throws IOException {
    return RtspServer.start(
        address,
        0,
        path -> entries.getOrDefault(path, new StreamCatalog.Missing()),
        Optional.empty(),
        TIMEOUT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theDescriptionTellsTheStreamAndItsParameterSets() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      RtspResponse answer = peer.ask("DESCRIBE", "/cam");

      assertEquals(200, answer.status());
      assertEquals("1", answer.headers().first("CSeq").orElseThrow());
      assertEquals(peer.url("/cam/"), answer.headers().first("Content-Base").orElseThrow());
      SessionDescription.Media media = SessionDescription.parse(answer.body()).media().getFirst();
      assertEquals("H264", media.encoding());
      assertEquals(90_000, media.clockRate());
      assertEquals("video", media.control().orElseThrow());
      assertEquals(12.5, media.frameRate().orElseThrow());
      assertEquals("1", media.format().get("packetization-mode"));
      assertEquals("64001F", media.format().get("profile-level-id"));
      assertEquals("Z2QAHwECAw==,aAEC", media.format().get("sprop-parameter-sets"));
    }
  }

  @Test
  void whatCannotBeDoneIsAnsweredWithItsStatus() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      assertEquals(404, peer.ask("DESCRIBE", "/nothing").status());
      assertEquals(453, peer.ask("DESCRIBE", "/full").status());
      assertEquals(453, peer.ask("SETUP", "/full/video", "Transport", "RTP/AVP/TCP").status());
      RtspResponse odd = peer.ask("RECORD", "/cam");
      assertEquals(405, odd.status());
      assertTrue(odd.headers().first("Allow").orElseThrow().contains("DESCRIBE"));
      assertEquals(454, peer.ask("PLAY", "/cam", "Session", "nobody").status());
      assertEquals(454, peer.ask("GET_PARAMETER", "/cam", "Session", "nobody").status());
      assertEquals(454, peer.ask("OPTIONS", "/cam", "Session", "nobody").status());
      assertEquals(461, peer.ask("SETUP", "/cam/video").status());
      assertEquals(
          461,
          peer.ask("SETUP", "/cam/video", "Transport", "RTP/AVP;multicast;client_port=4000-4001")
              .status());
      assertEquals(200, peer.ask("OPTIONS", "/cam").status());
    }
  }

  @Test
  void aSessionIsSetUpOnce() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      RtspResponse setup =
          peer.ask("SETUP", "/cam/video", "Transport", "RTP/AVP/TCP;interleaved=2-3");
      String session = RtspPeer.session(setup);

      assertTrue(setup.headers().first("Transport").orElseThrow().contains("interleaved=2-3"));
      assertTrue(setup.headers().first("Session").orElseThrow().endsWith(";timeout=6"));
      assertEquals(
          455,
          peer.ask("SETUP", "/cam/video", "Session", session, "Transport", "RTP/AVP/TCP").status());
      assertEquals(200, peer.ask("TEARDOWN", "/cam", "Session", session).status());
      assertEquals(454, peer.ask("PLAY", "/cam", "Session", session).status());
    }
  }

  @Test
  void aRequestWithoutItsNumberIsBad() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      peer.send(new RtspRequest("OPTIONS", "*", RtspHeaders.NONE).encoded());

      assertEquals(400, peer.answer().status());
    }
  }

  @Test
  void whatIsNoRequestIsAnsweredAndHungUpOn() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      peer.send("what is this\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertEquals(400, peer.answer().status());
      peer.awaitEnd();
    }
  }

  @Test
  void aPathThatIsGoneIsHungUpOnWithoutAnAnswer() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      assertThrows(IOException.class, () -> peer.ask("OPTIONS", "/gone"));
    }
  }

  @Test
  void playingBeginsWithAKeyFrameWhoseNumbersThePlayAnswerTold() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      RtspResponse play = peer.play("/cam");
      assertTrue(stream.awaitViewer());
      stream.delta(1000, 50);
      stream.key(4600, 50);
      stream.delta(8200, 50);

      String info = play.headers().first("RTP-Info").orElseThrow();
      assertEquals("npt=now-", play.headers().first("Range").orElseThrow());
      ByteBuffer first = ByteBuffer.wrap(peer.frame(0));
      String sequence = Integer.toString(first.getShort(2) & 0xffff);
      String time = Integer.toUnsignedString(first.getInt(4));
      assertEquals("url=" + peer.url("/cam/video") + ";seq=" + sequence + ";rtptime=" + time, info);
      assertEquals(24, first.get(12) & 0x1f, "the parameter sets come first");
      ByteBuffer second = ByteBuffer.wrap(peer.frame(0));
      assertEquals(0x65, second.get(12));
      ByteBuffer third = ByteBuffer.wrap(peer.frame(0));
      assertEquals(0x41, third.get(12));
      assertEquals(3600, third.getInt(4) - first.getInt(4));
    }
  }

  @Test
  void aSenderReportComesWithTheFirstFrame() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      peer.play("/cam");
      assertTrue(stream.awaitViewer());
      stream.key(0, 50);

      ByteBuffer rtp = ByteBuffer.wrap(peer.frame(0));
      ByteBuffer report = ByteBuffer.wrap(peer.frame(1));
      assertEquals(200, report.get(1) & 0xff);
      assertEquals(rtp.getInt(8), report.getInt(4), "the same source");
      long age = report.getInt(16) - rtp.getInt(4);
      // However late a busy machine sends it; by any other clock it would be off by hours.
      assertTrue(age >= 0 && age < 30 * 90_000, "its time is that of the frame, " + age);
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
    try (RtspPeer lazy = new RtspPeer(server.port());
        RtspPeer eager = new RtspPeer(server.port())) {
      lazy.play("/cam");
      eager.play("/cam");
      assertTrue(stream.awaitViewer() && stream.awaitViewer());
      for (int i = 0; i < 300; i++) {
        stream.key(3600L * i, 100_000);
        while ((eager.frame(0)[1] & 0x80) == 0) {
          // To the marker of this frame.
          continue;
        }
      }

      int last = lastKeyOf(lazy);
      assertTrue(last < 300, "the lazy one has missed some, and got " + last);
    }
  }

  /** Reads what is left for a client and counts the frames in it. */
  private int lastKeyOf(RtspPeer peer) throws IOException {
    // Of three in a row at least one is kept: a queue that is full is emptied, and takes the next.
    for (int i = 0; i < 3; i++) {
      stream.key(1_000_000_000L, 60);
    }
    int frames = 0;
    int previous = 0;
    while (true) {
      byte[] packet = peer.frame(0);
      int time = ByteBuffer.wrap(packet).getInt(4);
      if ((packet[1] & 0x80) != 0) {
        frames++;
        if (frames > 1 && time - previous > 500_000_000) {
          return frames;
        }
        previous = time;
      }
    }
  }

  @Test
  void aStreamThatEndsHangsUp() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      peer.play("/cam");
      assertTrue(stream.awaitViewer());
      stream.end();

      peer.awaitEnd();
      assertTrue(stream.awaitLeaving());
    }
  }

  @Test
  void aConnectionThatEndsTakesItsSessionAlong() throws Exception {
    try (RtspPeer peer = new RtspPeer(server.port())) {
      peer.play("/cam");
      assertTrue(stream.awaitViewer());
    }
    assertTrue(stream.awaitLeaving());
    assertEquals(0, stream.viewers());
  }

  @Test
  void overUdpASessionEndsWhenNobodyKeepsItAlive() throws Exception {
    try (DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        RtspPeer peer = new RtspPeer(server.port())) {
      String transport = "RTP/AVP;unicast;client_port=%1$d-%1$d".formatted(rtp.getLocalPort());
      RtspResponse setup = peer.ask("SETUP", "/cam/video", "Transport", transport);
      String session = RtspPeer.session(setup);
      assertEquals(200, peer.ask("PLAY", "/cam", "Session", session).status());
      assertTrue(stream.awaitViewer());
      stream.key(0, 50);
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      rtp.setSoTimeout(30_000);
      rtp.receive(packet);

      String told = setup.headers().first("Transport").orElseThrow();
      assertTrue(told.contains("server_port=" + packet.getPort() + "-"), told);
      assertEquals(24, packet.getData()[12] & 0x1f);
      assertTrue(stream.awaitLeaving(), "nobody has kept it alive");
      assertEquals(454, peer.ask("GET_PARAMETER", "/cam", "Session", session).status());
    }
  }

  @Test
  void receiverReportsKeepASessionOverUdpAlive() throws Exception {
    try (DatagramSocket rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        RtspPeer peer = new RtspPeer(server.port())) {
      String transport = "RTP/AVP;unicast;client_port=9-10";
      RtspResponse setup = peer.ask("SETUP", "/cam/video", "Transport", transport);
      String told = setup.headers().first("Transport").orElseThrow();
      int port = Integer.parseInt(told.replaceAll(".*server_port=\\d+-(\\d+).*", "$1"));
      byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
      DatagramPacket packet =
          new DatagramPacket(report, report.length, InetAddress.getLoopbackAddress(), port);
      long begin = System.nanoTime();
      // Other requests of the connection pace the test: they do not name the session.
      while (System.nanoTime() - begin < TIMEOUT.plusSeconds(1).toNanos()) {
        rtcp.send(packet);
        peer.ask("OPTIONS", "/cam");
      }

      String session = RtspPeer.session(setup);
      assertEquals(200, peer.ask("PLAY", "/cam", "Session", session).status());
    }
  }

  @Test
  void closingHangsUpOnEverybody() throws Exception {
    // An address of its own, at which nobody else takes the port once it is free.
    InetAddress own = InetAddress.ofLiteral("127.77.0.2");
    RtspServer closing = start(own, Map.of("/cam", new StreamCatalog.Found(stream)));
    int port = closing.port();
    try (RtspPeer peer = new RtspPeer(own, port)) {
      peer.play("/cam");
      assertTrue(stream.awaitViewer());
      closing.close();

      peer.awaitEnd();
      assertTrue(stream.awaitLeaving());
      assertEquals(0, stream.viewers());
      assertThrows(IOException.class, () -> new RtspPeer(own, port).close());
    } finally {
      closing.close();
    }
  }
}
