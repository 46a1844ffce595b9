package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which addresses a scan tries. Pure. */
final class ScanTargets {

  /** How many addresses one scan tries, whatever networks there are. */
  static final int MOST = 4096;

  /** Networks of one or two hosts have nobody to find. */
  private static final int LONGEST_PREFIX = 30;

  private ScanTargets() {}

  /**
   * Every host of every private network (RFC 1918) or link-local one (RFC 3927), but ourselves, and
   * none twice.
   *
   * @param shortest a network with a shorter prefix is tried only in the part of this size that our
   *     own address is in
   */
  static List<InetAddress> of(List<LocalNetwork> networks, int shortest) {
    Set<InetAddress> targets = new LinkedHashSet<>();
    for (LocalNetwork network : networks) {
      boolean ours =
          network.address().isSiteLocalAddress() || network.address().isLinkLocalAddress();
      if (!ours || network.prefix() > LONGEST_PREFIX) {
        continue;
      }
      int own = LocalNetwork.bits(network.address());
      int mask =
          network.mask() | new LocalNetwork(network.device(), network.address(), shortest).mask();
      int first = own & mask;
      int last = first | ~mask;
      for (int bits = first + 1; bits < last && targets.size() < MOST + networks.size(); bits++) {
        targets.add(address(bits));
      }
    }
    networks.forEach(network -> targets.remove(network.address()));
    List<InetAddress> all = new ArrayList<>(targets);
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  private static InetAddress address(int bits) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(bits).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
