package io.vedette.discovery;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.DeviceIdentity;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.config.CameraConfig;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks cameras by ONVIF who they are, with their own credentials: after a session has begun and
 * then once an hour; after a failure ten minutes later; and after a refusal not before the
 * credentials are others, as a camera may lock the account. Used by one thread, which it blocks for
 * up to a minute.
 */
final class DeviceInquiry {

  static final Duration AGAIN = Duration.ofHours(1);
  static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(DeviceInquiry.class.getName());

  /**
   * What a camera has told.
   *
   * @param identity who it is
   * @param firmware version of its firmware
   * @param clockAhead by how much its clock is ahead of the box's
   */
  record Told(CameraIdentity identity, Optional<String> firmware, Optional<Duration> clockAhead) {}

  /**
   * When a camera may be asked again.
   *
   * @param session since when the session has run in which it was asked
   * @param next in that session
   */
  private record Asked(
      URI service, Optional<Credentials> credentials, Instant session, Instant next) {}

  private final PeerRecognition recognition;
  private final Map<String, Asked> asked = new HashMap<>();

  DeviceInquiry(PeerRecognition recognition) {
    this.recognition = recognition;
  }

  /** Forgets cameras that are not in the configuration any more. */
  void retain(List<CameraConfig> cameras) {
    asked.keySet().retainAll(cameras.stream().map(CameraConfig::id).collect(Collectors.toSet()));
  }

  /**
   * Asks, if it is time.
   *
   * @param address where its pictures come from
   * @param neighbour who is there, if that is on our own network
   * @param services its device service, if it has one
   * @param session since when its pictures come
   * @return what it has told; empty if it was not asked, or has not answered
   */
  Optional<Told> ask(
      CameraConfig camera,
      InetAddress address,
      Optional<Neighbour> neighbour,
      List<URI> services,
      Instant session,
      Instant now) {
    Optional<URI> service = service(camera, address, services);
    if (service.isEmpty() || !isTime(camera, service.get(), session, now)) {
      return Optional.empty();
    }
    Instant next;
    Optional<Told> told = Optional.empty();
    try {
      told = Optional.of(told(describe(camera, service.get()), neighbour));
      next = now.plus(AGAIN);
    } catch (CameraException e) {
      LOG.log(DEBUG, "Camera {0}: it does not tell who it is: {1}", camera.id(), e.getMessage());
      next = e.reason() == Reason.UNAUTHORIZED ? Instant.MAX : now.plus(AFTER_FAILURE);
    }
    asked.put(camera.id(), new Asked(service.get(), camera.credentials(), session, next));
    return told;
  }

  private boolean isTime(CameraConfig camera, URI service, Instant session, Instant now) {
    Asked last = asked.get(camera.id());
    if (last == null || !last.credentials.equals(camera.credentials())) {
      return true;
    }
    if (last.next.equals(Instant.MAX)) {
      return false;
    }
    boolean anew = !last.session.equals(session) || !last.service.equals(service);
    // The firmware may be another one after the camera has been away, but not every few seconds.
    Instant earliest = last.next.minus(AGAIN).plus(AFTER_FAILURE);
    return !now.isBefore(anew && earliest.isBefore(last.next) ? earliest : last.next);
  }

  /** The one at its address; without TLS only where the user does not want that for the video. */
  private static Optional<URI> service(
      CameraConfig camera, InetAddress address, List<URI> services) {
    return services.stream()
        .filter(one -> address.getHostAddress().equals(one.getHost()))
        .filter(one -> isSecure(one) || !CameraHost.isSecure(camera))
        .findFirst();
  }

  private static boolean isSecure(URI service) {
    return "https".equalsIgnoreCase(service.getScheme());
  }

  private DeviceDescription describe(CameraConfig camera, URI service) throws CameraException {
    CameraMemory memory = new CameraMemory(camera.learned(), _ -> {}, recognition.of(camera));
    try (OnvifDevice device =
        OnvifDevice.connect(new DeviceAddress(service), camera.credentials(), memory)) {
      return device.describe();
    }
  }

  private static Told told(DeviceDescription description, Optional<Neighbour> neighbour) {
    DeviceIdentity device = description.identity();
    return new Told(
        new CameraIdentity(
            text(device.serial()),
            description
                .mac()
                .flatMap(MacAddress::parse)
                .filter(mac -> SeenAtAddress.isOf(mac, neighbour))
                .map(MacAddress::text),
            Optional.empty(),
            text(device.make()),
            text(device.model())),
        text(device.firmware()),
        description.clock().ahead());
  }

  private static Optional<String> text(String told) {
    return KnownCamera.text(Optional.of(told));
  }
}
