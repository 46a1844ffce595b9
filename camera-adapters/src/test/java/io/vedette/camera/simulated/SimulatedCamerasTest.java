package io.vedette.camera.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.SequenceParameterSet;
import io.vedette.rtsp.SessionDescription;
import io.vedette.rtsp.server.RtspPeer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedCamerasTest {

  private static final SceneSpec TINY = new SceneSpec(160, 92, 10, 4);

  /** What the RTSP client was asked to open. */
  private record Opened(CameraAddress address, Optional<Credentials> credentials) {}

  @TempDir private Path folder;
  private final List<Opened> opened = new ArrayList<>();
  private SimulatedCameras cameras;

  @BeforeEach
  void start() throws Exception {
    cameras = SimulatedCameras.start(this::note, folder, TINY);
    cameras.drawn(1).get(180, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    cameras.close();
  }

  private PacketSource note(
      CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    opened.add(new Opened(address, credentials));
    throw new CameraException(Reason.CLOSED, "connect", "only noted");
  }

  @Test
  void openingASimulatedCameraOpensItsAddress() {
    assertThrows(
        CameraException.class,
        () -> cameras.open(new CameraAddress.Simulated(1), Optional.empty()));

    Opened first = opened.getFirst();
    assertEquals(new CameraAddress.Rtsp(cameras.url(1), Transport.TCP), first.address);
    assertEquals(Optional.empty(), first.credentials);
    assertEquals("/1", cameras.url(1).getPath());
    assertEquals(URI.create(cameras.url(1) + "/sub"), cameras.subUrl(1));
  }

  @Test
  void credentialsAreThoseOfTheCameras() throws Exception {
    Credentials credentials = new Credentials("viewer", "secret");
    try (SimulatedCameras locked = SimulatedCameras.start(this::note, folder, TINY, credentials)) {
      assertThrows(
          CameraException.class,
          () -> locked.open(new CameraAddress.Simulated(1), Optional.empty()));
      try (RtspPeer peer = new RtspPeer(locked.url(1).getPort())) {
        assertEquals(401, peer.ask("DESCRIBE", "/1").status());
      }
    }
    assertEquals(Optional.of(credentials), opened.getFirst().credentials);
  }

  @Test
  void aSceneThatIsBeingDrawnIsStarting() throws Exception {
    SceneSpec longer = new SceneSpec(1280, 720, 25, 60);
    try (SimulatedCameras slow = SimulatedCameras.start(this::note, folder, longer)) {
      CameraException failure =
          assertThrows(
              CameraException.class,
              () -> slow.open(new CameraAddress.Simulated(2), Optional.empty()));

      assertEquals(Reason.STARTING, failure.reason());
      assertTrue(
          failure.getMessage().matches("draw: drawing the scene, \\d+ % done"),
          failure.getMessage());
      assertEquals(List.of(), opened);
      try (RtspPeer peer = new RtspPeer(slow.url(2).getPort())) {
        assertEquals(503, peer.ask("DESCRIBE", "/2").status());
      }
    }
  }

  @Test
  void otherAddressesAreNotOpenedHere() {
    CameraAddress other = new CameraAddress.Rtsp(URI.create("rtsp://a/b"), Transport.UDP);

    assertThrows(IllegalArgumentException.class, () -> cameras.open(other, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> cameras.url(17));
    assertThrows(IllegalArgumentException.class, () -> cameras.faults(0));
  }

  @Test
  void pathsThatAreNoCameraAreNotFound() throws Exception {
    try (RtspPeer peer = peer()) {
      for (String path : List.of("/", "/0", "/17", "/1/main", "/01")) {
        assertEquals(404, peer.ask("DESCRIBE", path).status(), path);
      }
    }
  }

  @Test
  void theMainStreamIsTwiceAsLargeAsTheSubStream() throws Exception {
    try (RtspPeer peer = peer()) {
      assertEquals(160, described(peer, "/1").width());
      assertEquals(80, described(peer, "/1/sub").width());
    }
  }

  @Test
  void framesComeAtTheirWallClockTime() throws Exception {
    try (RtspPeer peer = peer()) {
      peer.play("/1");
      int previous = timestamp(frameEnd(peer));
      int inTurn = 0;
      long earliest = 100;
      // The quickest one counts, for a machine that has other things to do.
      for (int i = 0; i < 100 && (inTurn < 10 || earliest >= 50); i++) {
        byte[] packet = frameEnd(peer);
        long late = System.currentTimeMillis() % 100;
        int step = timestamp(packet) - previous;
        assertSteps(9000, step);
        inTurn += step == 9000 ? 1 : 0;
        previous = timestamp(packet);
        earliest = Math.min(earliest, late);
      }
      assertTrue(inTurn >= 10, "ten frames a second");
      assertTrue(earliest < 50, "shown when a tenth of a second begins, not at +" + earliest);
    }
  }

  @Test
  void aDropHangsUpOnWhoPlaysAndWhoComes() throws Exception {
    try (RtspPeer peer = peer()) {
      peer.play("/1");
      frameEnd(peer);
      cameras.faults(1).drop();
      peer.awaitEnd();
    }
    try (RtspPeer late = peer()) {
      assertThrows(IOException.class, () -> late.ask("OPTIONS", "/1"));
    }
    try (RtspPeer other = peer()) {
      assertEquals(200, other.ask("OPTIONS", "/2").status(), "another camera goes on");
    }
    cameras.faults(1).heal();
    try (RtspPeer later = peer()) {
      assertEquals(200, later.play("/1").status());
      frameEnd(later);
    }
  }

  @Test
  void aRefusalTurnsAwayNewSessionsOnly() throws Exception {
    try (RtspPeer playing = peer();
        RtspPeer late = peer()) {
      playing.play("/1");
      frameEnd(playing);
      cameras.faults(1).refuse();

      assertEquals(453, late.ask("DESCRIBE", "/1").status());
      assertEquals(453, late.ask("SETUP", "/1/video", "Transport", "RTP/AVP/TCP").status());
      frameEnd(playing);
      cameras.faults(1).heal();
      assertEquals(200, late.play("/1").status());
    }
  }

  @Test
  void aStallStopsThePictureAndNothingElse() throws Exception {
    try (RtspPeer peer = peer()) {
      peer.play("/1");
      frameEnd(peer);
      cameras.faults(1).stall();
      // Two reports are five seconds apart: video in between would be seen.
      byte[] report = peer.frame(1);
      int packets = peer.frames(0);
      for (int i = 0; i < 2; i++) {
        assertEquals(200, report[1] & 0xff);
        assertEquals(200, peer.ask("GET_PARAMETER", "/1").status());
        report = peer.frame(1);
      }
      // One frame may have been on its way.
      assertTrue(peer.frames(0) - packets <= 3, "packets were sent meanwhile");
      cameras.faults(1).heal();
      byte[] after = peer.frame(0);

      assertEquals(24, after[12] & 0x1f, "it goes on with a key frame");
    }
  }

  @Test
  void aClockThatJumpsTakesTheTimestampsAlong() throws Exception {
    try (RtspPeer peer = peer()) {
      peer.play("/1");
      int previous = timestamp(frameEnd(peer));
      cameras.faults(1).jumpClock(Duration.ofHours(-1));
      int step = 0;
      for (int i = 0; i < 200 && step >= 0; i++) {
        int next = timestamp(frameEnd(peer));
        step = next - previous;
        previous = next;
      }
      assertSteps(9000, step + 3600 * 90_000);
      assertSteps(9000, timestamp(frameEnd(peer)) - previous);
    }
  }

  @Test
  void aChangeOfResolutionComesWithNewParameterSets() throws Exception {
    try (RtspPeer peer = peer()) {
      peer.play("/1");
      assertEquals(160, nextParameterSet(peer).width());
      cameras.faults(1).changeResolution();
      SequenceParameterSet changed = nextParameterSet(peer, 80);
      int previous = timestamp(frameEnd(peer));

      assertSteps(18_000, timestamp(frameEnd(peer)) - previous);
      assertEquals(80, described(peer, "/1").width());
      cameras.faults(1).heal();
      nextParameterSet(peer, 160);
      assertNotEquals(changed, described(peer, "/1"));
    }
  }

  private RtspPeer peer() throws IOException {
    return new RtspPeer(cameras.url(1).getPort());
  }

  private static SequenceParameterSet described(RtspPeer peer, String path) throws IOException {
    SessionDescription description = SessionDescription.parse(peer.ask("DESCRIBE", path).body());
    String sets = description.media().getFirst().format().get("sprop-parameter-sets");
    return SequenceParameterSet.parse(Base64.getDecoder().decode(sets.split(",")[0]));
  }

  /** The parameter set in front of the next key frame. */
  private static SequenceParameterSet nextParameterSet(RtspPeer peer) throws IOException {
    byte[] packet = peer.frame(0);
    while ((packet[12] & 0x1f) != 24) {
      packet = peer.frame(0);
    }
    int length = ByteBuffer.wrap(packet).getShort(13);
    return SequenceParameterSet.parse(Arrays.copyOfRange(packet, 15, 15 + length));
  }

  /** The first parameter set of this width: some of before may be on their way. */
  private static SequenceParameterSet nextParameterSet(RtspPeer peer, int width)
      throws IOException {
    SequenceParameterSet next = nextParameterSet(peer);
    for (int i = 0; i < 20 && next.width() != width; i++) {
      next = nextParameterSet(peer);
    }
    assertEquals(width, next.width());
    return next;
  }

  /** That a frame follows another by one step, or by some more if the machine was busy. */
  private static void assertSteps(int step, int ticks) {
    assertTrue(
        ticks > 0 && ticks % step == 0 && ticks <= 200 * step, "no step of " + step + ": " + ticks);
  }

  /** The last packet of a frame. */
  private static byte[] frameEnd(RtspPeer peer) throws IOException {
    byte[] packet = peer.frame(0);
    while ((packet[1] & 0x80) == 0) {
      packet = peer.frame(0);
    }
    return packet;
  }

  private static int timestamp(byte[] packet) {
    return ByteBuffer.wrap(packet).getInt(4);
  }
}
