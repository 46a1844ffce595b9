package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.discovery.DiscoverySettings;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class CameraHealingTest {

  private static final String MAC = "00:00:5e:00:53:01";
  private static final String OTHER_MAC = "00:00:5e:00:53:02";
  private static final String YARD_MAC = "00:00:5e:00:53:03";

  @TempDir private Path folder;
  private final InstantSource clock = InstantSource.system();
  private final HealthBoard health = new HealthBoard();
  private final BlockingQueue<String> moves = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private LoopbackSite site;
  private DiscoveryBoard discovery;

  @BeforeEach
  void open() throws Exception {
    site = new LoopbackSite(folder);
    discovery = new DiscoveryBoard(DiscoverySettings.DEFAULT.withoutScan(), List::of, clock);
    health.subscribe(
        change -> {
          if (change instanceof HealthChange.Changed(var camera)) {
            notices.addAll(camera.device().notices());
          }
        });
  }

  @AfterEach
  void close() throws Exception {
    discovery.close();
    site.close();
  }

  private CameraConfig camera(String id, String host, String mac) {
    return Seen.config(
        id, "rtsp://" + host + ":" + site.port() + "/a", Seen.identity(mac, null, null));
  }

  private CameraHealing healing(CameraHealing.Moves taken, CameraConfig... cameras) {
    for (CameraConfig camera : cameras) {
      health.state(
          camera.id(), "main", new CameraState.Offline("gone", clock.instant().minusSeconds(10)));
    }
    return new CameraHealing(
        () -> List.of(cameras), taken, discovery, health, site.recognition(), clock);
  }

  private CameraHealing healing(CameraConfig... cameras) {
    return healing((camera, to) -> moves.add(camera.id() + " to " + to.getHostAddress()), cameras);
  }

  @Test
  void aCameraIsMovedToWhereItAnswersAndThatIsTold() throws Exception {
    site.device("127.0.0.2", OTHER_MAC);
    site.device("127.0.0.3", MAC);
    try (CameraHealing _ = healing(camera("c-1", "127.0.0.2", MAC))) {
      assertEquals("c-1 to 127.0.0.3", moves.take());
      assertEquals("moved from 127.0.0.2 to 127.0.0.3", notices.take());
    }
  }

  @Test
  void oneThatIsWhereItWasStaysThere() throws Exception {
    site.device("127.0.0.2", MAC);
    site.device("127.0.0.3", MAC);
    site.device("127.0.0.4", YARD_MAC);
    try (CameraHealing _ =
        healing(camera("c-1", "127.0.0.2", MAC), camera("c-2", "127.0.0.5", YARD_MAC))) {
      // Both are looked at together, and the first one's turn comes first.
      assertEquals("c-2 to 127.0.0.4", moves.take());
      assertTrue(moves.stream().noneMatch(move -> move.startsWith("c-1")), moves.toString());
    }
  }

  @Test
  void anAddressThatIsANameStaysAndThatIsTold() throws Exception {
    site.device("127.0.0.3", MAC);
    try (CameraHealing _ = healing(camera("c-1", "localhost", MAC))) {
      String notice = notices.take();
      assertTrue(notice.startsWith("it answers at 127.0.0.3 now"), notice);
      assertTrue(notice.contains("localhost"), notice);
      assertTrue(moves.isEmpty(), moves.toString());
      // Once it answers there is nothing to tell.
      health.state("c-1", "main", new CameraState.Streaming(clock.instant()));
      health.state("c-2", "main", new CameraState.Offline("gone", clock.instant()));
      while (!health.camera("c-1").orElseThrow().device().notices().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aMoveThatCannotBeSavedIsToldAndTriedAgain() throws Exception {
    site.device("127.0.0.3", MAC);
    CameraHealing.Moves full =
        (_, _) -> {
          throw new ConfigException(ConfigException.Reason.DISK_FULL, "the disk is full", null);
        };
    try (CameraHealing _ = healing(full, camera("c-1", "127.0.0.2", MAC))) {
      String notice = notices.take();
      assertTrue(notice.endsWith("cannot be saved: the disk is full"), notice);
    }
  }

  @Test
  void whoeverIsAtTheAddressIsLookedAtBeforeItIsToldAnything() throws Exception {
    site.device("127.0.0.2", OTHER_MAC);
    site.device("127.0.0.3", MAC);
    PeerCheck check = site.recognition().of(camera("c-1", "127.0.0.2", MAC));
    check.check(new InetSocketAddress("127.0.0.3", site.port()));
    InetSocketAddress other = new InetSocketAddress("127.0.0.2", site.port());
    CameraException refused = assertThrows(CameraException.class, () -> check.check(other));
    assertEquals(Reason.OTHER_DEVICE, refused.reason());
    for (String part : List.of("another device answers at this address", OTHER_MAC, MAC)) {
      assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
    assertEquals(
        PeerCheck.NONE,
        site.recognition()
            .of(Seen.config("c-1", "rtsp://a/", Seen.identity(null, null, "SN-471100"))),
        "a serial number is told only to whom the camera knows");
  }
}
