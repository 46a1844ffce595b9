package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DatagramLoop.Group;
import io.vedette.camera.discovery.DatagramLoop.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Searches by SSDP: one search for root devices, twice, and each device's description, from its own
 * address only. Announcements are listened to for ever.
 */
final class SsdpSearch implements SearchPart {

  private static final Duration OPEN = Duration.ofSeconds(Ssdp.MX + 1);
  private static final List<Duration> TIMES = List.of(Duration.ZERO, Duration.ofMillis(400));

  /** UPnP Device Architecture 1.1 clause 1.3.2. */
  private static final int HOPS = 2;

  private static final Group GROUP = Group.of(SightingSource.SSDP, Ssdp.GROUP, Ssdp.PORT, HOPS);

  private static final Duration FETCH_LIMIT = Duration.ofSeconds(3);
  private static final int AT_ONCE = 8;
  private static final int MOST_WAITING = 64;

  /** A description is looked at again in the next round, or after this. */
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

  private static final int MOST_REMEMBERED = 512;

  private final DatagramLoop datagrams;
  private final Reports reports;
  private final CameraMakers makers;
  private final Semaphore fetching = new Semaphore(AT_ONCE, true);
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<Ssdp.Location, Long> fetched = new HashMap<>();
  private volatile boolean closed;

  SsdpSearch(DatagramLoop datagrams, Reports reports, CameraMakers makers) {
    this.datagrams = datagrams;
    this.reports = reports;
    this.makers = makers;
    datagrams.listen(GROUP, this::read);
  }

  @Override
  public SightingSource source() {
    return SightingSource.SSDP;
  }

  @Override
  public void search(List<LocalNetwork> networks, List<InetAddress> hosts) {
    synchronized (fetched) {
      fetched.clear();
    }
    datagrams.ask(
        new Question(
            GROUP, List.of(Ssdp.search()), TIMES, List.of(), OPEN, this::read, this::finish));
  }

  /** The round is over once every description has come, or has had its time. */
  private void finish() {
    Thread.ofVirtual()
        .name("discovery-ssdp-end")
        .start(
            () -> {
              try {
                if (fetching.tryAcquire(
                    AT_ONCE, 2 * FETCH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                  fetching.release(AT_ONCE);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              reports.over(source());
            });
  }

  private void read(byte[] datagram, InetAddress from, Optional<String> network)
      throws DeviceFormatException {
    Optional<Ssdp.Message> message = Ssdp.read(datagram, from);
    if (message.isEmpty()) {
      return;
    }
    switch (message.get()) {
      case Ssdp.Byebye byebye -> reports.left(byebye.uuid(), from);
      case Ssdp.Alive alive -> {
        if (isDue(alive.location())) {
          fetch(alive.location(), network);
        }
      }
    }
  }

  private boolean isDue(Ssdp.Location location) {
    long now = System.nanoTime();
    synchronized (fetched) {
      fetched.values().removeIf(then -> now - then > AGAIN_AFTER.toNanos());
      if (fetched.size() >= MOST_REMEMBERED || fetched.containsKey(location)) {
        return false;
      }
      fetched.put(location, now);
      return true;
    }
  }

  private void fetch(Ssdp.Location location, Optional<String> network) {
    String about = location.address().getHostAddress();
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      reports.notice(
          source(), about, "more than " + MOST_WAITING + " descriptions wait; it is left out");
      return;
    }
    Thread.ofVirtual()
        .name("discovery-description")
        .start(
            () -> {
              try {
                describe(location, network);
              } finally {
                waiting.decrementAndGet();
              }
            });
  }

  private void describe(Ssdp.Location location, Optional<String> network) {
    String about = location.address().getHostAddress() + ":" + location.port() + location.path();
    fetching.acquireUninterruptibly();
    try {
      if (closed) {
        return;
      }
      HttpGlance answer =
          HttpGlance.at(
              location.address(),
              location.port(),
              location.path(),
              FETCH_LIMIT,
              DeviceXml.MOST_BYTES + 1);
      if (answer.status() != 200) {
        reports.notice(source(), about, "its description is answered with " + answer.status());
        return;
      }
      reports.seen(
          DeviceDescription.read(
              answer.body(), location.address(), network, location.port(), makers));
    } catch (IOException e) {
      reports.notice(source(), about, "its description does not come: " + e.getMessage());
    } catch (DeviceFormatException e) {
      reports.notice(source(), about, "its description: " + e.getMessage());
    } catch (RuntimeException e) {
      reports.notice(source(), about, "its description broke its reader: " + e);
    } finally {
      fetching.release();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
