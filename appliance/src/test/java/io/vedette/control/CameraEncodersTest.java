package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.EncoderPlan;
import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class CameraEncodersTest {

  /** Of a camera as it is added: with the path of a stream, whatever the port. */
  private static CameraEncoders encoders(ScriptedOnvifDevice device, String path) {
    return new CameraEncoders(Devices.access(device, Devices.camera(path)));
  }

  private static CameraEncoders encoders(ScriptedOnvifDevice device) {
    return encoders(device, "/p_enc_1?transportmode=unicast&x=1");
  }

  @Test
  void theEncoderOfTheStreamAloneIsPlannedAndThenChanged() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5)) {
      CameraEncoders encoders = encoders(device);
      TuningPlan plan = encoders.plan();
      assertTrue(plan.isNeeded());
      assertEquals(
          List.of("enc_1"),
          plan.encoders().stream().map(encoder -> encoder.configuration().token()).toList());
      assertTrue(
          plan.encoders().getFirst().changes().contains("codec: H.265 → H.264"), plan.toString());
      assertFalse(device.asked().contains("SetVideoEncoderConfiguration"));

      assertEquals(Optional.empty(), encoders.apply("another plan"));
      assertFalse(device.asked().contains("SetVideoEncoderConfiguration"));

      TuningPlan rest = encoders.apply(plan.id()).orElseThrow();
      assertFalse(rest.isNeeded(), rest.toString());
      assertEquals(1, Collections.frequency(device.asked(), "SetVideoEncoderConfiguration"));
      assertEquals(Optional.empty(), encoders.apply(plan.id()), "the plan is done");
      assertFalse(encoders.plan().encoders().stream().anyMatch(EncoderPlan::isNeeded));
    }
  }

  @Test
  void whatCannotBeToldIsNotChanged() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.NONE)) {
      CameraException failure =
          assertThrows(CameraException.class, () -> encoders(device, "/elsewhere").plan());
      assertEquals(Reason.REFUSED, failure.reason());
    }
  }

  @Test
  void aPasswordThatTheCameraHasRefusedIsNotTriedForIt() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5)) {
      CameraEncoders encoders =
          new CameraEncoders(Devices.access(device, Devices.withWrongPassword("/a")));
      for (int i = 0; i < 3; i++) {
        CameraException failure = assertThrows(CameraException.class, encoders::plan);
        assertEquals(Reason.UNAUTHORIZED, failure.reason());
      }
      assertEquals(1, device.login().tries());
    }
  }
}
