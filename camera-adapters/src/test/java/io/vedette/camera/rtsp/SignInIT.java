package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.server.FrameSink;
import io.vedette.rtsp.server.RtspServer;
import io.vedette.rtsp.server.ServedStream;
import io.vedette.rtsp.server.ServerLogin;
import io.vedette.rtsp.server.StreamCatalog;
import io.vedette.rtsp.server.VideoDescription;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in to cameras: every character, every way of asking for it. */
@Timeout(240)
class SignInIT extends QuirkTest {

  /** All printable ASCII characters, the blank among them. */
  private static final Credentials EVERY_CHARACTER = new Credentials("joe", everyCharacter());

  private static String everyCharacter() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      all.append(c);
    }
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "digest"})
  void everyPrintableCharacterGetsThroughToGStreamersServer(String auth) throws Exception {
    assertEquals(95, EVERY_CHARACTER.password().length());
    try (GStreamerCamera camera = GStreamerCamera.asking(auth, EVERY_CHARACTER);
        PacketSource source =
            ADAPTER.open(new Rtsp(camera.url(), Transport.AUTO), Optional.of(EVERY_CHARACTER))) {
      assertEquals(3, pictures(source, 3).size());
    }
  }

  /** Ours asks for SHA-256 and MD5. */
  @Test
  void everyPrintableCharacterGetsThroughToOurServer() throws Exception {
    Credentials credentials = new Credentials("jo\"e\\", EVERY_CHARACTER.password());
    CountDownLatch played = new CountDownLatch(1);
    ServedStream stream =
        new ServedStream() {
          @Override
          public VideoDescription video() {
            return new VideoDescription(
                "TEST", new byte[] {0x67, 0x64, 0, 0x1f}, new byte[] {0x68}, 25);
          }

          @Override
          public Subscription play(FrameSink sink) {
            played.countDown();
            return () -> {};
          }
        };
    ServerLogin login = new ServerLogin(credentials.username(), credentials.password());
    try (RtspServer server =
            RtspServer.start(
                InetAddress.getLoopbackAddress(), 0, _ -> new StreamCatalog.Found(stream), login);
        PacketSource _ =
            ADAPTER.open(
                new Rtsp(URI.create("rtsp://127.0.0.1:" + server.port() + "/1"), Transport.TCP),
                Optional.of(credentials))) {
      assertTrue(played.await(30, TimeUnit.SECONDS), "it was not let in");
    }
  }

  private static final Credentials JOE = new Credentials("joe", "pass");

  /** A camera that challenges with this until it is answered. */
  private static Behaviour asking(String... challenges) {
    return new Behaviour() {
      @Override
      public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
        if (request.headers().first("Authorization").isPresent()) {
          return Optional.of(usual);
        }
        RtspResponse refusal = response(request, 401, "Unauthorized");
        for (String challenge : challenges) {
          refusal =
              new RtspResponse(
                  401, "Unauthorized", refusal.headers().with("WWW-Authenticate", challenge));
        }
        return Optional.of(refusal);
      }
    };
  }

  private static PacketSource open(QuirkyCamera camera, URI url) throws CameraException {
    return open(url, Transport.TCP, Optional.of(JOE), new CameraMemory());
  }

  /** Cameras compare the uri with the request line byte by byte. */
  @ParameterizedTest
  @ValueSource(strings = {"", "?channel=1&subtype=0", "/", "/a%20b;c=d?e='f'"})
  void theSignedAddressIsTheOneInTheRequestLine(String end) throws Exception {
    try (QuirkyCamera camera =
            new QuirkyCamera(asking("Digest realm=\"c\", nonce=\"n\", Basic realm=\"c\""));
        PacketSource source = open(camera, URI.create(camera.url() + end))) {
      pictures(source, 1);
      List<RtspRequest> signed =
          camera.requests().stream()
              .filter(request -> request.headers().first("Authorization").isPresent())
              .toList();
      assertTrue(signed.size() >= 3, camera.methods().toString());
      for (RtspRequest request : signed) {
        String value = request.headers().first("Authorization").orElseThrow();
        assertTrue(
            value.contains("uri=\"" + request.uri() + "\""), value + " for " + request.uri());
      }
    }
  }

  /**
   * Digest, both kinds, and Basic in fields of their own: the password does not go in the clear.
   */
  @Test
  void basicIsNotUsedBesideDigest() throws Exception {
    try (QuirkyCamera camera =
            new QuirkyCamera(
                asking(
                    "Basic realm=\"c\"",
                    "Digest realm=\"c\", nonce=\"n\"",
                    "Digest realm=\"c\", nonce=\"m\", algorithm=SHA-256"));
        PacketSource source = open(camera, camera.url())) {
      pictures(source, 1);
      camera.requests().stream()
          .flatMap(request -> request.headers().all("Authorization").stream())
          .forEach(value -> assertTrue(value.startsWith("Digest ") && value.contains("SHA-256")));
    }
  }

  /** Each nonce is good for one request, and the camera does not call the next refusal stale. */
  @Test
  void noncesThatExpireWithoutAWordAreAnsweredAnew() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          private int nonce;

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            String given = request.headers().first("Authorization").orElse("");
            if (given.contains("nonce=\"n" + nonce + "\"")) {
              nonce++;
              return Optional.of(
                  request.method().equals("SETUP")
                      ? with(usual, "Session", "session1;timeout=1")
                      : usual);
            }
            return Optional.of(
                response(
                    request,
                    401,
                    "Unauthorized",
                    "WWW-Authenticate",
                    "Digest realm=\"c\", nonce=\"n" + nonce + "\""));
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      try (PacketSource source = open(camera, camera.url())) {
        // Keep-alives are refused and repeated too.
        readUntil(
            source, () -> camera.methods().stream().filter("GET_PARAMETER"::equals).count() >= 4);
      }
    }
  }

  @Test
  void aWayThatIsNotKnownIsNamed() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(asking("NTLM"))) {
      CameraException refused =
          assertThrows(CameraException.class, () -> open(camera, camera.url()).close());
      assertEquals(Reason.UNAUTHORIZED, refused.reason());
      assertTrue(refused.getMessage().endsWith("not known here: [NTLM]"), refused.getMessage());
    }
  }
}
