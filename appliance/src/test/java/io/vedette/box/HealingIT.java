package io.vedette.box;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.discovery.MovableCamera;
import io.vedette.testing.Attempts;
import io.vedette.testing.BoxRun;
import io.vedette.testing.Namespaces;
import io.vedette.testing.Namespaces.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box in a network namespace, beside cameras whose addresses change. */
@Timeout(1200)
class HealingIT {

  private static final System.Logger LOG = System.getLogger(HealingIT.class.getName());
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration HEALED = Duration.ofSeconds(60);
  private static final String GATE = "00000000-1111-2222-3333-000000000001";
  private static final String YARD = "00000000-1111-2222-3333-000000000002";

  @TempDir private Path folder;
  private Namespaces network;
  private Running box;
  private int networks;

  @BeforeEach
  void makeTheNetwork() throws Exception {
    network = new Namespaces();
    network.machine("box", List.of("10.77.0.1/24"));
    Path data = Files.createDirectory(folder.resolve("box-" + ++networks));
    box = network.java("box", BoxRun.class, data.toString(), "--networks", "eth0");
    box.await("ready", START);
  }

  @AfterEach
  void removeTheNetwork() throws Exception {
    network.close();
  }

  /**
   * Where a busy machine takes longer than is promised, another box and other cameras try again.
   */
  private void upToThree(Attempts.Check healing) throws Exception {
    Attempts.upToThree(
        number -> {
          if (number > 1) {
            removeTheNetwork();
            makeTheNetwork();
          }
          healing.make(number);
        });
  }

  /** A camera that the box knows. */
  private Running known(String name, String address, String... uuid) throws Exception {
    network.machine(name, List.of(address + "/24"));
    Running camera = network.java(name, MovableCamera.class, uuid);
    camera.await("ready", START);
    box.type(name + " rtsp://" + address + "/stream?channel=1");
    box.await(
        name + " streaming at rtsp://" + address + "/stream?channel=1 identity {\"mac\":", START);
    return camera;
  }

  private void leave(String name, String address) throws Exception {
    network.ipIn(name, "addr", "del", address + "/24", "dev", "eth0");
  }

  private void come(String name, String address) throws Exception {
    network.ipIn(name, "addr", "add", address + "/24", "dev", "eth0");
    network.ipIn(name, "route", "add", "224.0.0.0/4", "dev", "eth0");
  }

  private void awaitHealed(String name, String from, String to, long since) throws Exception {
    String line = box.await(name + " streaming at rtsp://" + to + "/stream?channel=1 ", HEALED);
    LOG.log(INFO, "{0} plays again {1} ms after it moved: {2}", name, millis(since), line);
    assertTrue(millis(since) < HEALED.toMillis(), "after " + millis(since) + " ms");
    box.await("moved from " + from + " to " + to, START);
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  /** It was greeted, as every device is that discovery meets, and nothing more. */
  private static void assertWasToldNothing(Running stranger) throws Exception {
    stranger.type("all?");
    stranger.await("that is all", START);
    List<String> requests =
        stranger.seen().stream().filter(line -> line.startsWith("request")).toList();
    LOG.log(INFO, "the device at the old address was asked: {0}", requests);
    for (String request : requests) {
      assertTrue(
          request.equals("request OPTIONS open") || request.equals("request DESCRIBE open"),
          requests.toString());
    }
  }

  @Test
  void aCameraIsFollowedAndWhoTakesItsAddressIsToldNothing() throws Exception {
    upToThree(_ -> aCameraIsFollowed());
  }

  private void aCameraIsFollowed() throws Exception {
    known("gate", "10.77.0.11", GATE);
    // From the same maker, whose firmware has one UUID for all.
    network.machine("stranger", List.of("10.77.0.99/24"));
    Running stranger = network.java("stranger", MovableCamera.class, GATE);
    stranger.await("ready", START);
    long moved = System.nanoTime();
    leave("gate", "10.77.0.11");
    leave("stranger", "10.77.0.99");
    come("gate", "10.77.0.21");
    come("stranger", "10.77.0.11");
    awaitHealed("gate", "10.77.0.11", "10.77.0.21", moved);
    stranger.await("connection", START);
    assertWasToldNothing(stranger);
  }

  @Test
  void aSilentCameraIsFoundByTheScan() throws Exception {
    upToThree(_ -> aSilentCameraIsFound());
  }

  private void aSilentCameraIsFound() throws Exception {
    known("gate", "10.77.0.11");
    long moved = System.nanoTime();
    leave("gate", "10.77.0.11");
    come("gate", "10.77.0.212");
    awaitHealed("gate", "10.77.0.11", "10.77.0.212", moved);
  }

  @Test
  void camerasThatHaveSwappedTheirAddressesAreBothFollowed() throws Exception {
    upToThree(_ -> swappedCamerasAreFollowed());
  }

  private void swappedCamerasAreFollowed() throws Exception {
    known("gate", "10.77.0.11", GATE);
    known("yard", "10.77.0.12", YARD);
    long moved = System.nanoTime();
    leave("gate", "10.77.0.11");
    leave("yard", "10.77.0.12");
    come("gate", "10.77.0.12");
    come("yard", "10.77.0.11");
    awaitHealed("gate", "10.77.0.11", "10.77.0.12", moved);
    awaitHealed("yard", "10.77.0.12", "10.77.0.11", moved);
  }

  @Test
  void anotherDeviceAtTheAddressOfACameraThatIsGoneIsNamed() throws Exception {
    Running gate = known("gate", "10.77.0.11");
    network.machine("stranger", List.of("10.77.0.99/24"));
    Running stranger = network.java("stranger", MovableCamera.class);
    stranger.await("ready", START);
    gate.terminate();
    leave("gate", "10.77.0.11");
    leave("stranger", "10.77.0.99");
    come("stranger", "10.77.0.11");
    String line = box.await("reason connect: another device answers at this address", START);
    assertTrue(line.startsWith("gate other_device at rtsp://10.77.0.11/"), line);
    stranger.await("connection 6", START);
    assertWasToldNothing(stranger);
    assertEquals(
        0, box.seen().stream().filter(seen -> seen.contains("moved")).count(), "nothing moved");
    // Somebody says that it replaces the camera.
    box.type("gate");
    stranger.await("request PLAY signed", START);
    // And it is known from now on.
    String mac =
        network
            .ipIn("stranger", "-o", "link", "show", "eth0")
            .replaceAll("(?s).*link/ether (\\S+).*", "$1");
    box.await(
        "gate streaming at rtsp://10.77.0.11/stream?channel=1 identity {\"mac\":\"" + mac + "\"",
        START);
  }
}
