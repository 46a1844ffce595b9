package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.discovery.AddressProbe;
import io.vedette.camera.onvif.EncoderPlan;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EncoderTuningTest {

  /** So that no device counts as slow because the machine is busy. */
  private static final TrialLimits LIMITS =
      new TrialLimits(
          1,
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          SoapLimits.DEFAULT.withAnswer(Duration.ofMinutes(1)),
          1);

  private static EncoderTuning tuning(String... services) {
    return new EncoderTuning(
        () -> List.of(FoundCameras.onvif(services)),
        new PeerRecognition(new AddressProbe()),
        LIMITS);
  }

  /** A camera as it is added: with the path of a stream, whatever the port. */
  private static CameraConfig camera(String path) {
    return new CameraConfig(
        "c-1",
        "Gate",
        new CameraAddress.Rtsp(URI.create("rtsp://127.0.0.1" + path), Transport.AUTO),
        Optional.empty(),
        Optional.of(ScriptedOnvifDevice.GOOD),
        SourceMode.ALWAYS,
        true);
  }

  private static final CameraConfig LARGE = camera("/p_enc_1?transportmode=unicast&x=1");

  @Test
  void theEncoderOfTheStreamAloneIsPlannedAndThenChanged() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5)) {
      EncoderTuning tuning = tuning("http://192.0.2.9/onvif/device_service", device.url());
      TuningPlan plan = tuning.plan(LARGE);
      assertTrue(plan.isNeeded());
      assertEquals(
          List.of("enc_1"),
          plan.encoders().stream().map(encoder -> encoder.configuration().token()).toList());
      assertTrue(
          plan.encoders().getFirst().changes().contains("codec: H.265 → H.264"), plan.toString());
      assertFalse(device.asked().contains("SetVideoEncoderConfiguration"));

      assertEquals(Optional.empty(), tuning.apply(LARGE, "another plan"));
      assertFalse(device.asked().contains("SetVideoEncoderConfiguration"));

      TuningPlan rest = tuning.apply(LARGE, plan.id()).orElseThrow();
      assertFalse(rest.isNeeded(), rest.toString());
      assertEquals(1, Collections.frequency(device.asked(), "SetVideoEncoderConfiguration"));
      assertEquals(Optional.empty(), tuning.apply(LARGE, plan.id()), "the plan is done");
      assertFalse(tuning.plan(LARGE).encoders().stream().anyMatch(EncoderPlan::isNeeded));
    }
  }

  @Test
  void whatCannotBeToldIsNotChanged() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.NONE)) {
      CameraException failure =
          assertThrows(
              CameraException.class, () -> tuning(device.url()).plan(camera("/elsewhere")));
      assertEquals(Reason.REFUSED, failure.reason());
    }
  }

  @Test
  void aServiceAtAnotherHostGetsNoCredentials() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5)) {
      String elsewhere = device.url().replace("127.0.0.1", "localhost");
      assertThrows(CameraException.class, () -> tuning(elsewhere).plan(LARGE));
      assertEquals(List.of(), device.asked());
    }
  }
}
