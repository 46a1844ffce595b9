package io.vedette.camera.discovery;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.discovery.DatagramLoop.Ear;
import io.vedette.camera.discovery.DatagramLoop.Group;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Listens to a group wherever it can be joined. It is bound to the group's address, so that it
 * takes nothing from other programs at the same port (avahi, wsdd). Used by the loop's thread.
 */
final class GroupListener {

  private static final System.Logger LOG = System.getLogger(GroupListener.class.getName());

  private final Group group;
  private final Ear ear;
  private final Consumer<Notice> notices;
  private final Map<String, MembershipKey> joined = new HashMap<>();
  private Optional<DatagramChannel> channel = Optional.empty();

  GroupListener(Group group, Ear ear, Consumer<Notice> notices) {
    this.group = group;
    this.ear = ear;
    this.notices = notices;
  }

  /** Listens on these networks from now on; what has failed before is tried again. */
  void listen(Selector selector, List<LocalNetwork> networks) {
    if (channel.filter(DatagramChannel::isOpen).isEmpty()) {
      joined.clear();
      channel = open(selector);
    }
    channel.ifPresent(open -> join(open, networks));
  }

  private Optional<DatagramChannel> open(Selector selector) {
    DatagramChannel fresh = null;
    try {
      fresh = DatagramChannel.open(StandardProtocolFamily.INET);
      fresh.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      fresh.setOption(StandardSocketOptions.SO_RCVBUF, DatagramLoop.SOCKET_BUFFER);
      fresh.bind(group.address());
      fresh.configureBlocking(false);
      fresh.register(selector, SelectionKey.OP_READ, ear);
      return Optional.of(fresh);
    } catch (IOException | RuntimeException e) {
      notices.accept(DatagramLoop.failure(group.source(), "port " + group.address().getPort(), e));
      close(fresh);
      return Optional.empty();
    }
  }

  /** The kernel forgets interfaces that go away; one that comes back has another index. */
  private void join(DatagramChannel open, List<LocalNetwork> networks) {
    Set<String> present = new HashSet<>();
    for (LocalNetwork network : networks) {
      String device = network.name() + "#" + network.device().getIndex();
      if (!present.add(device) || joined.containsKey(device)) {
        continue;
      }
      try {
        joined.put(device, open.join(group.address().getAddress(), network.device()));
      } catch (IOException | RuntimeException e) {
        notices.accept(DatagramLoop.failure(group.source(), network.name(), e));
      }
    }
    for (String device : List.copyOf(joined.keySet())) {
      if (!present.contains(device)) {
        joined.remove(device).drop();
        String name = device.substring(0, device.indexOf('#'));
        notices.accept(new Notice(group.source(), name, "the interface has gone away"));
      }
    }
  }

  private static void close(DatagramChannel broken) {
    if (broken == null) {
      return;
    }
    try {
      broken.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "The channel was broken before it was closed", e);
    }
  }
}
