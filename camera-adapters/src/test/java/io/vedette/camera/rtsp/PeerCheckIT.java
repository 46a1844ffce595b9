package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has taken a connection is looked at before anything is said over it. */
@Timeout(240)
class PeerCheckIT extends QuirkTest {

  private static final Optional<Credentials> JOE = Optional.of(new Credentials("joe", "secret"));

  private static CameraMemory memory(Learned learned, PeerCheck check) {
    return new CameraMemory(learned, _ -> {}, check);
  }

  private static void refuse(InetSocketAddress peer) throws CameraException {
    throw new CameraException(Reason.OTHER_DEVICE, "connect", "another one at " + peer);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void anotherDeviceIsToldNothingByWhateverWay(Transport transport) throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Behaviour() {})) {
      CameraException refused =
          assertThrows(
              CameraException.class,
              () ->
                  open(camera.url(), transport, JOE, memory(Learned.NOTHING, PeerCheckIT::refuse)));
      assertEquals(Reason.OTHER_DEVICE, refused.reason());
      assertEquals(List.of(), camera.requests());
    }
  }

  @Test
  void aReaderThatLooksAtNobodyIsNotEvenAsked() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Behaviour() {});
        RtspCameraAdapter adapter =
            new RtspCameraAdapter(
                LIMITS,
                new Random(),
                (_, _, _) -> {
                  throw new CameraException(Reason.PROTOCOL, "open", "it was asked");
                })) {
      Learned byFfmpeg = Learned.NOTHING.withLink(Link.FFMPEG);
      CameraException refused =
          assertThrows(
              CameraException.class,
              () ->
                  adapter.open(
                      new Rtsp(camera.url(), Transport.AUTO),
                      JOE,
                      memory(byFfmpeg, PeerCheckIT::refuse)));
      assertEquals(Reason.OTHER_DEVICE, refused.reason());
    }
  }

  @Test
  void theCameraItselfPlays() throws Exception {
    List<InetSocketAddress> peers = new CopyOnWriteArrayList<>();
    try (QuirkyCamera camera = new QuirkyCamera(new Behaviour() {});
        PacketSource source =
            open(camera.url(), Transport.TCP, JOE, memory(Learned.NOTHING, peers::add))) {
      assertEquals(5, pictures(source, 5).size());
      assertEquals(List.of(new InetSocketAddress("127.0.0.1", camera.port())), peers);
    }
  }
}
