package io.vedette.discovery;

import static io.vedette.discovery.Seen.address;
import static io.vedette.discovery.Seen.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.config.CameraConfig;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class CameraSearchTest {

  private static final String UUID = "00000000-1111-2222-3333-000000000001";
  private static final String OTHER_UUID = "00000000-1111-2222-3333-000000000002";
  private static final String SERIAL = "SN-471100";
  private static final String OLD = "127.0.0.2";
  private static final String NEW = "127.0.0.3";

  @TempDir private Path folder;
  private LoopbackSite site;

  @BeforeEach
  void open() throws Exception {
    site = new LoopbackSite(folder);
    site.device(NEW, "00:00:5e:00:53:03");
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private CameraSearch.Outcome locate(CameraIdentity known, String old, DiscoveredCamera seen) {
    CameraConfig camera = Seen.config("c-1", "rtsp://" + old + ":" + site.port() + "/a", known);
    return new CameraSearch(site.recognition(), () -> List.of(seen), () -> List.of(camera))
        .locate(camera, CameraHost.of(camera).orElseThrow(), Seen.NOW.minusSeconds(9), false);
  }

  @Test
  void oneKnownByItsUuidIsFoundIfItSaysSoThere() throws Exception {
    site.called(OLD, OTHER_UUID);
    site.called(NEW, UUID);
    assertEquals(
        new CameraSearch.Found((Inet4Address) address(NEW)),
        locate(identity(null, UUID, null), OLD, Seen.camera(null, UUID, null, NEW)));
  }

  @Test
  void whatItSaidBeforeIsNotEnough() throws Exception {
    site.called(OLD, OTHER_UUID);
    assertInstanceOf(
        CameraSearch.Missing.class,
        locate(identity(null, UUID, null), OLD, Seen.camera(null, UUID, null, NEW)));
  }

  @Test
  void oneThatMayBeWhereItWasIsNotMovedToItsTwin() throws Exception {
    // Somebody refuses connections at the old address, and is silent otherwise.
    site.called(NEW, UUID);
    assertInstanceOf(
        CameraSearch.Missing.class,
        locate(identity(null, UUID, null), OLD, Seen.camera(null, UUID, null, NEW)));
    assertInstanceOf(
        CameraSearch.Missing.class,
        locate(identity(null, null, SERIAL), OLD, Seen.camera(null, null, SERIAL, NEW)));
  }

  @Test
  void aSerialNumberCountsOnceNobodyIsAtTheOldAddress() {
    // Nobody can be there, and the system knows: nothing leaves it.
    assertEquals(
        new CameraSearch.Found((Inet4Address) address(NEW)),
        locate(
            identity(null, null, SERIAL), "255.255.255.255", Seen.camera(null, null, SERIAL, NEW)));
  }
}
