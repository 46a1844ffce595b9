package io.vedette.camera.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An IPv4 network that this machine is in.
 *
 * @param device the interface
 * @param address our own address there
 * @param prefix how many leading bits name the network, 0 to 32
 */
public record LocalNetwork(NetworkInterface device, Inet4Address address, int prefix) {

  /**
   * @throws IllegalArgumentException if the prefix is out of its range
   */
  public LocalNetwork {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("not the length of a prefix: " + prefix);
    }
  }

  /**
   * The networks of every interface that is up and is not the loopback.
   *
   * @throws SocketException if the kernel does not tell
   */
  public static List<LocalNetwork> all() throws SocketException {
    List<LocalNetwork> networks = new ArrayList<>();
    for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
      if (isUsable(device)) {
        for (InterfaceAddress bound : device.getInterfaceAddresses()) {
          if (bound.getAddress() instanceof Inet4Address address) {
            networks.add(new LocalNetwork(device, address, bound.getNetworkPrefixLength()));
          }
        }
      }
    }
    return networks;
  }

  private static boolean isUsable(NetworkInterface device) {
    try {
      return device.isUp() && !device.isLoopback();
    } catch (SocketException e) {
      // It went away since it was listed.
      return false;
    }
  }

  /** Its interface's name. */
  public String name() {
    return device.getName();
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress other) {
    return other instanceof Inet4Address && ((bits(other) ^ bits(address)) & mask()) == 0;
  }

  /** Which of these an address is in. */
  static Optional<LocalNetwork> of(InetAddress address, List<LocalNetwork> networks) {
    return networks.stream().filter(network -> network.contains(address)).findFirst();
  }

  int mask() {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  static int bits(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }
}
