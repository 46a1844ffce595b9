package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.discovery.Discovery;
import io.vedette.camera.discovery.DiscoveryEvent;
import io.vedette.camera.discovery.DiscoverySettings;
import io.vedette.camera.discovery.Notice;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class DiscoveryBoardTest {

  /** Networks that cannot be told are a notice each time, of which the second is held back. */
  private static final Discovery.Networks UNTOLD =
      () -> {
        throw new SocketException("no such thing");
      };

  private final BlockingQueue<Boolean> searching = new LinkedBlockingQueue<>();
  private final AtomicInteger begun = new AtomicInteger();

  @Test
  void aRoundThatBeginsBeforeTheEndOfTheLastIsToldIsUnderWay() throws Exception {
    try (DiscoveryBoard board =
        new DiscoveryBoard(
            DiscoverySettings.DEFAULT.withoutScan(), UNTOLD, InstantSource.system())) {
      board.follow(
          event -> {
            if (event instanceof DiscoveryEvent.SearchEnded) {
              searching.add(board.state().searching());
            } else if (event instanceof DiscoveryEvent.Noticed(Notice notice)
                && notice.seen().contains("held back")
                && begun.getAndIncrement() == 0) {
              // The last round is over, which is told right after this.
              board.search(List.of());
            }
          });
      assertTrue(board.search(List.of()));
      assertEquals(true, searching.poll(60, TimeUnit.SECONDS), "after the first round");
      assertEquals(false, searching.poll(60, TimeUnit.SECONDS), "after the second");
    }
  }
}
