package io.vedette.camera.discovery;

import static java.lang.System.Logger.Level.ERROR;

import io.vedette.camera.discovery.DiscoveryEvent.Noticed;
import io.vedette.camera.discovery.DiscoveryEvent.SearchEnded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Finds cameras: listens for those that announce themselves for as long as it is open, and looks
 * for all of them when asked to. Sends no credentials to anybody.
 *
 * <p>The listener is called on one thread of discovery's own, one event after another; what it is
 * given is immutable. It should return soon: meanwhile up to {@value Reports#MOST_WAITING} reports
 * wait, and what comes beyond is dropped. All methods are safe for use by any thread.
 */
public final class Discovery implements AutoCloseable {

  /** Where the networks of this machine are told. */
  @FunctionalInterface
  public interface Networks {
    /**
     * The networks at this moment.
     *
     * @throws SocketException if that cannot be told
     */
    List<LocalNetwork> now() throws SocketException;
  }

  /** How many hosts a round asks one by one. */
  static final int MOST_HOSTS = 256;

  /** How often the thread looks whether the networks are others. */
  private static final Duration LOOK_PERIOD = Duration.ofSeconds(5);

  /** How often the neighbour table is looked at while a round is under way, and so fills it. */
  private static final Duration NEIGHBOURS_PERIOD = Duration.ofSeconds(1);

  private static final long WAIT_MILLIS = 500;
  private static final Duration JOIN = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(Discovery.class.getName());

  private final Networks networks;
  private final InstantSource clock;
  private final Consumer<DiscoveryEvent> listener;
  private final Reports reports = new Reports();
  private final NoticeFilter filter = new NoticeFilter();
  private final CameraMerger merger;
  private final CameraMakers makers = new CameraMakers();
  private final Neighbours neighbours;
  private final DatagramLoop datagrams;
  private final List<SearchPart> parts;
  private final Set<SightingSource> underWay = EnumSet.noneOf(SightingSource.class);
  private final Thread thread;
  private volatile List<DiscoveredCamera> cameras = List.of();
  private volatile List<LocalNetwork> networksNow = List.of();
  private volatile boolean closed;
  private Instant searchBegan = Instant.EPOCH;

  /**
   * Starts to listen.
   *
   * @param settings what the site wants
   * @param networks tells the networks to look in, such as {@link LocalNetwork#all}; asked again
   *     every few seconds
   * @param clock the time by which cameras were seen
   * @param listener hears of everything
   * @throws IOException if the machine has no file descriptors left for it
   */
  public Discovery(
      DiscoverySettings settings,
      Networks networks,
      InstantSource clock,
      Consumer<DiscoveryEvent> listener)
      throws IOException {
    this.networks = networks;
    this.clock = clock;
    this.listener = listener;
    this.merger = new CameraMerger(settings.mostDevices(), settings.quiet());
    this.neighbours = new Neighbours(new NeighbourTable(), makers, reports);
    this.datagrams = new DatagramLoop(reports::notice);
    look();
    this.parts = parts(settings);
    this.thread = Thread.ofPlatform().daemon().name("discovery").start(this::run);
  }

  private List<SearchPart> parts(DiscoverySettings settings) {
    List<SearchPart> all = new ArrayList<>();
    all.add(new WsDiscoverySearch(datagrams, reports, UUID::randomUUID));
    all.add(new MulticastDnsSearch(datagrams, reports));
    all.add(new SsdpSearch(datagrams, reports, makers));
    if (settings.scans()) {
      HostScan host =
          new HostScan(
              new Pace(settings.scanRate()),
              neighbours.table(),
              makers,
              new MakerSigns(),
              HostScan.RTSP_PORTS);
      all.add(new SubnetScan(reports, host, settings.scanPrefix()));
    }
    return List.copyOf(all);
  }

  /**
   * Begins one round of everything at once, and returns. {@link DiscoveryEvent.SearchEnded} tells
   * when it is over.
   *
   * @param hosts addresses to ask one by one besides, such as those that cameras had; the first
   *     {@value #MOST_HOSTS} count
   * @return false if a round is under way, or discovery is closed; then nothing is begun
   */
  public boolean search(Collection<? extends InetAddress> hosts) {
    synchronized (underWay) {
      if (closed || !underWay.isEmpty()) {
        return false;
      }
      parts.forEach(part -> underWay.add(part.source()));
      searchBegan = clock.instant();
    }
    Set<InetAddress> asked = new LinkedHashSet<>(hosts);
    cameras.forEach(camera -> asked.addAll(camera.addresses()));
    List<InetAddress> bounded = asked.stream().limit(MOST_HOSTS).toList();
    List<LocalNetwork> now = look();
    for (SearchPart part : parts) {
      part.search(now, bounded);
    }
    return true;
  }

  /** The cameras known at this moment, in the order in which they were found. */
  public List<DiscoveredCamera> cameras() {
    return cameras;
  }

  /** Ends everything; the listener hears no more once this has returned. Idempotent. */
  @Override
  public void close() {
    closed = true;
    parts.forEach(SearchPart::close);
    datagrams.close();
    thread.interrupt();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<LocalNetwork> look() {
    try {
      List<LocalNetwork> now = List.copyOf(networks.now());
      networksNow = now;
      datagrams.networks(now);
      return now;
    } catch (SocketException | RuntimeException e) {
      reports.notice(
          SightingSource.NEIGHBOURS,
          "every network",
          "the networks are not told: " + e.getMessage());
      return List.of();
    }
  }

  private void run() {
    long looked = System.nanoTime();
    long lookedAtNeighbours = looked;
    while (!closed) {
      try {
        Optional<Reports.Report> report = reports.next(WAIT_MILLIS);
        if (report.isPresent()) {
          take(report.get());
        }
        if (System.nanoTime() - looked > LOOK_PERIOD.toNanos()) {
          look();
          looked = System.nanoTime();
        }
        if (isSearching() && System.nanoTime() - lookedAtNeighbours > NEIGHBOURS_PERIOD.toNanos()) {
          lookAtNeighbours();
          lookedAtNeighbours = System.nanoTime();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.log(ERROR, "A report of discovery's cannot be taken", e);
      }
    }
  }

  private void take(Reports.Report report) {
    Instant now = clock.instant();
    switch (report) {
      case Reports.Seen seen -> tell(merger.seen(neighbours.completed(seen.sighting()), now));
      case Reports.Left left -> tell(merger.left(left.uuid(), left.from()));
      case Reports.Told told -> tell(List.of(new Noticed(told.notice())));
      case Reports.PartOver over -> over(over.part(), now);
    }
  }

  private void over(SightingSource part, Instant now) {
    Duration took;
    synchronized (underWay) {
      underWay.remove(part);
      if (!underWay.isEmpty()) {
        return;
      }
      took = Duration.between(searchBegan, now);
    }
    lookAtNeighbours();
    count(reports.takeDropped(), " reports were dropped: more came than could be taken");
    count(filter.takeHeld(), " further notices were held back");
    tell(List.of(new SearchEnded(took, cameras.size())));
  }

  private void lookAtNeighbours() {
    for (Sighting neighbour : neighbours.cameras(networksNow)) {
      tell(merger.seen(neighbour, clock.instant()));
    }
  }

  /** Whether a round is under way. */
  public boolean isSearching() {
    synchronized (underWay) {
      return !underWay.isEmpty();
    }
  }

  private void count(int number, String what) {
    if (number > 0) {
      emit(new Noticed(new Notice(SightingSource.NEIGHBOURS, "every network", number + what)));
    }
  }

  private void tell(List<DiscoveryEvent> events) {
    // Even without an event it is known when they were seen last.
    cameras = merger.cameras();
    for (DiscoveryEvent event : events) {
      if (!(event instanceof Noticed noticed) || filter.passes(noticed.notice(), clock.instant())) {
        emit(event);
      }
    }
  }

  private void emit(DiscoveryEvent event) {
    if (closed) {
      return;
    }
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "The listener of discovery broke at " + event, e);
    }
  }
}
