package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Tries the addresses of local networks one by one, at a bounded rate, for cameras that announce
 * themselves by nothing. One thread begins; each host is looked at by a virtual one.
 */
final class SubnetScan implements SearchPart {

  private static final int AT_ONCE = 128;
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final Reports reports;
  private final HostScan host;
  private final int shortestPrefix;
  private volatile Optional<Thread> thread = Optional.empty();

  /**
   * @param host looks at one host
   * @param shortestPrefix the largest network that is tried whole
   */
  SubnetScan(Reports reports, HostScan host, int shortestPrefix) {
    this.reports = reports;
    this.host = host;
    this.shortestPrefix = shortestPrefix;
  }

  @Override
  public SightingSource source() {
    return SightingSource.SCAN;
  }

  @Override
  public void search(List<LocalNetwork> networks, List<InetAddress> hosts) {
    // Known hosts first: who looks for a camera that has moved wants to know soon who is there.
    Set<InetAddress> targets = new LinkedHashSet<>();
    for (InetAddress known : hosts) {
      if (LocalNetwork.of(known, networks).isPresent()) {
        targets.add(known);
      }
    }
    targets.addAll(ScanTargets.of(networks, shortestPrefix));
    thread =
        Optional.of(
            Thread.ofPlatform()
                .daemon()
                .name("discovery-scan")
                .start(() -> scan(List.copyOf(targets), networks)));
  }

  private void scan(List<InetAddress> targets, List<LocalNetwork> networks) {
    Semaphore free = new Semaphore(AT_ONCE);
    Set<Thread> looking = ConcurrentHashMap.newKeySet();
    try {
      for (InetAddress target : targets) {
        free.acquire();
        Thread look =
            Thread.ofVirtual()
                .name("discovery-host")
                .unstarted(
                    () -> {
                      try {
                        look(target, networks);
                      } finally {
                        looking.remove(Thread.currentThread());
                        free.release();
                      }
                    });
        looking.add(look);
        look.start();
      }
      free.acquire(AT_ONCE);
    } catch (InterruptedException e) {
      looking.forEach(Thread::interrupt);
    } finally {
      reports.over(source());
    }
  }

  private void look(InetAddress target, List<LocalNetwork> networks) {
    try {
      host.look(target, LocalNetwork.of(target, networks).map(LocalNetwork::name))
          .ifPresent(reports::seen);
    } catch (InterruptedException e) {
      // The scan is being ended.
    } catch (RuntimeException e) {
      reports.notice(source(), target.getHostAddress(), "it broke the scan of it: " + e);
    }
  }

  @Override
  public void close() {
    Optional<Thread> scanning = thread;
    if (scanning.isEmpty()) {
      return;
    }
    scanning.get().interrupt();
    try {
      scanning.get().join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
