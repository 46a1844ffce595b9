package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a session ends, the camera is told, and the next one begins only then. */
@Timeout(240)
class SessionEndIT extends QuirkTest {

  private static final Behaviour ONE_PLACE =
      new Behaviour() {
        @Override
        public int maxSessions() {
          return 1;
        }

        @Override
        public boolean keepsSessions() {
          return true;
        }
      };

  @Test
  void sessionAfterSessionNeedsOnlyOnePlace() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(ONE_PLACE)) {
      for (Transport transport :
          new Transport[] {Transport.TCP, Transport.UDP, Transport.AUTO, Transport.TCP}) {
        try (PacketSource source = open(camera.url(), transport)) {
          pictures(source, 3);
        }
        assertEquals(0, camera.openSessions());
      }
      assertEquals(1, camera.mostSessions());
    }
  }

  /** Who closes second must not go on before the camera has heard of the first. */
  @Test
  void aCloseFromAnotherThreadIsOverForBothOnlyWhenTheCameraKnows() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(ONE_PLACE)) {
      for (int i = 0; i < 5; i++) {
        PacketSource source = open(camera);
        pictures(source, 1);
        Thread closer = Thread.ofVirtual().start(source::close);
        assertEquals(Reason.STOPPED, end(source).reason());
        source.close();
        assertEquals(0, camera.openSessions());
        closer.join();
      }
      assertEquals(1, camera.mostSessions());
    }
  }

  /** After the pictures comes nothing at all, and nobody else looks at the clock. */
  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"TCP", "UDP"})
  void aCameraThatFallsSilentIsGivenUpAndHearsOfTheEnd(Transport transport) throws Exception {
    Behaviour silent =
        new Behaviour() {
          @Override
          public boolean keepsSessions() {
            return true;
          }

          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              if (stage.pictures < 20) {
                stage.picture();
              }
              stage.pause();
            }
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(silent);
        RtspCameraAdapter adapter =
            new RtspCameraAdapter(stalledAfter(Duration.ofSeconds(5)), new Random())) {
      try (PacketSource source =
          adapter.open(new Rtsp(camera.url(), transport), Optional.empty())) {
        pictures(source, 20);
        assertEquals(Reason.STALLED, end(source).reason());
      }
      assertTrue(camera.awaitOpenSessions(0), "the session is still open");
      assertEquals("TEARDOWN", camera.methods().getLast());
    }
  }

  /** A request that fails after SETUP leaves no session behind. */
  @ParameterizedTest
  @CsvSource({"PLAY, 500, PROTOCOL", "PLAY, 453, BUSY", "PLAY, 403, BUSY"})
  void aSessionThatDoesNotComeToPlayIsEnded(String method, int status, Reason reason)
      throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public boolean keepsSessions() {
            return true;
          }

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                request.method().equals(method) ? response(request, status, "No") : usual);
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      assertEquals(reason, refused(camera, Transport.TCP).reason());
      assertEquals(0, camera.openSessions());
      assertEquals("TEARDOWN", camera.methods().getLast());
    }
  }

  @Test
  void anInterruptEndsAnAttemptThatWaitsForPicturesAndTellsTheCamera() throws Exception {
    CountDownLatch playing = new CountDownLatch(1);
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public boolean keepsSessions() {
            return true;
          }

          @Override
          public void play(QuirkyStage stage) {
            playing.countDown();
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      AtomicReference<CameraException> failure = new AtomicReference<>();
      Thread opener =
          Thread.ofPlatform()
              .start(
                  () ->
                      failure.set(
                          assertThrows(
                              CameraException.class,
                              () -> open(camera.url(), Transport.AUTO).close())));
      playing.await();
      long began = System.nanoTime();
      opener.interrupt();
      opener.join();
      assertEquals(Reason.STOPPED, failure.get().reason());
      assertTrue(
          System.nanoTime() - began < LIMITS.video().toNanos() * 3 / 4,
          "it took as long as for the picture");
      assertEquals(0, camera.openSessions());
    }
  }

  /** 403 for "too many"; the same status says "not you" to who was never let in. */
  @ParameterizedTest
  @CsvSource({"true, BUSY", "false, NOT_FOUND"})
  void forbiddenMeansFullToWhoPlayedBefore(boolean before, Reason reason) throws Exception {
    CameraMemory memory = new CameraMemory();
    if (before) {
      memory.note(learned -> learned.withLink(Link.TCP));
    }
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                request.method().equals("DESCRIBE") ? response(request, 403, "Forbidden") : usual);
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      CameraException refused =
          assertThrows(
              CameraException.class,
              () -> open(camera.url(), Transport.TCP, Optional.empty(), memory).close());
      assertEquals(reason, refused.reason());
    }
  }

  @Test
  void theSessionsTimeOutIsRemembered() throws Exception {
    CameraMemory memory = new CameraMemory();
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                request.method().equals("SETUP")
                    ? with(usual, "Session", "session1;timeout=17")
                    : usual);
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = open(camera.url(), Transport.TCP, Optional.empty(), memory)) {
      pictures(source, 1);
      assertEquals(Optional.of(Duration.ofSeconds(17)), memory.learned().sessionTimeout());
    }
  }

  /** What a camera does with each method; the session has to live on through ten of its times. */
  @ParameterizedTest
  @ValueSource(strings = {"GET_PARAMETER", "OPTIONS", "SET_PARAMETER", "none", "silent", "late"})
  void theSessionIsKeptAliveByWhateverTheCameraTakes(String kind) throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          private boolean playing;
          private Optional<RtspResponse> held = Optional.empty();

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            playing |= request.method().equals("PLAY");
            if (request.method().equals("SETUP")) {
              return Optional.of(with(usual, "Session", "session1;timeout=1"));
            }
            if (!playing || request.method().matches("PLAY|TEARDOWN")) {
              return Optional.of(usual);
            }
            return switch (kind) {
              case "silent" -> Optional.empty();
              case "late" -> {
                Optional<RtspResponse> last = held;
                held = Optional.of(usual);
                yield last;
              }
              default ->
                  Optional.of(
                      request.method().equals(kind)
                          ? usual
                          : response(request, 501, "Not Implemented"));
            };
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = open(camera)) {
      String taken =
          switch (kind) {
            case "none" -> "OPTIONS";
            case "silent", "late" -> "GET_PARAMETER";
            default -> kind;
          };
      // Whatever is tried first, in the end it is this one, again and again.
      pictures(source, 150);
      readUntil(source, () -> lastKeepAlives(camera, 3).equals(List.of(taken, taken, taken)));
    }
  }

  /** The last so many requests after PLAY; fewer if there were fewer. */
  private static List<String> lastKeepAlives(QuirkyCamera camera, int count) {
    List<String> methods = camera.methods();
    List<String> since = methods.subList(methods.lastIndexOf("PLAY") + 1, methods.size());
    return since.subList(Math.max(0, since.size() - count), since.size());
  }

  /** GET_PARAMETER never finds the session: Thingino on a MJSXJ03HL (reported to it). */
  @Test
  void aSessionThatOneMethodNeverFindsIsKeptByAnother() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                switch (request.method()) {
                  case "SETUP" -> with(usual, "Session", "session1;timeout=1");
                  case "GET_PARAMETER" -> response(request, 454, "Session Not Found");
                  default -> usual;
                });
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = open(camera)) {
      readUntil(source, () -> lastKeepAlives(camera, 2).equals(List.of("OPTIONS", "OPTIONS")));
    }
  }

  @Test
  void aCameraThatHasForgottenTheSessionIsBelieved() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          private int asked;

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                switch (request.method()) {
                  case "SETUP" -> with(usual, "Session", "session1;timeout=1");
                  case "GET_PARAMETER" ->
                      // An answer that comes after the next request counts for nothing: of so many
                      // one is in time on the busiest machine.
                      asked++ < 10 ? usual : response(request, 454, "Session Not Found");
                  default -> usual;
                });
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = open(camera)) {
      CameraException forgotten = end(source);
      assertEquals(Reason.CLOSED, forgotten.reason());
      assertEquals(
          "keep-alive: the camera has forgotten the session (454)", forgotten.getMessage());
    }
  }
}
