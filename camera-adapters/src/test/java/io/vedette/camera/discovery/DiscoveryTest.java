package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.discovery.DiscoveryEvent.Noticed;
import io.vedette.camera.discovery.DiscoveryEvent.SearchEnded;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Discovery without any network, and what is underneath it on loopback. */
@Timeout(240)
class DiscoveryTest {

  private static final DiscoverySettings SETTINGS = DiscoverySettings.DEFAULT.withoutScan();

  private final LinkedBlockingQueue<DiscoveryEvent> events = new LinkedBlockingQueue<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private DiscoveryEvent next() throws InterruptedException {
    DiscoveryEvent event = events.poll(60, TimeUnit.SECONDS);
    assertNotNull(event, "no event");
    return event;
  }

  @Test
  void aRoundEndsWithoutANetworkAndOnlyOneIsUnderWay() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (Discovery discovery = new Discovery(SETTINGS, List::of, () -> held(goOn), events::add)) {
      assertTrue(discovery.search(List.of()));
      assertTrue(discovery.isSearching());
      assertFalse(discovery.search(List.of()));
      goOn.countDown();
      DiscoveryEvent event = next();
      while (!(event instanceof SearchEnded)) {
        event = next();
      }
      assertEquals(discovery.cameras().size(), ((SearchEnded) event).cameras());
      assertFalse(discovery.isSearching());
      assertTrue(discovery.search(List.of()));
    }
  }

  /** The time, for which discovery's own thread has to wait, and so for the end of a round. */
  private static Instant held(CountDownLatch goOn) {
    if (Thread.currentThread().getName().equals("discovery")) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Instant.now();
  }

  @Test
  void networksThatAreNotToldAreANoticeAndABrokenListenerEndsNothing() throws Exception {
    Discovery discovery =
        new Discovery(
            SETTINGS,
            () -> {
              throw new SocketException("no such thing");
            },
            InstantSource.system(),
            event -> {
              threads.add(Thread.currentThread());
              events.add(event);
              throw new IllegalStateException("broken on purpose");
            });
    try (discovery) {
      Noticed noticed = assertInstanceOf(Noticed.class, next());
      assertTrue(noticed.notice().seen().contains("no such thing"), noticed.toString());
      assertTrue(discovery.search(List.of()));
      while (!(next() instanceof SearchEnded)) {
        // Notices.
      }
      assertEquals(1, threads.size());
    }
    assertFalse(discovery.search(List.of()));
    for (Thread thread : threads) {
      assertTrue(thread.join(Duration.ofSeconds(60)), "the thread does not end");
    }
    discovery.close();
  }

  @Test
  void noticesAreToldOnceInAWhileAndFewInAMinute() {
    NoticeFilter filter = new NoticeFilter();
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    Notice one = new Notice(SightingSource.SSDP, "10.0.0.1", "rubbish");
    assertTrue(filter.passes(one, now));
    assertFalse(filter.passes(one, now.plusSeconds(60)));
    assertTrue(filter.passes(one, now.plus(NoticeFilter.AGAIN_AFTER)));
    int passed = 0;
    for (int i = 0; i < 1000; i++) {
      Notice other = new Notice(SightingSource.SSDP, "10.0.1." + i, "rubbish");
      passed += filter.passes(other, now.plusSeconds(3600)) ? 1 : 0;
    }
    assertEquals(NoticeFilter.MOST_IN_A_MINUTE, passed);
    assertEquals(1 + 1000 - passed, filter.takeHeld());
    assertEquals(0, filter.takeHeld());
  }

  @Test
  void reportsBeyondTheBoundAreDroppedButNeverTheEndOfARound() throws Exception {
    Reports reports = new Reports();
    for (int i = 0; i < Reports.MOST_WAITING + 10; i++) {
      reports.notice(SightingSource.MDNS, "x", "y");
    }
    reports.over(SightingSource.MDNS);
    assertEquals(10, reports.takeDropped());
    int taken = 0;
    Reports.Report last = null;
    for (var report = reports.next(0); report.isPresent(); report = reports.next(0)) {
      last = report.get();
      taken++;
    }
    assertEquals(Reports.MOST_WAITING + 1, taken);
    assertEquals(new Reports.PartOver(SightingSource.MDNS), last);
  }

  /** A reader that breaks, or refuses, is told of; the next datagram is read all the same. */
  @Test
  void theLoopOutlivesItsReaders() throws Exception {
    LinkedBlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Integer> read = new LinkedBlockingQueue<>();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket device = new DatagramSocket(0, loopback);
        DatagramLoop loop = new DatagramLoop(notices::add)) {
      loop.ask(
          new DatagramLoop.Question(
              new DatagramLoop.Group(
                  SightingSource.SSDP, new InetSocketAddress(loopback, device.getLocalPort()), 1),
              List.of(new byte[] {1}),
              List.of(Duration.ZERO),
              List.of(loopback),
              Duration.ofSeconds(60),
              (datagram, from, network) -> {
                switch (datagram.length) {
                  case 1 -> throw new IllegalStateException("broken on purpose");
                  case 2 -> throw new DeviceFormatException("not a word");
                  default -> read.add(datagram.length);
                }
              },
              () -> {}));
      DatagramPacket question = new DatagramPacket(new byte[100], 100);
      device.receive(question);
      for (int length : new int[] {1, 2, DatagramLoop.MOST_BYTES + 1, 0, DatagramLoop.MOST_BYTES}) {
        device.send(new DatagramPacket(new byte[length], length, question.getSocketAddress()));
      }
      assertEquals(0, read.poll(60, TimeUnit.SECONDS));
      assertEquals(DatagramLoop.MOST_BYTES, read.poll(60, TimeUnit.SECONDS));
      assertEquals(3, notices.size(), notices.toString());
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new DiscoverySettings(true, 19, 100, 100, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DiscoverySettings(true, 22, 1001, 100, Duration.ZERO));
  }
}
