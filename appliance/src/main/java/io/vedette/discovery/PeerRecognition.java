package io.vedette.discovery;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.discovery.AddressProbe;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.config.CameraConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Tells cameras from others at their addresses before anything is sent there. Safe for use by any
 * thread.
 */
public final class PeerRecognition {

  private final AddressProbe probe;

  public PeerRecognition(AddressProbe probe) {
    this.probe = probe;
  }

  /** How a camera is told from others; {@link PeerCheck#NONE} if it cannot be. */
  public PeerCheck of(CameraConfig camera) {
    CameraIdentity known = camera.identity();
    return known.mac().isEmpty() && known.uuid().isEmpty()
        ? PeerCheck.NONE
        : peer -> check(known, peer);
  }

  private void check(CameraIdentity known, InetSocketAddress peer) throws CameraException {
    if (verdict(known, peer.getAddress()) == Verdict.OTHER) {
      throw new CameraException(
          Reason.OTHER_DEVICE,
          "connect",
          "another device answers at this address" + who(known, peer));
    }
  }

  private String who(CameraIdentity known, InetSocketAddress peer) {
    Optional<String> there =
        probe.neighbour(peer.getAddress()).map(Neighbour::mac).map(Object::toString);
    String evidence =
        known.mac().isPresent() && there.isPresent()
            ? " (" + there.get() + ", the camera is " + known.mac().get() + ")"
            : " (it does not call itself " + known.uuid().orElse("as the camera does") + ")";
    return evidence + "; it was sent nothing, and the camera is looked for";
  }

  /** Whether who answers at an address is a camera; right after it has answered something. */
  Verdict verdict(CameraIdentity known, InetAddress address) {
    return Verdict.of(known, probe.neighbour(address), () -> probe.uuid(address));
  }

  /** Whether anybody answers at an address, as {@link AddressProbe#isThere}. */
  boolean isThere(InetAddress address, int port) {
    return probe.isThere(address, port);
  }

  /** Who is at an address of our own networks, as {@link AddressProbe#neighbour}. */
  Optional<Neighbour> neighbour(InetAddress address) {
    return probe.neighbour(address);
  }

  /** Who is on our own networks, as {@link AddressProbe#neighbours}. */
  Map<InetAddress, MacAddress> neighbours() {
    return probe.neighbours();
  }
}
