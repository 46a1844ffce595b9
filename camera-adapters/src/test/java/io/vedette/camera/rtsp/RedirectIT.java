package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras and gateways that send their clients elsewhere. */
@Timeout(240)
class RedirectIT extends QuirkTest {

  private static final Optional<Credentials> JOE = Optional.of(new Credentials("joe", "secret"));

  /** Asks for Digest always, and sends on from one method. */
  private record Sending(String method, int status, String location) implements Behaviour {

    @Override
    public boolean keepsSessions() {
      return true;
    }

    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      return Optional.of(
          request.method().equals(method)
              ? response(request, status, "Elsewhere", "Location", location)
              : usual);
    }
  }

  /** Asks to be signed in to. */
  private static final class Locked implements Behaviour {

    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      return Optional.of(
          request.headers().first("Authorization").isPresent()
              ? usual
              : response(request, 401, "Unauthorized", "WWW-Authenticate", "Basic realm=\"c\""));
    }
  }

  private static PacketSource open(URI url) throws CameraException {
    return open(url, Transport.TCP, JOE, new CameraMemory());
  }

  @ParameterizedTest
  @CsvSource({
    "DESCRIBE, 301",
    "DESCRIBE, 302",
    "DESCRIBE, 303",
    "DESCRIBE, 307",
    "DESCRIBE, 308",
    "OPTIONS, 302",
    "SETUP, 302",
    "PLAY, 302"
  })
  void theStreamIsFetchedWhereItHasGone(String method, int status) throws Exception {
    try (QuirkyCamera goal = new QuirkyCamera(new Locked());
        QuirkyCamera gate = new QuirkyCamera(new Sending(method, status, goal.url().toString()));
        PacketSource source = open(gate.url())) {
      pictures(source, 3);
      assertEquals(0, gate.openSessions());
      assertEquals(1, goal.openSessions());
    }
  }

  /** localhost and 127.0.0.1 are the same machine, 127.0.0.2 is another. */
  @Test
  void credentialsGoOnlyToTheSameMachine() throws Exception {
    try (QuirkyCamera goal = new QuirkyCamera(new Locked())) {
      URI same = URI.create("rtsp://localhost:" + goal.port() + "/camera");
      try (QuirkyCamera gate = new QuirkyCamera(new Sending("DESCRIBE", 302, same.toString()));
          PacketSource source = open(gate.url())) {
        pictures(source, 1);
      }
      try (QuirkyCamera gate =
          new QuirkyCamera(new Sending("DESCRIBE", 302, goal.url().toString()))) {
        URI other = URI.create("rtsp://127.0.0.2:" + gate.port() + "/camera");
        RtspTarget asked = new RtspTarget(other, JOE, new CameraMemory());
        assertTrue(asked.redirected("DESCRIBE", goal.url().toString()).credentials().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/camera",
        "file:///etc/passwd",
        "rtsp:///nowhere",
        "not an address",
        "rtspu://127.0.0.1/"
      })
  void whatIsNoRtspIsNotFollowed(String location) throws Exception {
    try (QuirkyCamera gate = new QuirkyCamera(new Sending("DESCRIBE", 302, location))) {
      CameraException refused = refused(gate, Transport.AUTO);
      assertEquals(Reason.PROTOCOL, refused.reason());
      assertTrue(refused.getMessage().contains("sends us to " + location), refused.getMessage());
    }
  }

  @Test
  void encryptionIsNotGivenUp() {
    RtspTarget asked = new RtspTarget(URI.create("rtsps://camera/a"), JOE, new CameraMemory());
    CameraException refused =
        assertThrows(CameraException.class, () -> asked.redirected("DESCRIBE", "rtsp://camera/b"));
    assertTrue(refused.getMessage().contains("not encrypted"), refused.getMessage());
  }

  @Test
  void whoeverIsSentOnForEverGivesUp() throws Exception {
    try (QuirkyCamera gate = new QuirkyCamera(new Sending("DESCRIBE", 302, "/camera"))) {
      CameraException refused = refused(gate, Transport.AUTO);
      assertTrue(
          refused.getMessage().startsWith("DESCRIBE: the camera sends us on more than 3 times"),
          refused.getMessage());
      assertEquals(4, gate.methods().stream().filter("DESCRIBE"::equals).count());
    }
  }

  /** RFC 2326 10.10: load balancers of recorders. */
  @Test
  void aRedirectRequestMovesTheSession() throws Exception {
    try (QuirkyCamera goal = new QuirkyCamera(new Locked())) {
      Behaviour moving =
          new Behaviour() {
            @Override
            public boolean keepsSessions() {
              return true;
            }

            @Override
            public void play(QuirkyStage stage) throws Exception {
              for (int i = 0; i < 5; i++) {
                stage.picture();
                stage.pause();
              }
              stage.request(
                  "REDIRECT rtsp://127.0.0.1/camera RTSP/1.0\r\nCSeq: 9\r\nLocation: "
                      + goal.url()
                      + "\r\n\r\n");
              while (stage.isOpen()) {
                stage.picture();
                stage.pause();
              }
            }
          };
      try (QuirkyCamera gate = new QuirkyCamera(moving);
          PacketSource source = open(gate.url())) {
        int formats = 0;
        int after = 0;
        while (after < 5) {
          MediaEvent event = source.next();
          if (event instanceof StreamFormat) {
            formats++;
          } else if (event instanceof Packet && formats == 2) {
            after++;
          }
        }
        assertEquals("TEARDOWN", gate.methods().getLast());
        assertEquals(0, gate.openSessions());
        assertEquals(1, goal.openSessions());
      }
      assertEquals(0, goal.openSessions());
    }
  }
}
