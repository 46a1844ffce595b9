package io.vedette.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.PeerCheck;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.health.CameraHealth;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import io.vedette.health.StreamHealth;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingBudget;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.media.Orientation;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class IngestFleetTest {

  private static final RandomGenerator NO_JITTER = () -> 1L << 63;

  /** For what comes at once, or after some pauses of the fleet's, on a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ScriptedCamera camera = new ScriptedCamera();
  private final HealthBoard health = new HealthBoard();
  private final LiveStreams streams =
      new LiveStreams(RingLimits.DEFAULT, RingBudget.ofThisHeap(), new SequenceSpace(_ -> 0));
  private final BlockingQueue<HealthChange> changes = new LinkedBlockingQueue<>();
  private Optional<CameraState> lastState = Optional.empty();
  private final IngestFleet fleet =
      new IngestFleet(
          camera,
          (_, _) -> {},
          _ -> PeerCheck.NONE,
          streams,
          health,
          InstantSource.system(),
          NO_JITTER);

  IngestFleetTest() {
    health.subscribe(changes::add);
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void aCameraGoesFromConnectingToStreamingAtItsFirstKeyFrame() throws Exception {
    play();
    assertInstanceOf(CameraState.Connecting.class, nextState());
    assertInstanceOf(CameraState.Streaming.class, nextState());
  }

  @Test
  void aMissingPictureDegradesAndTheNextOneHeals() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.quiet = Duration.ofSeconds(3);
    assertEquals("no picture for 3 s", awaitState(CameraState.Degraded.class).reason());
    camera.quiet = Duration.ZERO;
    camera.turns.add(camera.picture(false));
    awaitState(CameraState.Streaming.class);
  }

  @Test
  void aLostCameraSaysWhyAndComesBackByItself() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.CLOSED));
    assertEquals("read: as the test said", awaitState(CameraState.Offline.class).reason());
    playTurns();
    awaitState(CameraState.Streaming.class);
    assertEquals(1, camera.mostOpen.get());
  }

  @Test
  void aCameraThatConnectsByItselfIsWaitedForWithoutAFailureAndWithoutLongerAndLongerPauses()
      throws Exception {
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.AWAITED));
    fleet.apply(
        List.of(
            new CameraConfig(
                "c-1",
                "Yard",
                new CameraAddress.RtmpPush(),
                Optional.empty(),
                Optional.of(new Credentials("", "key")),
                SourceMode.ALWAYS,
                true)));
    CameraState waits = awaitState(CameraState.Offline.class);
    assertEquals("DESCRIBE: as the test said", waits.reason());
    playTurns();
    awaitState(CameraState.Streaming.class);
    long began = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.CLOSED));
      assertEquals("read: as the test said", awaitState(CameraState.Offline.class).reason());
      camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.AWAITED));
      playTurns();
      awaitState(CameraState.Streaming.class);
    }
    // The scripted camera refuses once after each session, so six pauses of a second; doubled each
    // time they would be 63 s.
    double seconds = (System.nanoTime() - began) / 1e9;
    assertTrue(seconds < 60, "after " + seconds + " s");
  }

  @Test
  void aViewerStaysThroughTheOutage() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    try (FragmentCursor cursor = streams.find("c-1", "main").orElseThrow().open()) {
      assertInstanceOf(CursorStep.Format.class, cursor.next(PATIENCE));
      assertInstanceOf(CursorStep.Next.class, cursor.next(PATIENCE));
      camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.CLOSED));
      awaitState(CameraState.Offline.class);
      playTurns();
      assertInstanceOf(CursorStep.Format.class, nextStep(cursor));
      assertTrue(nextStep(cursor) instanceof CursorStep.Next(var fragment) && fragment.key());
    }
  }

  @Test
  void wrongCredentialsAreTheirOwnStateAndNewOnesAreTriedAtOnce() throws Exception {
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.UNAUTHORIZED));
    fleet.apply(
        List.of(config("rtsp://127.0.0.1/a", Optional.of(new Credentials("joe", "wrong")))));
    awaitState(CameraState.AuthFailed.class);
    assertEquals("rtsp://127.0.0.1/a over TCP as joe", camera.opened.take());
    fleet.apply(
        List.of(config("rtsp://127.0.0.1/a", Optional.of(new Credentials("ann", "right")))));
    playTurns();
    assertEquals("rtsp://127.0.0.1/a over TCP as ann", camera.opened.take());
    awaitState(CameraState.Streaming.class);
  }

  @Test
  void aCameraThatIsFullSaysWhenItMustHaveForgottenTheLastSession() throws Exception {
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.BUSY));
    CameraConfig config =
        config("rtsp://127.0.0.1/a", Optional.empty())
            .with(Learned.NOTHING.withSessionTimeout(Duration.ofSeconds(45)));
    fleet.apply(List.of(config));
    assertEquals(
        "DESCRIBE: as the test said; if the camera still counts the box's last session, it frees it"
            + " after 45 s",
        awaitState(CameraState.Offline.class).reason());
    playTurns();
    awaitState(CameraState.Streaming.class);
  }

  @Test
  void aChangedCertificateIsItsOwnStateUntilItIsForgotten() throws Exception {
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.CERTIFICATE_CHANGED));
    Learned pinned = Learned.NOTHING.withCertificate("ab".repeat(32));
    CameraConfig config = config("rtsp://127.0.0.1/a", Optional.empty()).with(pinned);
    fleet.apply(List.of(config));
    assertEquals("certificate_changed", awaitState(CameraState.CertificateChanged.class).name());
    fleet.apply(List.of(config.with(pinned.withoutCertificate())));
    playTurns();
    awaitState(CameraState.Streaming.class);
  }

  @Test
  void anotherDeviceAtTheAddressIsItsOwnStateUntilTheCameraIsForgotten() throws Exception {
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.OTHER_DEVICE));
    CameraConfig config = config("rtsp://127.0.0.1/a", Optional.empty());
    CameraIdentity known =
        new CameraIdentity(
            Optional.empty(),
            Optional.of("00:00:5e:00:53:01"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    fleet.apply(List.of(config.with(known)));
    assertEquals("other_device", awaitState(CameraState.OtherDevice.class).name());
    fleet.apply(List.of(config));
    playTurns();
    awaitState(CameraState.Streaming.class);
    assertEquals(2, camera.opened.size());
    // What is learned of it now is no reason to open it again.
    fleet.apply(List.of(config.with(known)));
    camera.quiet = Duration.ofSeconds(3);
    awaitState(CameraState.Degraded.class);
    assertEquals(2, camera.opened.size());
  }

  @Test
  void whatIsLearnedLeavesTheSessionAlone() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.opened.take();
    CameraConfig config = config("rtsp://127.0.0.1/a", Optional.empty());
    fleet.apply(
        List.of(config.with(Learned.NOTHING.withLink(Link.TCP).withCertificate("ab".repeat(32)))));
    camera.quiet = Duration.ofSeconds(3);
    awaitState(CameraState.Degraded.class);
    assertTrue(camera.opened.isEmpty());
  }

  @Test
  void aNewAddressEndsTheOldSessionBeforeItOpensTheNewOne() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.opened.take();
    fleet.apply(List.of(config("rtsp://127.0.0.1/b", Optional.empty())));
    assertEquals("rtsp://127.0.0.1/b over TCP", camera.opened.take());
    playTurns();
    awaitState(CameraState.Streaming.class);
    assertEquals(1, camera.mostOpen.get());
  }

  @Test
  void aNewNameLeavesTheSessionAlone() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.opened.take();
    CameraConfig config = config("rtsp://127.0.0.1/a", Optional.empty());
    fleet.apply(
        List.of(
            new CameraConfig(
                config.id(),
                "Another",
                config.address(),
                config.subUrl(),
                config.credentials(),
                config.mode(),
                true)));
    camera.quiet = Duration.ofSeconds(3);
    awaitState(CameraState.Degraded.class);
    assertTrue(camera.opened.isEmpty());
  }

  @Test
  void anotherOrientationHoldsFromTheNextKeyFrameOnInTheSameSession() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.opened.take();
    try (FragmentCursor cursor = streams.find("c-1", "main").orElseThrow().open()) {
      CursorStep.Format upright = assertInstanceOf(CursorStep.Format.class, cursor.next(PATIENCE));
      assertEquals(1280, upright.init().width());
      assertTrue(key(cursor));

      fleet.apply(
          List.of(config("rtsp://127.0.0.1/a", Optional.empty(), new Orientation(90, true))));
      camera.turns.add(camera.picture(false));
      camera.turns.add(camera.picture(true));
      CursorStep step = nextStep(cursor);
      while (step instanceof CursorStep.Next(var fragment)) {
        assertFalse(fragment.key(), "a key frame came before the format it belongs to");
        step = cursor.next(PATIENCE);
      }
      CursorStep.Format turned = assertInstanceOf(CursorStep.Format.class, step);
      assertEquals(720, turned.init().width());
      assertEquals(1280, turned.init().height());
      assertTrue(key(cursor));
    }
    assertTrue(camera.opened.isEmpty(), "another session was opened");
    assertEquals(1, camera.openNow.get());
  }

  private static boolean key(FragmentCursor cursor) throws InterruptedException {
    return assertInstanceOf(CursorStep.Next.class, cursor.next(PATIENCE)).fragment().key();
  }

  @Test
  void aRemovedCameraLeavesTheBoardAndStaysOffIt() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    fleet.apply(List.of());
    assertTrue(health.report().cameras().isEmpty());
    assertTrue(streams.find("c-1", "main").isEmpty());
    fleet.close();
    assertTrue(health.report().cameras().isEmpty());
    // The fleet does not wait for ever for a camera that takes long to hang up.
    while (camera.openNow.get() > 0) {
      Thread.onSpinWait();
    }
    assertTrue(health.report().cameras().isEmpty());
  }

  @Test
  void aDisabledCameraIsNotOpenedUntilItIsEnabledAgain() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    CameraConfig config = config("rtsp://127.0.0.1/a", Optional.empty());
    fleet.apply(
        List.of(
            new CameraConfig(
                config.id(),
                config.name(),
                config.address(),
                config.subUrl(),
                config.credentials(),
                config.mode(),
                false)));
    awaitState(CameraState.Disabled.class);
    assertEquals(Reason.STOPPED, camera.ended.take());
    fleet.apply(List.of(config));
    playTurns();
    awaitState(CameraState.Streaming.class);
    assertEquals(1, camera.mostOpen.get());
  }

  @Test
  void whatNobodyForesawDoesNotEndTheThread() throws Exception {
    play();
    awaitState(CameraState.Streaming.class);
    camera.turns.add(new ScriptedCamera.Turn.Break(new IllegalStateException("surprise")));
    assertTrue(awaitState(CameraState.Offline.class).reason().contains("surprise"));
    playTurns();
    awaitState(CameraState.Streaming.class);
  }

  @Test
  void aChangeOfAnotherCameraLeavesAnAttemptToConnectAlone() throws Exception {
    CameraConfig connecting = config("rtsp://127.0.0.1/a", Optional.empty());
    fleet.apply(List.of(connecting));
    camera.opened.take();
    fleet.apply(List.of(connecting));
    playTurns();
    awaitState(CameraState.Streaming.class);
    assertTrue(camera.opened.isEmpty(), "it was interrupted and opened once more");
  }

  @Test
  void aCameraOnDemandIsOpenedForItsFirstViewer() throws Exception {
    fleet.apply(
        List.of(
            config(
                "rtsp://127.0.0.1/a", Optional.empty(), Optional.empty(), SourceMode.ON_DEMAND)));
    assertInstanceOf(CameraState.Idle.class, nextState());
    assertTrue(camera.opened.isEmpty());
    try (FragmentCursor cursor = streams.find("c-1", "main").orElseThrow().open()) {
      playTurns();
      assertInstanceOf(CameraState.Connecting.class, nextState());
      assertInstanceOf(CameraState.Streaming.class, nextState());
      assertInstanceOf(CursorStep.Format.class, cursor.next(PATIENCE));
    }
  }

  @Test
  void aCameraOnDemandIsEndedWhenItsLastViewerHasBeenGoneForAWhile() throws Exception {
    try (IngestFleet impatient =
        new IngestFleet(
            camera,
            (_, _) -> {},
            _ -> PeerCheck.NONE,
            streams,
            health,
            InstantSource.system(),
            NO_JITTER,
            Duration.ZERO)) {
      impatient.apply(
          List.of(
              config(
                  "rtsp://127.0.0.1/a", Optional.empty(), Optional.empty(), SourceMode.ON_DEMAND)));
      try (FragmentCursor _ = streams.find("c-1", "main").orElseThrow().open()) {
        playTurns();
        awaitState(CameraState.Streaming.class);
      }
      camera.turns.add(camera.picture(true));
      awaitState(CameraState.Idle.class);
      assertEquals(0, camera.openNow.get());
      playTurns();
      try (FragmentCursor _ = streams.find("c-1", "main").orElseThrow().open()) {
        awaitState(CameraState.Streaming.class);
      }
      assertEquals(1, camera.mostOpen.get());
    }
  }

  @Test
  void aCameraOnDemandThatIsNotToBeSoAnyMoreIsOpenedAtOnce() throws Exception {
    fleet.apply(
        List.of(
            config(
                "rtsp://127.0.0.1/a", Optional.empty(), Optional.empty(), SourceMode.ON_DEMAND)));
    awaitState(CameraState.Idle.class);
    play();
    awaitState(CameraState.Streaming.class);
  }

  @Test
  void aSmallerStreamIsPulledOnlyWhileSomebodyWatchesIt() throws Exception {
    fleet.apply(
        List.of(
            config(
                "rtsp://127.0.0.1/a",
                Optional.of(URI.create("rtsp://127.0.0.1/sub")),
                Optional.empty(),
                SourceMode.ALWAYS)));
    playTurns();
    awaitState(CameraState.Streaming.class);
    assertEquals("rtsp://127.0.0.1/a over TCP", camera.opened.take());
    try (FragmentCursor _ = streams.find("c-1", "sub").orElseThrow().open()) {
      assertEquals("rtsp://127.0.0.1/sub over TCP", camera.opened.take());
    }
    fleet.apply(List.of(config("rtsp://127.0.0.1/a", Optional.empty())));
    assertTrue(streams.find("c-1", "sub").isEmpty());
    assertTrue(streams.find("c-1", "main").isPresent());
  }

  @Test
  void aCameraWatchedByItsSmallerStreamAloneIsAsThatIs() throws Exception {
    fleet.apply(
        List.of(
            config(
                "rtsp://127.0.0.1/a",
                Optional.of(URI.create("rtsp://127.0.0.1/sub")),
                Optional.empty(),
                SourceMode.ON_DEMAND)));
    awaitState(CameraState.Idle.class);
    try (FragmentCursor _ = streams.find("c-1", "sub").orElseThrow().open()) {
      playTurns();
      awaitState(CameraState.Streaming.class);
      CameraHealth known = health.camera("c-1").orElseThrow();
      assertEquals("idle", known.stream("main").orElseThrow().state().name());
      assertEquals("streaming", known.stream("sub").orElseThrow().state().name());
    }
  }

  @Test
  void aSmallerStreamThatFailsSaysWhyUntilItsPicturesCome() throws Exception {
    fleet.apply(
        List.of(
            config(
                "rtsp://127.0.0.1/a",
                Optional.of(URI.create("rtsp://127.0.0.1/sub")),
                Optional.empty(),
                SourceMode.ON_DEMAND)));
    try (FragmentCursor _ = streams.find("c-1", "sub").orElseThrow().open()) {
      camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.NOT_FOUND));
      StreamHealth sub = awaitStream("sub", stream -> stream.state().name().equals("offline"));
      assertEquals("DESCRIBE: as the test said", sub.state().reason());
      awaitStream("sub", stream -> stream.facts().lastFailure().equals(sub.state().reason()));
      playTurns();
      awaitStream("sub", stream -> stream.facts().lastFailure().isEmpty());
    }
    fleet.apply(List.of(config("rtsp://127.0.0.1/a", Optional.empty())));
    assertTrue(health.camera("c-1").orElseThrow().stream("sub").isEmpty());
  }

  @Test
  void theTransportIsToldOnlyWhileSomethingComes() throws Exception {
    CameraConfig config =
        config("rtsp://127.0.0.1/a", Optional.empty()).with(Learned.NOTHING.withLink(Link.UDP));
    fleet.apply(List.of(config));
    playTurns();
    awaitStream("main", stream -> stream.facts().transport().equals("udp"));
    camera.turns.add(new ScriptedCamera.Turn.Fail(Reason.CLOSED));
    awaitState(CameraState.Offline.class);
    awaitStream("main", stream -> stream.facts().transport().isEmpty());
  }

  private StreamHealth awaitStream(String rendition, Predicate<StreamHealth> wanted)
      throws InterruptedException {
    while (true) {
      HealthChange change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(change, "no change came; " + health.report());
      if (change instanceof HealthChange.Changed(var changed)) {
        Optional<StreamHealth> stream = changed.stream(rendition).filter(wanted);
        if (stream.isPresent()) {
          return stream.get();
        }
      }
    }
  }

  private void play() {
    fleet.apply(List.of(config("rtsp://127.0.0.1/a", Optional.empty())));
    playTurns();
  }

  private void playTurns() {
    camera.turns.add(new ScriptedCamera.Turn.Accept());
    camera.turns.add(new ScriptedCamera.Turn.Send(ScriptedCamera.FORMAT));
    camera.turns.add(camera.picture(true));
    camera.turns.add(camera.picture(false));
  }

  private static CameraConfig config(String url, Optional<Credentials> credentials) {
    return config(url, Optional.empty(), credentials, SourceMode.ALWAYS);
  }

  private static CameraConfig config(
      String url, Optional<URI> subUrl, Optional<Credentials> credentials, SourceMode mode) {
    return new CameraConfig(
        "c-1",
        "Gate",
        new CameraAddress.Rtsp(URI.create(url), CameraAddress.Transport.TCP),
        subUrl,
        credentials,
        mode,
        true);
  }

  private static CameraConfig config(
      String url, Optional<Credentials> credentials, Orientation orientation) {
    CameraConfig upright = config(url, credentials);
    return new CameraConfig(
        upright.id(),
        upright.name(),
        upright.address(),
        upright.subUrl(),
        upright.credentials(),
        upright.mode(),
        orientation,
        upright.enabled(),
        upright.learned(),
        upright.identity());
  }

  private static CursorStep nextStep(FragmentCursor cursor) throws InterruptedException {
    CursorStep step = cursor.next(PATIENCE);
    // The second picture of the first session may still be on its way.
    return step instanceof CursorStep.Next(var fragment) && !fragment.key()
        ? cursor.next(PATIENCE)
        : step;
  }

  /**
   * The state in the next change that brings a new one; facts change too, when they are measured.
   */
  private CameraState nextState() throws InterruptedException {
    while (true) {
      HealthChange change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(change, () -> "no other state came; " + health.report());
      if (change instanceof HealthChange.Changed(var changed)
          && !lastState.equals(Optional.of(changed.state()))) {
        lastState = Optional.of(changed.state());
        return changed.state();
      }
    }
  }

  private CameraState awaitState(Class<? extends CameraState> wanted) throws InterruptedException {
    CameraState state = nextState();
    while (!wanted.isInstance(state)) {
      state = nextState();
    }
    return state;
  }
}
