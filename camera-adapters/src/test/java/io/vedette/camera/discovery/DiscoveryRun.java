package io.vedette.camera.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Searches once, in the network namespace that it is started in, and writes what it hears as lines.
 * Arguments: whether to scan, and how many milliseconds to listen on after the round.
 */
final class DiscoveryRun {

  private static final Path COUNTERS = Path.of("/sys/class/net/eth0/statistics");

  /** With room for the sleep that ends a little late. */
  private static final long A_SECOND = 1_050_000_000;

  /** How many packets had been sent at a moment between two. */
  private record Sample(long before, long sent, long after) {
    static Sample now() throws IOException {
      long before = System.nanoTime();
      return new Sample(before, counter("tx_packets"), System.nanoTime());
    }
  }

  private DiscoveryRun() {}

  public static void main(String[] arguments) throws Exception {
    boolean scans = Boolean.parseBoolean(arguments[0]);
    long linger = Long.parseLong(arguments[1]);
    List<InetAddress> hosts = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      hosts.add(InetAddress.getByName(arguments[i]));
    }
    DiscoverySettings settings =
        scans ? DiscoverySettings.DEFAULT : DiscoverySettings.DEFAULT.withoutScan();
    CountDownLatch ended = new CountDownLatch(1);
    long[] began = {System.nanoTime()};
    try (Discovery discovery =
        new Discovery(
            settings,
            LocalNetwork::all,
            InstantSource.system(),
            event -> {
              System.out.println(millis(began[0]) + " " + line(event));
              if (event instanceof DiscoveryEvent.SearchEnded) {
                ended.countDown();
              }
            })) {
      System.out.println("listening");
      if (linger < 0) {
        Thread.sleep(Long.MAX_VALUE);
      }
      long sentBefore = counter("tx_packets");
      long gotBefore = counter("rx_packets");
      began[0] = System.nanoTime();
      discovery.search(hosts);
      long peak = 0;
      List<Sample> samples = new ArrayList<>(List.of(Sample.now()));
      while (ended.getCount() > 0) {
        Thread.sleep(100);
        Sample last = Sample.now();
        // Those that a busy machine took late are no second's.
        for (Sample other : samples) {
          if (last.after - other.before <= A_SECOND) {
            peak = Math.max(peak, last.sent - other.sent);
          }
        }
        samples.add(last);
      }
      long took = millis(began[0]);
      long all = counter("tx_packets") - sentBefore;
      System.out.println(
          "packets sent "
              + all
              + " received "
              + (counter("rx_packets") - gotBefore)
              + " in "
              + took
              + " ms, at most "
              + peak
              + " sent in a second");
      Thread.sleep(Duration.ofMillis(linger));
      for (DiscoveredCamera camera : discovery.cameras()) {
        System.out.println("camera " + camera);
      }
      System.out.println("done " + discovery.cameras().size());
    }
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private static long counter(String name) throws IOException {
    return Long.parseLong(Files.readString(COUNTERS.resolve(name)).strip());
  }

  private static String line(DiscoveryEvent event) {
    return switch (event) {
      case DiscoveryEvent.Found found -> "found " + brief(found.camera());
      case DiscoveryEvent.Changed changed -> "changed " + brief(changed.camera());
      case DiscoveryEvent.Lost lost -> "lost " + lost.id() + ": " + lost.why();
      case DiscoveryEvent.Noticed noticed -> "notice " + noticed.notice();
      case DiscoveryEvent.SearchEnded end -> "ended, cameras " + end.cameras();
    };
  }

  private static String brief(DiscoveredCamera camera) {
    return camera.id()
        + " at "
        + camera.address().getHostAddress()
        + " by "
        + camera.sources().stream().sorted().toList()
        + " make "
        + camera.make().orElse("-")
        + " name "
        + camera.name().orElse("-");
  }
}
