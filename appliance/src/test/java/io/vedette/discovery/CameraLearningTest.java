package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class CameraLearningTest {

  private static final String MAC = "44:19:b6:0a:0b:0c";
  private static final CameraConfig GATE =
      Seen.config("c-1", "rtsp://127.0.0.1/a", CameraIdentity.UNKNOWN);

  private static DeviceDescription told() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.NONE);
        OnvifDevice connected =
            OnvifDevice.connect(
                new DeviceAddress(URI.create(device.url())),
                Optional.empty(),
                new CameraMemory())) {
      return connected.describe();
    }
  }

  private static CameraIdentity learned(
      Path folder, List<DiscoveredCamera> seen, CameraConfig asked) throws Exception {
    BlockingQueue<CameraIdentity> identities = new LinkedBlockingQueue<>();
    HealthBoard health = new HealthBoard();
    try (LoopbackSite site = new LoopbackSite(folder)) {
      site.device("127.0.0.1", MAC);
      health.state("c-1", "main", new CameraState.Streaming(Seen.NOW));
      try (CameraLearning learning =
          new CameraLearning(
              () -> List.of(GATE),
              (_, now) -> identities.add(now),
              () -> seen,
              health,
              site.recognition(),
              InstantSource.system())) {
        learning.described(asked, told());
        CameraIdentity first = identities.poll(30, TimeUnit.SECONDS);
        assertTrue(first != null, "nothing was learned in 30 s");
        return first;
      }
    }
  }

  @Test
  void whatACameraToldOfItselfIsLearnedWithWhatTheNetworkTells(@TempDir Path folder)
      throws Exception {
    CameraIdentity who =
        learned(folder, List.of(FoundCameras.onvif("http://127.0.0.1/onvif/device_service")), GATE);
    assertEquals(Optional.of("DS-9-0042"), who.serial());
    assertEquals(Optional.of(MAC), who.mac());
    assertEquals(Optional.of("DS-9"), who.model());
  }

  /** Behind one address there may be several. */
  @Test
  void whatNobodyAtThatAddressAloneToldIsNotLearned(@TempDir Path folder) throws Exception {
    CameraIdentity who = learned(folder, List.of(), GATE);
    assertEquals(Seen.identity(MAC, null, null), who);
  }

  @Test
  void whatWasToldAtAnotherAddressIsNotLearned(@TempDir Path folder) throws Exception {
    CameraConfig before = Seen.config("c-1", "rtsp://127.0.0.9/a", CameraIdentity.UNKNOWN);
    CameraIdentity who =
        learned(
            folder, List.of(FoundCameras.onvif("http://127.0.0.1/onvif/device_service")), before);
    assertEquals(Optional.empty(), who.serial());
  }

  @Test
  void aDescriptionIsOfTheSessionInWhichItWasGiven() throws Exception {
    SelfDescription itself = new SelfDescription(GATE, told(), Seen.NOW);
    assertTrue(itself.isOf(GATE, Seen.NOW.minusSeconds(1)));
    assertFalse(itself.isOf(GATE, Seen.NOW.plusSeconds(1)));
  }

  @Test
  void aHardwareAddressThatTheNetworkDoesNotShowIsNotLearned() throws Exception {
    SelfDescription itself = new SelfDescription(GATE, told(), Seen.NOW);
    Neighbour router = new Neighbour(new MacAddress("00:00:5e:00:53:01"), true);
    assertEquals(Optional.empty(), itself.identity(Optional.of(router)).mac());
    assertEquals(Optional.of(MAC), itself.identity(Optional.empty()).mac());
  }
}
