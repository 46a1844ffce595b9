package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.StreamPathWalk;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.camera.rtsp.RtspCameraAdapter;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class CameraTrialTest {

  private static final Credentials WRONG = new Credentials("admin", "wrong secret");

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** So that no camera counts as slow because the machine is busy. */
  private static final RtspLimits RTSP_LIMITS =
      new RtspLimits(PATIENCE, PATIENCE, PATIENCE, PATIENCE);

  private static final TrialLimits LIMITS =
      new TrialLimits(
          TrialLimits.DEFAULT.atOnce(),
          PATIENCE,
          PATIENCE,
          PATIENCE,
          SoapLimits.DEFAULT.withAnswer(PATIENCE),
          TrialLimits.DEFAULT.streams());

  private final List<String> opened = new ArrayList<>();
  private final RtspCameraAdapter rtsp = new RtspCameraAdapter(RTSP_LIMITS, new SecureRandom());

  private PacketSource closedCamera(
      CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    opened.add(address.toString());
    throw new CameraException(Reason.UNREACHABLE, "connect", "refused");
  }

  private CameraTrial trial(DiscoveredCamera camera, Credentials credentials) {
    return new CameraTrial(
        camera,
        Optional.ofNullable(credentials),
        this::closedCamera,
        new StreamPathWalk(RTSP_LIMITS, new SecureRandom()),
        LIMITS);
  }

  @Test
  void wrongCredentialsAreSentOnceAndNotTold() throws Exception {
    for (DeviceLogin.Kind kind : List.of(DeviceLogin.Kind.DIGEST_MD5, DeviceLogin.Kind.TOKEN)) {
      try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind)) {
        // Told twice, as by two protocols.
        DiscoveredCamera camera = FoundCameras.onvif(device.url(), device.url() + "?again");
        TrialResult result = trial(camera, WRONG).run();
        assertEquals(TrialState.REFUSED, result.state(), result.toString());
        assertFalse(result.toString().contains(WRONG.password()), result.toString());
        assertEquals(1, device.login().tries());
        assertEquals(TrialState.NEEDS_CREDENTIALS, trial(camera, null).run().state());
        assertEquals(1, device.login().tries());
      }
    }
    assertEquals(List.of(), opened, "no stream is opened with what was refused");
  }

  @Test
  void anAccountThatIsLockedIsToldSo() throws Exception {
    try (ScriptedOnvifDevice device =
        new ScriptedOnvifDevice(DeviceLogin.Kind.NONE)
            .on(
                "GetDeviceInformation",
                _ -> OnvifReply.fault("ter:NotAuthorized", "The account is locked for 30 min"))) {
      TrialResult result = trial(FoundCameras.onvif(device.url()), ScriptedOnvifDevice.GOOD).run();
      assertEquals(TrialState.LOCKED, result.state(), result.toString());
    }
  }

  @Test
  void aCameraWhoseStreamDoesNotOpenStillTellsWhatItIs() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.NONE)) {
      TrialResult result = trial(FoundCameras.onvif(device.url()), null).run();
      assertEquals(TrialState.FAILED, result.state());
      assertEquals("connect: refused", result.why());
      assertEquals(Optional.of("Ac&me"), result.facts().identity().make());
      assertEquals(Optional.of("44:19:b6:0a:0b:0c"), result.facts().identity().mac());
      assertEquals(2, result.streams().size());
      assertEquals(1, opened.size());
    }
  }

  @Test
  void aCameraWithoutAPictureIsOfNoUse() throws Exception {
    try (ScriptedOnvifDevice device =
        new ScriptedOnvifDevice(DeviceLogin.Kind.NONE)
            .on("GetProfiles", "<tr2:GetProfilesResponse/>")) {
      TrialResult result = trial(FoundCameras.onvif(device.url()), null).run();
      assertEquals(TrialState.FAILED, result.state());
      assertEquals("The camera offers no stream with a picture.", result.why());
    }
  }

  @Test
  void rubbishIsShownShortAndPlain() throws Exception {
    try (ScriptedOnvifDevice device =
        new ScriptedOnvifDevice(DeviceLogin.Kind.NONE)
            .on("GetSystemDateAndTime", _ -> OnvifReply.raw(200, "\u0007<a".repeat(5000)))
            .on("GetServices", _ -> OnvifReply.raw(200, "\u0007<a".repeat(5000)))) {
      TrialResult result = trial(FoundCameras.onvif(device.url()), null).run();
      assertEquals(TrialState.FAILED, result.state());
      assertTrue(result.why().length() < 250, result.why());
      assertTrue(result.why().chars().noneMatch(Character::isISOControl), result.why());
    }
  }

  @Test
  void streamsThatACameraTellsAreLookedAt() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.asking("digest")) {
      DiscoveredCamera found =
          FoundCameras.rtsp(
              List.of(camera.url().resolve("/none"), camera.url()), List.of(camera.port()));
      CameraTrial good = with(found, GStreamerCamera.CREDENTIALS);
      TrialResult result = good.run();
      assertEquals(TrialState.READY, result.state(), result.toString());
      OfferedStream stream = result.streams().getFirst();
      assertEquals(camera.url(), stream.url());
      assertEquals(
          List.of("H.264", 320, 240), List.of(stream.codec(), stream.width(), stream.height()));
      assertEquals(Optional.of(stream.token()), result.main());
      assertEquals(Optional.empty(), result.sub());
      assertTrue(good.picture().orElseThrow().jpeg(480).orElseThrow().length > 1000);
      assertEquals(TrialState.NEEDS_CREDENTIALS, with(found, null).run().state());
      assertEquals(TrialState.REFUSED, with(found, WRONG).run().state());
    }
  }

  private CameraTrial with(DiscoveredCamera found, Credentials credentials) {
    return new CameraTrial(
        found,
        Optional.ofNullable(credentials),
        rtsp,
        new StreamPathWalk(RTSP_LIMITS, new SecureRandom()),
        LIMITS);
  }

  @Test
  void aTrialThatIsCancelledEnds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI service = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/onvif");
      CameraTrial trial = with(FoundCameras.onvif(service.toString()), null);
      CompletableFuture<TrialResult> result = new CompletableFuture<>();
      Thread thread = Thread.ofPlatform().start(() -> result.complete(trial.run()));
      silent.accept();
      trial.cancel();
      thread.interrupt();
      // Long before the device would be given up.
      TrialState state = result.get(PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS).state();
      assertEquals(TrialState.FAILED, state);
    }
  }
}
