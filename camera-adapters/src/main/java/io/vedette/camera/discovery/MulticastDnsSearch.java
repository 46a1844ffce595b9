package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DatagramLoop.Group;
import io.vedette.camera.discovery.DatagramLoop.Question;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches by multicast DNS: one query for all service types, three times, from a port of our own,
 * so that the answers come to us alone and the box's own responder keeps its port (RFC 6762 6.7).
 * Announcements are listened to for ever.
 */
final class MulticastDnsSearch implements SearchPart {

  private static final Duration OPEN = Duration.ofSeconds(4);

  /** RFC 6762 5.2: the first two a second apart, then ever longer. */
  private static final List<Duration> TIMES =
      List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** RFC 6762 11. */
  private static final int HOPS = 255;

  private static final Group GROUP =
      Group.of(SightingSource.MDNS, MulticastDns.GROUP, MulticastDns.PORT, HOPS);

  /** How long the rest has to come by itself. */
  private static final Duration FOLLOW_UP = Duration.ofMillis(200);

  /** A host is asked alone no more often. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private static final int MOST_ASKED = 64;
  private static final int MOST_INSTANCES = 8;

  /** Whom we have asked alone, and when; used by the datagrams' thread. */
  private final Map<InetAddress, Long> asked = new HashMap<>();

  private final DatagramLoop datagrams;
  private final Reports reports;

  MulticastDnsSearch(DatagramLoop datagrams, Reports reports) {
    this.datagrams = datagrams;
    this.reports = reports;
    datagrams.listen(GROUP, this::read);
  }

  @Override
  public SightingSource source() {
    return SightingSource.MDNS;
  }

  @Override
  public void search(List<LocalNetwork> networks, List<InetAddress> hosts) {
    // Responders answer a host that asks them alone too (RFC 6762 5.5).
    datagrams.ask(
        new Question(
            GROUP,
            List.of(MulticastDns.query()),
            TIMES,
            hosts,
            OPEN,
            this::read,
            () -> reports.over(source())));
  }

  private void read(byte[] datagram, InetAddress from, Optional<String> network)
      throws DeviceFormatException {
    MulticastDns.Told told = MulticastDns.read(datagram, from, network);
    told.sighting().ifPresent(reports::seen);
    if (!told.incomplete().isEmpty() && network.isPresent() && isDue(from)) {
      ask(from, told.incomplete());
    }
  }

  /** Asks a host alone for the rest; some responders send it in messages of their own, or never. */
  private void ask(InetAddress host, List<DnsName> instances) {
    List<DnsName> bounded = instances.subList(0, Math.min(MOST_INSTANCES, instances.size()));
    datagrams.ask(
        new Question(
            Group.of(source(), host.getHostAddress(), MulticastDns.PORT, HOPS),
            List.of(DnsMessage.queryInstances(bounded)),
            List.of(FOLLOW_UP),
            List.of(host),
            FOLLOW_UP.plusSeconds(1),
            this::read,
            () -> {}));
  }

  private boolean isDue(InetAddress host) {
    long now = System.nanoTime();
    asked.values().removeIf(then -> now - then > AGAIN_AFTER.toNanos());
    return asked.size() < MOST_ASKED && asked.putIfAbsent(host, now) == null;
  }
}
