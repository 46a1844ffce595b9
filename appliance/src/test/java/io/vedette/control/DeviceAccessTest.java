package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.config.CameraConfig;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class DeviceAccessTest {

  private static Reason failure(DeviceAccess access) {
    return assertThrows(CameraException.class, () -> access.connect().close()).reason();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DIGEST_MD5", "TOKEN", "TOKEN_BY_BARE_401"})
  void aWrongPasswordIsTriedOnceByAllWhoAskAtTheSameTime(Kind kind) throws Exception {
    CameraConfig camera = Devices.withWrongPassword("/a");
    DeviceNotes notes = new DeviceNotes(camera);
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Reason>> askers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        // As after a change of the camera each begins with an access of its own.
        DeviceAccess access = Devices.access(device, camera, notes);
        askers.add(() -> failure(access));
      }
      for (Future<Reason> asked : threads.invokeAll(askers)) {
        assertEquals(Reason.UNAUTHORIZED, asked.get());
      }
      assertEquals(1, device.login().tries());
    }
  }

  /** Its services are for everybody to see (ONVIF Core, PRE_AUTH), what it is not. */
  @Test
  void aRefusalIsKnownBeforeTheNextOneMayTry() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.NONE)) {
      device.on("GetDeviceInformation", _ -> OnvifReply.raw(401, ""));
      DeviceAccess access = Devices.access(device, Devices.withWrongPassword("/a"));
      assertEquals(Reason.UNAUTHORIZED, failure(access));
      int asked = device.asked().size();
      assertEquals(Reason.UNAUTHORIZED, failure(access));
      assertEquals(asked, device.asked().size(), "it was asked again");
    }
  }

  @Test
  void whoIsLetInIsNotProvenAgain() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.NONE)) {
      DeviceAccess access = Devices.access(device, Devices.camera("/a"));
      access.connect().close();
      assertTrue(device.asked().contains("GetDeviceInformation"));
      int proven = device.asked().size();
      access.connect().close();
      List<String> again = device.asked().subList(proven, device.asked().size());
      assertTrue(!again.contains("GetDeviceInformation"), again.toString());
    }
  }

  @Test
  void aRefusalInAConversationIsKnownToTheNext() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.NONE)) {
      DeviceAccess access = Devices.access(device, Devices.camera("/a"));
      try (OnvifDevice conversation = access.connect()) {
        device.on("GetHostname", _ -> OnvifReply.raw(401, ""));
        CameraException refused =
            assertThrows(
                CameraException.class, () -> access.ask(conversation, OnvifDevice::describe));
        assertEquals(Reason.UNAUTHORIZED, refused.reason());
      }
      assertEquals(Reason.UNAUTHORIZED, failure(access));
    }
  }
}
