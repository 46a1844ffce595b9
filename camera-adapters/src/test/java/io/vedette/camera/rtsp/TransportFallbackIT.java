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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which way the video takes when not every one works; never two sessions for it. */
@Timeout(240)
class TransportFallbackIT extends QuirkTest {

  /** Where the video comes by another way: what comes by a good one is never so late. */
  private static final RtspLimits SOON = stalledAfter(Duration.ofSeconds(5));

  /** Where it comes by none. */
  private static final RtspLimits AT_ONCE = stalledAfter(Duration.ofSeconds(2));

  private final CameraMemory memory = new CameraMemory();

  /** A camera with one place, whose video comes only by some ways. */
  private record Only(Set<Link> ways, int refusal) implements Behaviour {

    @Override
    public int maxSessions() {
      return 1;
    }

    @Override
    public boolean tunnels() {
      return ways.contains(Link.HTTP);
    }

    @Override
    public boolean deliversDatagrams() {
      return ways.contains(Link.UDP);
    }

    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      boolean tcp = request.headers().first("Transport").orElse("").contains("TCP");
      boolean refused = tcp && !ways.contains(Link.TCP) && !ways.contains(Link.HTTP);
      return Optional.of(
          request.method().equals("SETUP") && refused && refusal > 0
              ? response(request, refusal, "No")
              : usual);
    }

    @Override
    public void play(QuirkyStage stage) throws Exception {
      if (ways.contains(Link.TCP) || stage.isOverUdp() || stage.isTunnelled()) {
        Behaviour.super.play(stage);
      }
    }
  }

  private PacketSource automatically(QuirkyCamera camera, RtspLimits limits)
      throws CameraException {
    return new RtspCameraAdapter(limits, new Random())
        .open(new Rtsp(camera.url(), Transport.AUTO), Optional.empty(), memory);
  }

  @ParameterizedTest
  @CsvSource({"TCP, 0", "UDP, 461", "UDP, 459", "UDP, 406", "UDP, 0", "HTTP, 0"})
  void findsTheWayThatWorksAndRemembersIt(Link way, int refusal) throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Only(Set.of(way), refusal))) {
      try (PacketSource source = automatically(camera, SOON)) {
        pictures(source, 12);
      }
      assertEquals(Optional.of(way), memory.learned().link());
      assertEquals(1, camera.mostSessions());
      assertEquals(0, camera.openSessions());

      int before = camera.methods().size();
      try (PacketSource source = automatically(camera, SOON)) {
        pictures(source, 3);
      }
      assertEquals(
          List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"),
          camera.methods().subList(before, camera.methods().size()));
      assertEquals(1, camera.mostSessions());
    }
  }

  @Test
  void saysOfEachWayWhatWasSeenWhenNoneWorks() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Only(Set.of(), 0))) {
      CameraException none =
          assertThrows(CameraException.class, () -> automatically(camera, AT_ONCE).close());
      assertEquals(Reason.TRANSPORT, none.reason());
      assertEquals(
          "transport: none brings the video. read: the session is open, but no video came for 2 s;"
              + " read: the session is open, but no video came for 2 s over UDP; a firewall may hold"
              + " it up; GET: the camera has no RTSP within HTTP at port "
              + camera.port()
              + " (404)",
          none.getMessage());
      assertEquals(Optional.empty(), memory.learned().link());
      assertEquals(1, camera.mostSessions());
      assertEquals(0, camera.openSessions());
    }
  }

  @Test
  void theLastResortIsOpenedWhenNothingElseHelpsAndFirstTheNextTime() throws Exception {
    List<String> opened = new ArrayList<>();
    RtspCameraAdapter adapter =
        new RtspCameraAdapter(
            AT_ONCE,
            new Random(),
            (address, _, _) -> {
              opened.add(address.toString());
              throw new CameraException(Reason.STALLED, "read", "as the test said");
            });
    try (QuirkyCamera camera = new QuirkyCamera(new Only(Set.of(), 0))) {
      Rtsp address = new Rtsp(camera.url(), Transport.AUTO);
      CameraException none =
          assertThrows(
              CameraException.class, () -> adapter.open(address, Optional.empty(), memory).close());
      assertTrue(none.getMessage().endsWith("; read: as the test said"), none.getMessage());
      assertEquals(List.of(camera.url() + " over AUTO"), opened);

      memory.note(learned -> learned.withLink(Link.FFMPEG));
      int before = camera.methods().size();
      assertThrows(
          CameraException.class, () -> adapter.open(address, Optional.empty(), memory).close());
      assertEquals(2, opened.size());
      assertTrue(camera.methods().size() > before, "the other ways were not tried again");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, NOT_FOUND",
    "403, NOT_FOUND",
    "401, UNAUTHORIZED",
    "453, BUSY",
    "500, PROTOCOL"
  })
  void doesNotGoOnWhereAnotherWayWouldNotHelp(int status, Reason reason) throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                request.method().equals("DESCRIBE") ? response(request, status, "No") : usual);
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      assertEquals(reason, refused(camera, Transport.AUTO).reason());
      assertEquals(List.of("OPTIONS", "DESCRIBE"), camera.methods());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"TCP", "UDP", "HTTP"})
  void aFixedWayIsTheOnlyOneTried(Transport transport) throws Exception {
    try (QuirkyCamera camera =
        new QuirkyCamera(new Only(Set.of(Link.valueOf(transport.name())), 0))) {
      try (PacketSource source = open(camera.url(), transport)) {
        pictures(source, 12);
      }
      assertEquals(1, camera.methods().stream().filter("SETUP"::equals).count());
      for (Transport other : List.of(Transport.TCP, Transport.UDP)) {
        if (other != transport && transport != Transport.HTTP) {
          try (RtspCameraAdapter adapter = new RtspCameraAdapter(AT_ONCE, new Random());
              PacketSource source = adapter.open(new Rtsp(camera.url(), other), Optional.empty())) {
            assertEquals(Reason.STALLED, end(source).reason());
          }
        }
      }
    }
  }

  /** Endless garbage after the first pictures: the next session takes another way. */
  @Test
  void framingBeyondRepairMakesTheNextSessionTakeAnotherWay() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            for (int i = 0; i < 12; i++) {
              stage.picture();
            }
            byte[] garbage = new byte[64 * 1024];
            java.util.Arrays.fill(garbage, (byte) 0x77);
            while (stage.isOpen() && !stage.isOverUdp()) {
              stage.raw(garbage);
            }
            Behaviour.super.play(stage);
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      try (PacketSource source = automatically(camera, SOON)) {
        assertEquals(Reason.TRANSPORT, end(source).reason());
      }
      try (PacketSource source = automatically(camera, SOON)) {
        pictures(source, 12);
      }
      assertEquals(Optional.of(Link.UDP), memory.learned().link());
    }
  }

  /** A camera that frees a place only a moment after it has answered the TEARDOWN. */
  @Test
  void aPlaceThatIsFreedLateIsWaitedForOnTheWayDown() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          private int setups;

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            if (!request.method().equals("SETUP")) {
              return Optional.of(usual);
            }
            return Optional.of(
                switch (++setups) {
                  case 1 -> response(request, 461, "Unsupported Transport");
                  case 2 -> response(request, 453, "Not Enough Bandwidth");
                  default -> usual;
                });
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = automatically(camera, SOON)) {
      pictures(source, 3);
      assertEquals(Optional.of(Link.UDP), memory.learned().link());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, RTP/AVP;unicast;server_port=6000-6001",
    "UDP, RTP/AVP/TCP;unicast;interleaved=0-1"
  })
  void anotherTransportThanAskedForIsARefusal(Transport transport, String answer) throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public boolean keepsSessions() {
            return true;
          }

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                request.method().equals("SETUP") ? with(usual, "Transport", answer) : usual);
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      assertEquals(Reason.TRANSPORT, refused(camera, transport).reason());
      assertEquals(0, camera.openSessions());
    }
  }
}
