package io.vedette.discovery;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.SightingSource;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Cameras as tests write them down; what is null is not known. */
final class Seen {

  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private Seen() {}

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static CameraIdentity identity(String mac, String uuid, String serial) {
    return new CameraIdentity(
        Optional.ofNullable(serial),
        Optional.ofNullable(mac),
        Optional.ofNullable(uuid),
        Optional.empty(),
        Optional.empty());
  }

  static CameraConfig config(String id, String url, CameraIdentity identity) {
    return new CameraConfig(
            id,
            "Camera " + id,
            new CameraAddress.Rtsp(URI.create(url), CameraAddress.Transport.TCP),
            Optional.empty(),
            Optional.of(new Credentials("joe", "secret")),
            SourceMode.ALWAYS,
            true)
        .with(identity);
  }

  /** One that discovery has seen just now, at its addresses. */
  static DiscoveredCamera camera(String mac, String uuid, String serial, String... addresses) {
    List<InetAddress> all = Stream.of(addresses).map(Seen::address).toList();
    return new DiscoveredCamera(
        "at-" + addresses[0],
        all.getFirst(),
        all,
        Optional.of("eth0"),
        Optional.ofNullable(uuid),
        Optional.ofNullable(mac).map(MacAddress::new),
        Optional.ofNullable(serial),
        Optional.of("Example"),
        Optional.of("X1"),
        Optional.empty(),
        Optional.empty(),
        List.of(URI.create("http://" + addresses[0] + "/onvif/device_service")),
        List.of(),
        List.of(554),
        Optional.empty(),
        Set.of(SightingSource.WS_DISCOVERY),
        NOW,
        NOW);
  }
}
