package io.vedette.discovery;

import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.SightingSource;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cameras as discovery would tell them. */
public final class FoundCameras {

  /** What one tells of itself. */
  record Told(Optional<String> serial, Optional<MacAddress> mac, Optional<String> uuid) {

    /** The same at an address. */
    DiscoveredCamera at(String address) {
      return camera("id", address, this, List.of(), List.of(), List.of());
    }
  }

  private static final Told NOTHING =
      new Told(Optional.empty(), Optional.empty(), Optional.empty());

  private FoundCameras() {}

  /** One of which no more is known than where it is. */
  public static DiscoveredCamera at(String id, String address) {
    return camera(id, address, NOTHING, List.of(), List.of(), List.of());
  }

  /** One that speaks ONVIF there. */
  static DiscoveredCamera onvif(String... services) {
    return camera(
        "id",
        "127.0.0.1",
        NOTHING,
        List.of(services).stream().map(URI::create).toList(),
        List.of(),
        List.of());
  }

  /** One that tells its streams, and speaks RTSP at ports. */
  static DiscoveredCamera rtsp(List<URI> streams, List<Integer> ports) {
    return camera("id", "127.0.0.1", NOTHING, List.of(), streams, ports);
  }

  private static DiscoveredCamera camera(
      String id,
      String address,
      Told told,
      List<URI> services,
      List<URI> streams,
      List<Integer> ports) {
    InetAddress at = InetAddress.ofLiteral(address);
    return new DiscoveredCamera(
        id,
        at,
        List.of(at),
        Optional.of("eth0"),
        told.uuid(),
        told.mac(),
        told.serial(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        services,
        streams,
        ports,
        Optional.empty(),
        Set.of(SightingSource.SCAN),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
