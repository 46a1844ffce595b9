package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.PacketSource;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.ScriptedServer;
import io.vedette.testing.TlsIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RTSP over TLS, with cameras that sign their certificates themselves. */
@Timeout(240)
class SecureCamerasIT extends QuirkTest {

  private static final Behaviour GOOD =
      new Behaviour() {
        @Override
        public boolean tunnels() {
          return true;
        }
      };

  @TempDir private Path folder;
  private final CameraMemory memory = new CameraMemory();

  private static URI url(int port) {
    return URI.create("rtsps://127.0.0.1:" + port + "/camera");
  }

  private PacketSource open(int port, Transport transport) throws CameraException {
    return open(url(port), transport, Optional.of(new Credentials("joe", "secret")), memory);
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"AUTO", "TCP", "HTTP"})
  void theFirstCertificateIsTrustedAndRemembered(Transport transport) throws Exception {
    TlsIdentity identity = TlsIdentity.make(folder, "camera");
    try (QuirkyCamera camera = new QuirkyCamera(GOOD, identity.listen(0))) {
      for (int i = 0; i < 2; i++) {
        try (PacketSource source = open(camera.port(), transport)) {
          pictures(source, 3);
        }
      }
    }
    assertEquals(Optional.of(identity.fingerprint()), memory.learned().certificate());
  }

  @Test
  void anotherCertificateIsToldNothing() throws Exception {
    TlsIdentity known = TlsIdentity.make(folder, "known");
    TlsIdentity other = TlsIdentity.make(folder, "other");
    String fingerprint = known.fingerprint();
    memory.note(learned -> learned.withCertificate(fingerprint));
    try (QuirkyCamera camera = new QuirkyCamera(GOOD, other.listen(0))) {
      CameraException changed =
          assertThrows(CameraException.class, () -> open(camera.port(), Transport.AUTO).close());
      assertEquals(Reason.CERTIFICATE_CHANGED, changed.reason());
      assertTrue(
          changed.getMessage().contains(known.fingerprint().substring(0, 16) + "…"),
          changed.getMessage());
      assertTrue(
          changed.getMessage().contains(other.fingerprint().substring(0, 16) + "…"),
          changed.getMessage());
      assertEquals(0, camera.requests().size());
      assertEquals(Optional.of(known.fingerprint()), memory.learned().certificate());

      memory.note(Learned::withoutCertificate);
      try (PacketSource source = open(camera.port(), Transport.AUTO)) {
        pictures(source, 3);
      }
      assertEquals(Optional.of(other.fingerprint()), memory.learned().certificate());
    }
  }

  @Test
  void aCameraThatOnlyFfmpegCouldReadIsNotReadOverTlsAndItIsSaidWhy() throws Exception {
    Behaviour refusing =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                request.method().equals("SETUP")
                    ? new RtspResponse(461, "Unsupported Transport", usual.headers())
                    : usual);
          }
        };
    CameraAdapter never =
        (_, _, _) -> {
          throw new AssertionError("FFmpeg was told of a camera with a certificate");
        };
    CameraAdapter adapter = new RtspCameraAdapter(LIMITS, new Random(), never);
    TlsIdentity identity = TlsIdentity.make(folder, "camera");
    try (QuirkyCamera camera = new QuirkyCamera(refusing, identity.listen(0))) {
      CameraAddress address = new CameraAddress.Rtsp(url(camera.port()), Transport.AUTO);
      CameraException refused =
          assertThrows(
              CameraException.class, () -> adapter.open(address, Optional.empty(), memory).close());
      assertEquals(Reason.TRANSPORT, refused.reason());
      assertTrue(
          refused.getMessage().endsWith("as it cannot check the camera's certificate"),
          refused.getMessage());
    }
  }

  /**
   * A fatal alert (70, protocol_version), and a ServerHello of TLS 1.0: what old cameras answer.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "15030100020246",
        "160301002a020000260301000000000000000000000000000000000000000000000000000000000000000000002f00",
        "160301002a020000260301000000000000000000000000000000000000000000000000000000000000000000c01300"
      })
  void anOldTlsIsNamedAndNotSpoken(String answer) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              connection.getInputStream().readNBytes(5);
              connection.getOutputStream().write(HexFormat.of().parseHex(answer));
              connection.getInputStream().readAllBytes();
            })) {
      CameraException old =
          assertThrows(CameraException.class, () -> open(server.port(), Transport.AUTO).close());
      assertEquals(Reason.PROTOCOL, old.reason());
      assertTrue(
          old.getMessage().contains("the camera's TLS is too old (1.0 or 1.1)"), old.getMessage());
    }
  }
}
