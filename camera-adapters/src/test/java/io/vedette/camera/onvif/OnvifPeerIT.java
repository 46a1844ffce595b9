package io.vedette.camera.onvif;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.testing.onvif.OnvifPeer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a device from elsewhere, whose answers were recorded from real cameras. */
@Timeout(240)
class OnvifPeerIT {

  private static final System.Logger LOG = System.getLogger(OnvifPeerIT.class.getName());

  private static OnvifPeer peer;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    peer = OnvifPeer.start(folder);
  }

  @AfterAll
  static void end() throws Exception {
    peer.close();
  }

  private static OnvifDevice connect() throws Exception {
    return OnvifDevice.connect(
        new DeviceAddress(URI.create(peer.url())),
        Optional.of(new Credentials("admin", "9999")),
        new CameraMemory());
  }

  @Test
  void itTellsWhoItIsAndWhereItsStreamsAre() throws Exception {
    try (OnvifDevice device = connect()) {
      DeviceDescription told = device.describe();
      LOG.log(INFO, "the peer tells: {0}", told);
      assertEquals(
          new DeviceIdentity(
              "Mockup Manufacturer", "Mockup Model", "Mockup_15_14_13", "00000000", "MOCKUP"),
          told.identity());
      assertEquals(Optional.of("28:57:be:65:7d:d5"), told.mac());
      assertEquals(Optional.of("IPNC-RDK"), told.hostname());
      // Recorded in December 2014.
      assertTrue(told.clock().ahead().orElseThrow().compareTo(Duration.ofDays(-4000)) < 0);
      StreamChoice choice = told.choice();
      MediaProfile main = choice.main().orElseThrow();
      assertEquals(new PictureSize(1920, 1080), main.video().orElseThrow().size());
      // It names the host at which it was recorded.
      assertEquals("rtsp://127.0.0.1/h264main", main.stream().orElseThrow().toString());
      assertEquals("127.0.0.1", main.snapshot().orElseThrow().getHost());
      assertTrue(
          told.notes().stream().anyMatch(note -> note.contains("192.168.68.111")),
          told.notes().toString());
    }
  }

  @Test
  void itsEncoderCanBePlanned() throws Exception {
    try (OnvifDevice device = connect()) {
      VideoEncoders encoders = device.encoders();
      EncoderConfiguration first = encoders.list().getFirst();
      EncoderPlan plan = encoders.browserFriendly(first);
      LOG.log(INFO, "a plan for {0}: {1}", first.name(), plan.changes());
      assertEquals(VideoEncoding.Codec.H264, plan.after().codec());
      assertTrue(plan.isNeeded(), "a key frame every six seconds");
      // It says yes and stays as it was recorded.
      assertEquals(first.encoding(), encoders.apply(plan).encoding());
    }
  }

  @Test
  void itIsMovedAndLooksAsItIsTold() throws Exception {
    try (OnvifDevice device = connect()) {
      PanTiltZoom motors = device.panTiltZoom();
      assertEquals("P001", motors.presets("main").getFirst().name());
      assertEquals("20", motors.remember("main", "gate"));
      motors.move("main", new PanTiltZoom.Vector(1, 0, 0), Duration.ofSeconds(1));
      motors.step("main", new PanTiltZoom.Vector(0, 0.1, 0));
      motors.stop("main");
      motors.goTo("main", "P001");
      motors.home("main");
      Imaging imaging = device.imaging();
      ImagingSettings settings = imaging.read("vidsrc0");
      assertEquals(255, settings.level(ImagingSettings.Level.BRIGHTNESS).orElseThrow());
      imaging.write(settings.with(ImagingSettings.Level.CONTRAST, 100));
      Maintenance maintenance = device.maintenance();
      assertEquals(new NtpSettings(false, false, List.of("192.168.1.168")), maintenance.ntp());
      maintenance.useNtp(List.of("192.168.1.1"));
      maintenance.reboot();
    }
  }

  @Test
  void itTellsOfMotion() throws Exception {
    try (OnvifDevice device = connect();
        EventSubscription events = device.events()) {
      List<CameraEvent> seen = new ArrayList<>();
      // It throws dice for each answer.
      while (seen.isEmpty()) {
        seen.addAll(events.pull(Duration.ofSeconds(1)));
      }
      CameraEvent event = seen.getFirst();
      assertEquals(CameraEvent.Kind.MOTION, event.kind());
      assertEquals(Optional.of(true), event.active());
      assertEquals("000", event.source());
    }
  }
}
