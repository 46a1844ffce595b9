package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.config.CameraConfig;
import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DeviceInquiryTest {

  private static final InetAddress HERE = Seen.address("127.0.0.1");
  private static final Instant START = Seen.NOW;
  private static final Credentials WRONG = new Credentials("joe", "wrong");

  @TempDir private Path folder;
  private LoopbackSite site;
  private ScriptedOnvifDevice device;
  private DeviceInquiry inquiry;

  @BeforeEach
  void open() throws Exception {
    site = new LoopbackSite(folder);
    device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5).ahead(Duration.ofDays(-400));
    inquiry = new DeviceInquiry(site.recognition());
  }

  @AfterEach
  void close() throws Exception {
    device.close();
    site.close();
  }

  private static CameraConfig camera(String scheme, Credentials credentials) {
    CameraConfig one = Seen.config("c-1", scheme + "://127.0.0.1/a", CameraIdentity.UNKNOWN);
    return new CameraConfig(
        one.id(),
        one.name(),
        one.address(),
        one.subUrl(),
        Optional.of(credentials),
        one.mode(),
        true);
  }

  private Optional<DeviceInquiry.Told> ask(
      CameraConfig camera, Optional<Neighbour> neighbour, Instant session, Instant now) {
    return inquiry.ask(camera, HERE, neighbour, List.of(URI.create(device.url())), session, now);
  }

  private Optional<DeviceInquiry.Told> ask(CameraConfig camera, Instant session, Instant now) {
    return ask(camera, Optional.empty(), session, now);
  }

  @Test
  void aCameraTellsWhoItIsItsFirmwareAndItsClock() {
    DeviceInquiry.Told told =
        ask(camera("rtsp", ScriptedOnvifDevice.GOOD), START, START).orElseThrow();
    assertEquals(Optional.of("DS-9-0042"), told.identity().serial());
    assertEquals(Optional.of("DS-9"), told.identity().model());
    assertEquals(Optional.of("44:19:b6:0a:0b:0c"), told.identity().mac());
    assertEquals(Optional.of("V5.7.3"), told.firmware());
    assertEquals(-400, told.clockAhead().orElseThrow().minusHours(12).toDays());
  }

  @Test
  void aHardwareAddressThatTheNetworkDoesNotShowIsNotLearned() {
    Neighbour router = new Neighbour(new MacAddress("00:00:5e:00:53:01"), true);
    DeviceInquiry.Told told =
        ask(camera("rtsp", ScriptedOnvifDevice.GOOD), Optional.of(router), START, START)
            .orElseThrow();
    assertEquals(Optional.empty(), told.identity().mac());
  }

  @Test
  void aCameraIsAskedSeldom() {
    CameraConfig camera = camera("rtsp", ScriptedOnvifDevice.GOOD);
    assertTrue(ask(camera, START, START).isPresent());
    int asked = device.asked().size();
    assertTrue(ask(camera, START, START.plusSeconds(3599)).isEmpty());
    // It has restarted again and again.
    assertTrue(ask(camera, START.plusSeconds(500), START.plusSeconds(599)).isEmpty());
    assertEquals(asked, device.asked().size());
    assertTrue(ask(camera, START.plusSeconds(500), START.plusSeconds(600)).isPresent());
    assertTrue(ask(camera, START.plusSeconds(500), START.plusSeconds(4200)).isPresent());
  }

  @Test
  void credentialsThatWereRefusedAreNotTriedAgain() {
    assertTrue(ask(camera("rtsp", WRONG), START, START).isEmpty());
    int asked = device.asked().size();
    assertTrue(asked > 0);
    Instant later = START.plus(Duration.ofDays(7));
    assertTrue(ask(camera("rtsp", WRONG), later, later).isEmpty());
    assertEquals(asked, device.asked().size());
    assertTrue(ask(camera("rtsp", ScriptedOnvifDevice.GOOD), later, later).isPresent());
  }

  @Test
  void aCameraThatIsSpokenToOverTlsIsNotAskedWithout() {
    assertTrue(ask(camera("rtsps", ScriptedOnvifDevice.GOOD), START, START).isEmpty());
    assertEquals(List.of(), device.asked());
  }
}
