package io.vedette.discovery;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.config.CameraConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks where one camera is, by what discovery has seen and by who answers; shows credentials to
 * nobody. Blocks its caller for some seconds; safe for use by any thread.
 */
final class CameraSearch {

  /** What looking for a camera came to. */
  sealed interface Outcome {}

  /** It is where it was; what fails is something else. */
  record Present() implements Outcome {}

  /**
   * It is somewhere else.
   *
   * @param address where
   */
  record Found(Inet4Address address) implements Outcome {}

  /**
   * It is nowhere to be seen.
   *
   * @param doubt why that cannot be told for sure, for people
   */
  record Missing(Optional<String> doubt) implements Outcome {}

  private final PeerRecognition recognition;
  private final Supplier<List<DiscoveredCamera>> seen;
  private final Supplier<List<CameraConfig>> cameras;

  /**
   * @param seen what discovery knows
   * @param cameras the configuration
   */
  CameraSearch(
      PeerRecognition recognition,
      Supplier<List<DiscoveredCamera>> seen,
      Supplier<List<CameraConfig>> cameras) {
    this.recognition = recognition;
    this.seen = seen;
    this.cameras = cameras;
  }

  /**
   * Looks at its old address, then wherever it may be. Where it may be nowhere, and that is all
   * that is wanted, nothing is sent.
   *
   * @param since since when it does not answer
   * @param thorough whether its old address is looked at in any case
   */
  Outcome locate(CameraConfig camera, CameraHost host, Instant since, boolean thorough) {
    Optional<InetAddress> old = host.resolve();
    Whereabouts where =
        Whereabouts.of(camera, old, since, seen.get(), recognition.neighbours(), cameras.get());
    if (where.addresses().isEmpty() && !thorough) {
      return new Missing(where.doubt());
    }
    Verdict here =
        old.isPresent() && recognition.isThere(old.get(), host.port())
            ? recognition.verdict(camera.identity(), old.get())
            : Verdict.OTHER;
    if (here == Verdict.SAME) {
      return new Present();
    }
    for (Inet4Address address : where.addresses()) {
      if (isAt(camera.identity(), address, host.port(), here == Verdict.UNCLEAR)) {
        return new Found(address);
      }
    }
    return new Missing(where.doubt());
  }

  /**
   * Whether the camera is there.
   *
   * @param rival whether somebody answers at the old address, who may be the camera: then it takes
   *     the hardware address, since others may have its UUID or serial number
   */
  private boolean isAt(CameraIdentity identity, Inet4Address address, int port, boolean rival) {
    if (!recognition.isThere(address, port)) {
      return false;
    }
    return switch (recognition.verdict(identity, address)) {
      case SAME -> !rival || hasMac(identity, address);
      case OTHER -> false;
      case UNCLEAR -> !rival && identity.mac().isEmpty() && identity.uuid().isEmpty();
    };
  }

  private boolean hasMac(CameraIdentity identity, Inet4Address address) {
    return identity.mac().isPresent()
        && recognition.neighbour(address).map(device -> device.mac().text()).equals(identity.mac());
  }
}
