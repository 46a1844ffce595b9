package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.OnvifFacts;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class DeviceWatchTest {

  private static final CameraConfig GATE = Devices.camera("/a");

  private final HealthBoard health = new HealthBoard();
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final DeviceNotes notes = new DeviceNotes(GATE);
  private ScriptedOnvifDevice device;
  private DeviceWatch watch;

  @BeforeEach
  void start() throws Exception {
    device = new ScriptedOnvifDevice(Kind.DIGEST_MD5);
    health.state(GATE.id(), "main", new CameraState.Connecting("", Instant.EPOCH));
    watch = watch();
  }

  @AfterEach
  void end() {
    watch.close();
    device.close();
  }

  private DeviceWatch watch() {
    DeviceNews listener =
        new DeviceNews() {
          @Override
          public void described(CameraConfig camera, DeviceDescription told) {
            news.add(camera.id() + " is " + told.identity().serial());
          }

          @Override
          public void tookDigest(CameraConfig camera) {
            news.add(camera.id() + " took a digest");
          }
        };
    return new DeviceWatch(
            Devices.access(device, GATE, notes),
            health,
            listener,
            InstantSource.system(),
            new Random(1))
        .start();
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not in 30 s: " + what);
      Thread.sleep(10);
    }
  }

  private void awaitConnected() throws InterruptedException {
    await(
        () ->
            health.camera(GATE.id()).orElseThrow().device().onvif().state()
                == OnvifFacts.State.CONNECTED,
        "connected");
  }

  private void awaitNews(String... all) throws InterruptedException {
    await(() -> news.equals(List.of(all)), List.of(all) + ", but " + news);
  }

  private int described() {
    return Collections.frequency(device.asked(), "GetHostname");
  }

  @Test
  void whatACameraTellsWhileItsPicturesComeIsNews() throws Exception {
    watch.videoIs(new CameraState.Streaming(Instant.now()));
    awaitConnected();
    awaitNews("c-1 is DS-9-0042", "c-1 took a digest");
    assertEquals("V5.7.3", health.camera(GATE.id()).orElseThrow().device().firmware().orElse(""));
  }

  @Test
  void withoutPicturesNobodyIsTakenForTheCameraAndWithTheFirstItIsAskedAgain() throws Exception {
    watch.videoIs(new CameraState.Idle(Instant.now()));
    awaitConnected();
    awaitNews("c-1 took a digest");
    watch.videoIs(new CameraState.Streaming(Instant.now()));
    await(() -> news.contains("c-1 is DS-9-0042"), "told who it is");
    assertEquals(2, described());
  }

  /** As when its identity has been learned, or a stream has broken. */
  @Test
  void whoBeginsAnewDoesNotAskAgain() throws Exception {
    watch.videoIs(new CameraState.Streaming(Instant.now()));
    awaitConnected();
    watch.close();
    health.device(GATE.id(), facts -> facts.withOnvif(OnvifFacts.UNKNOWN));
    watch = watch();
    watch.videoIs(new CameraState.Streaming(Instant.now()));
    awaitConnected();
    assertEquals(1, described());
    awaitNews("c-1 is DS-9-0042", "c-1 took a digest");
    OnvifFacts facts = health.camera(GATE.id()).orElseThrow().device().onvif();
    assertEquals("DS-9-0042", facts.serial());
  }
}
