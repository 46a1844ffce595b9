package io.vedette.discovery;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.Neighbour;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraHealth;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Learns who the cameras of the configuration are while their pictures come: then the one at the
 * address is the camera, for all that the user knows. What the network tells of it is looked at
 * every few seconds, and what it has told itself by ONVIF. One thread of its own.
 */
public final class CameraLearning implements AutoCloseable {

  /** Keeps who cameras are. */
  @FunctionalInterface
  public interface Identities {
    /**
     * More is known of who a camera is.
     *
     * @param camera as it was when that was seen
     * @param now all that is known
     */
    void identified(CameraConfig camera, CameraIdentity now);
  }

  private static final System.Logger LOG = System.getLogger(CameraLearning.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Supplier<List<CameraConfig>> cameras;
  private final Identities identities;
  private final Supplier<List<DiscoveredCamera>> discovered;
  private final HealthBoard health;
  private final PeerRecognition recognition;
  private final InstantSource clock;
  private final Map<String, SelfDescription> told = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("camera-learning").daemon().factory());

  /**
   * Begins to learn.
   *
   * @param cameras the configuration at any moment
   * @param identities keeps what is learned
   * @param discovered what discovery knows at any moment
   * @param health tells whose pictures come
   */
  public CameraLearning(
      Supplier<List<CameraConfig>> cameras,
      Identities identities,
      Supplier<List<DiscoveredCamera>> discovered,
      HealthBoard health,
      PeerRecognition recognition,
      InstantSource clock) {
    this.cameras = cameras;
    this.identities = identities;
    this.discovered = discovered;
    this.health = health;
    this.recognition = recognition;
    this.clock = clock;
    thread.scheduleWithFixedDelay(
        this::learn, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A camera has told of itself by ONVIF while its pictures came; that is learned as long as they
   * come. Returns at once; any thread may call.
   *
   * @param camera as it was when it was asked
   */
  public void described(CameraConfig camera, DeviceDescription description) {
    told.put(camera.id(), new SelfDescription(camera, description, clock.instant()));
  }

  private void learn() {
    try {
      List<CameraConfig> all = cameras.get();
      told.keySet().retainAll(all.stream().map(CameraConfig::id).collect(Collectors.toSet()));
      Map<String, CameraHealth> report = health.report().cameras();
      for (CameraConfig camera : all) {
        CameraHealth how = report.get(camera.id());
        Optional<CameraHost> host = CameraHost.of(camera);
        if (host.isPresent()
            && how != null
            && how.state() instanceof CameraState.Streaming(Instant since)) {
          host.get().resolve().ifPresent(address -> learn(camera, address, since));
        }
      }
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Learning who the cameras are failed; it is tried again", e);
    }
  }

  private void learn(CameraConfig camera, InetAddress address, Instant since) {
    Optional<Neighbour> neighbour = recognition.neighbour(address);
    SeenAtAddress seen = SeenAtAddress.of(address, discovered.get(), neighbour);
    CameraIdentity before = camera.identity();
    CameraIdentity now = seen.added(before);
    SelfDescription itself = told.get(camera.id());
    if (itself != null && itself.isOf(camera, since) && !seen.services().isEmpty()) {
      now = now.or(itself.identity(neighbour));
    }
    if (!now.equals(before)) {
      LOG.log(before.isKnown() ? DEBUG : INFO, "Camera {0}: it is {1}", camera.id(), now);
      identities.identified(camera, now);
    }
  }

  /** Ends the thread. Idempotent. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(WARNING, "Learning who the cameras are is left to the end of the process");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
