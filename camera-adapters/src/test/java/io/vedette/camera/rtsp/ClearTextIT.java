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
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.SignInScheme;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import io.vedette.testing.TlsIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A camera that has taken a digest of the password is not told the password itself. */
@Timeout(240)
class ClearTextIT extends QuirkTest {

  private static final Optional<Credentials> JOE = Optional.of(new Credentials("joe", "pass"));
  private static final String BASIC = "Basic realm=\"c\"";
  private static final String DIGEST = "Digest realm=\"c\", nonce=\"n\"";

  private final CameraMemory memory = new CameraMemory();

  /**
   * A camera that challenges who has not signed in.
   *
   * @param rtsp with what over RTSP; empty for nothing
   * @param web with what over HTTP, within which alone its video comes; empty for no HTTP
   */
  private record Asking(String rtsp, String web) implements Behaviour {

    @Override
    public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
      boolean in = rtsp.isEmpty() || request.headers().first("Authorization").isPresent();
      return Optional.of(
          in ? usual : response(request, 401, "Unauthorized", "WWW-Authenticate", rtsp));
    }

    @Override
    public boolean tunnels() {
      return !web.isEmpty();
    }

    @Override
    public Optional<String> tunnelChallenge(String authorization) {
      return Optional.of(web).filter(_ -> authorization.isEmpty());
    }

    @Override
    public boolean deliversDatagrams() {
      return web.isEmpty();
    }

    @Override
    public void play(QuirkyStage stage) throws Exception {
      if (web.isEmpty() || stage.isTunnelled()) {
        Behaviour.super.play(stage);
      }
    }
  }

  private static CameraMemory digestBy(Link link) {
    return new CameraMemory(
        Learned.NOTHING.withLink(link).withSignIn(SignInScheme.DIGEST), _ -> {}, PeerCheck.NONE);
  }

  private void see(QuirkyCamera camera, Transport transport) throws CameraException {
    try (PacketSource source = open(camera.url(), transport, JOE, memory)) {
      pictures(source, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', NONE", "Basic realm=c, BASIC", "'Digest realm=c, nonce=n', DIGEST"})
  void howACameraWantsThePasswordIsLearned(String challenge, SignInScheme scheme) throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(challenge, ""))) {
      see(camera, Transport.TCP);
      assertEquals(Optional.of(scheme), memory.learned().signIn());
    }
  }

  @Test
  void withinHttpTheWorseOfTheTwoCounts() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(DIGEST, BASIC))) {
      see(camera, Transport.HTTP);
      assertEquals(Optional.of(SignInScheme.BASIC), memory.learned().signIn());
    }
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(DIGEST, DIGEST))) {
      see(camera, Transport.HTTP);
      assertEquals(Optional.of(SignInScheme.DIGEST), memory.learned().signIn());
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whoAsksForBasicWhereADigestWasEnoughIsNotTold(Transport transport) throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(BASIC, BASIC))) {
      CameraException refused =
          assertThrows(
              CameraException.class,
              () -> open(camera.url(), transport, JOE, digestBy(Link.TCP)).close());
      assertEquals(Reason.CLEAR_TEXT, refused.reason());
      assertTrue(
          refused.getMessage().contains("127.0.0.1 now asks for the password in clear text")
              && refused.getMessage().contains("may be another device")
              && refused.getMessage().endsWith("enter the password again to allow it"),
          refused.getMessage());
      assertEquals(List.of(), camera.authorizations());
    }
  }

  /**
   * The web server of a camera may have ways of its own, where it is not the camera's usual way.
   */
  @Test
  void aTunnelThatWantsBasicIsPassedOver() throws Exception {
    List<Optional<Credentials>> told = new ArrayList<>();
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(DIGEST, BASIC));
        RtspCameraAdapter adapter =
            new RtspCameraAdapter(
                stalledAfter(Duration.ofSeconds(2)),
                new Random(),
                (_, credentials, _) -> {
                  told.add(credentials);
                  throw new CameraException(Reason.STALLED, "read", "as the test said");
                })) {
      CameraException none =
          assertThrows(
              CameraException.class,
              () -> adapter.open(new Rtsp(camera.url(), Transport.AUTO), JOE, digestBy(Link.TCP)));
      assertEquals(Reason.TRANSPORT, none.reason(), none.getMessage());
      assertEquals(List.of(JOE), told);
      assertTrue(
          camera.authorizations().stream().allMatch(given -> given.startsWith("Digest ")),
          camera.authorizations().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Digest realm=c, nonce=n', true",
    "Basic realm=c, false",
    // FFmpeg reads the first of several in a field.
    "'Basic realm=c, Digest realm=c, nonce=n', false"
  })
  void anotherReaderIsGivenThePasswordIfItWillBeAskedForADigest(String challenge, boolean given)
      throws Exception {
    List<Optional<Credentials>> told = new ArrayList<>();
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(challenge, ""));
        RtspCameraAdapter adapter =
            new RtspCameraAdapter(
                LIMITS,
                new Random(),
                (_, credentials, _) -> {
                  told.add(credentials);
                  throw new CameraException(Reason.BUSY, "read", "as the test said");
                })) {
      Rtsp address = new Rtsp(camera.url(), Transport.AUTO);
      CameraException failure =
          assertThrows(
              CameraException.class, () -> adapter.open(address, JOE, digestBy(Link.FFMPEG)));
      assertEquals(given ? Reason.BUSY : Reason.CLEAR_TEXT, failure.reason());
      assertEquals(given ? List.of(JOE) : List.of(), told);
      assertEquals(List.of(), camera.authorizations(), "it was asked as somebody unknown");

      CameraMemory byFfmpeg =
          new CameraMemory(Learned.NOTHING.withLink(Link.FFMPEG), _ -> {}, PeerCheck.NONE);
      told.clear();
      assertThrows(CameraException.class, () -> adapter.open(address, JOE, byFfmpeg));
      assertEquals(List.of(JOE), told, "nothing is known of it");
    }
  }

  @Test
  void anotherReaderIsNotGivenThePasswordWhereNobodyAsks() throws Exception {
    List<Optional<Credentials>> told = new ArrayList<>();
    try (QuirkyCamera camera = new QuirkyCamera(new Asking("", ""));
        RtspCameraAdapter adapter =
            new RtspCameraAdapter(
                LIMITS,
                new Random(),
                (_, credentials, _) -> {
                  told.add(credentials);
                  throw new CameraException(Reason.BUSY, "read", "as the test said");
                })) {
      assertThrows(
          CameraException.class,
          () -> adapter.open(new Rtsp(camera.url(), Transport.AUTO), JOE, digestBy(Link.FFMPEG)));
      assertEquals(List.of(Optional.empty()), told);
    }
  }

  /** The camera has shown its key there. */
  @Test
  void withinTlsBasicIsAnswered(@TempDir Path folder) throws Exception {
    TlsIdentity identity = TlsIdentity.make(folder, "camera");
    try (QuirkyCamera camera = new QuirkyCamera(new Asking(BASIC, ""), identity.listen(0));
        PacketSource source =
            open(
                URI.create(camera.url().toString().replace("rtsp:", "rtsps:")),
                Transport.TCP,
                JOE,
                digestBy(Link.TCP))) {
      assertEquals(2, pictures(source, 2).size());
    }
  }
}
