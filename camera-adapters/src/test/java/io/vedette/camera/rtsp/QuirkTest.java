package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What tests of odd cameras have in common. */
abstract class QuirkTest {

  /** As long as the busiest machine takes. */
  private static final Duration PATIENT = Duration.ofSeconds(20);

  /** Nothing that comes at last, however busy the machine, is given up. */
  static final RtspLimits LIMITS =
      new RtspLimits(PATIENT, PATIENT, PATIENT, Duration.ofSeconds(30), PATIENT);

  static final RtspCameraAdapter ADAPTER = new RtspCameraAdapter(LIMITS, new Random());

  /** The same, but for video that stays away so long: what waits for that is a test. */
  static RtspLimits stalledAfter(Duration video) {
    return new RtspLimits(PATIENT, PATIENT, video, LIMITS.picture(), PATIENT);
  }

  /** The same, but for answers that stay away so long. */
  static RtspLimits unansweredAfter(Duration answer) {
    return new RtspLimits(PATIENT, answer, PATIENT, LIMITS.picture(), PATIENT);
  }

  static PacketSource open(QuirkyCamera camera) throws CameraException {
    return open(camera.url(), Transport.TCP);
  }

  static PacketSource open(URI url, Transport transport) throws CameraException {
    return ADAPTER.open(new Rtsp(url, transport), Optional.empty());
  }

  static PacketSource open(
      URI url, Transport transport, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    return ADAPTER.open(new Rtsp(url, transport), credentials, memory);
  }

  static CameraException refused(QuirkyCamera camera, Transport transport) {
    return assertThrows(CameraException.class, () -> open(camera.url(), transport).close());
  }

  /** The next pictures; fails with the session. */
  static List<Packet> pictures(PacketSource source, int count) throws CameraException {
    List<Packet> pictures = new ArrayList<>();
    while (pictures.size() < count) {
      if (source.next() instanceof Packet packet && packet.trackId() == 1) {
        pictures.add(packet);
      }
    }
    return pictures;
  }

  /** What a test reads a session for. */
  @FunctionalInterface
  interface Sign {
    boolean isSeen();
  }

  /** Reads on until the camera shows a sign; fails with the session, or after a minute. */
  static void readUntil(PacketSource source, Sign sign) throws CameraException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!sign.isSeen()) {
      assertTrue(System.nanoTime() - deadline < 0, "nothing to be seen for a minute");
      pictures(source, 1);
    }
  }

  /** Plays the camera for a while; the pictures that came. */
  static List<Packet> play(QuirkyCamera.Behaviour behaviour) throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = open(camera)) {
      return pictures(source, 25);
    }
  }

  /** Reads until the session ends; why it did. */
  static CameraException end(PacketSource source) {
    return assertThrows(
        CameraException.class,
        () -> {
          MediaEvent event = source.next();
          while (event != null) {
            event = source.next();
          }
        });
  }

  static RtspResponse response(RtspRequest to, int status, String reason, String... fields) {
    RtspHeaders headers = RtspHeaders.NONE.with("CSeq", to.headers().first("CSeq").orElseThrow());
    for (int i = 0; i < fields.length; i += 2) {
      headers = headers.with(fields[i], fields[i + 1]);
    }
    return new RtspResponse(status, reason, headers);
  }

  /** The response with another value of a field. */
  static RtspResponse with(RtspResponse response, String name, String value) {
    RtspHeaders headers = without(response, name).headers().with(name, value);
    return new RtspResponse(
        response.protocol(), response.status(), response.reason(), headers, response.body());
  }

  static RtspResponse without(RtspResponse response, String name) {
    RtspHeaders headers = RtspHeaders.NONE;
    for (String known :
        List.of("CSeq", "Public", "Content-Base", "Content-Type", "Session", "Transport")) {
      Optional<String> value = response.headers().first(known);
      if (value.isPresent() && !known.equals(name)) {
        headers = headers.with(known, value.get());
      }
    }
    return new RtspResponse(
        response.protocol(), response.status(), response.reason(), headers, response.body());
  }
}
