package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Learned;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is at a device's address is looked at before it is asked anything. */
@Timeout(240)
class OnvifPeerCheckTest {

  private ScriptedOnvifDevice device;

  @BeforeEach
  void open() throws Exception {
    device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5);
  }

  @AfterEach
  void close() {
    device.close();
  }

  private OnvifDevice connect(PeerCheck check) throws CameraException {
    return OnvifDevice.connect(
        new DeviceAddress(URI.create(device.url())),
        Optional.of(ScriptedOnvifDevice.GOOD),
        new CameraMemory(Learned.NOTHING, _ -> {}, check));
  }

  @Test
  void anotherDeviceIsAskedNothing() {
    CameraException refused =
        assertThrows(
            CameraException.class,
            () ->
                connect(
                    peer -> {
                      throw new CameraException(Reason.OTHER_DEVICE, "connect", "it is " + peer);
                    }));
    assertEquals(Reason.OTHER_DEVICE, refused.reason());
    assertEquals(List.of(), device.asked());
  }

  @Test
  void theDeviceItselfIsLookedAtOnceForManyQuestions() throws Exception {
    List<InetSocketAddress> peers = new CopyOnWriteArrayList<>();
    long began = System.nanoTime();
    try (OnvifDevice connected = connect(peers::add)) {
      connected.describe();
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    assertTrue(device.asked().size() > 5, device.asked().toString());
    assertTrue(!peers.isEmpty() && peers.size() <= 1 + seconds / 5, peers.toString());
    assertEquals(new InetSocketAddress("127.0.0.1", device.port()), peers.getFirst());
  }

  @Test
  void nobodyAtTheAddressIsSaidToBeAway() {
    device.close();
    CameraException away = assertThrows(CameraException.class, () -> connect(_ -> {}));
    assertEquals(Reason.UNREACHABLE, away.reason());
  }
}
