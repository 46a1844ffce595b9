package io.vedette.ingest;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.Learned;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.StreamFacts;
import io.vedette.live.LiveStreams;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Makes the cameras that run the cameras that are wanted. {@link #apply} and {@link #close} may be
 * called by any thread; they do not wait for cameras, except that {@code close} gives them a
 * bounded time to end their sessions.
 */
public final class IngestFleet implements AutoCloseable {

  /** The rendition that is the camera's own main stream. */
  public static final String MAIN = "main";

  /** Keeps what sessions teach of their cameras. Called by the cameras' threads. */
  @FunctionalInterface
  public interface Lessons {

    /**
     * Something is known of a camera that was not.
     *
     * @param camera as it was when the session began
     * @param change adds it to what is known
     */
    void learned(CameraConfig camera, UnaryOperator<Learned> change);
  }

  private static final System.Logger LOG = System.getLogger(IngestFleet.class.getName());
  private static final Duration SAMPLE_PERIOD = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final CameraAdapter adapter;
  private final Lessons lessons;
  private final LiveStreams streams;
  private final HealthBoard health;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ScheduledExecutorService sampler;

  private final Map<String, CameraIngest> running = new HashMap<>();
  private final Map<String, CameraIngest> ending = new HashMap<>();
  private final Map<String, CameraConfig> wanted = new HashMap<>();
  private boolean closed;

  /**
   * A fleet of no cameras.
   *
   * @param adapter opens the cameras
   * @param lessons keeps what is learned of them, and brings it back with the configuration
   * @param streams where their fragments go
   * @param health where their states and facts go
   * @param clock tells since when a state holds
   * @param random spreads the attempts to reconnect
   */
  public IngestFleet(
      CameraAdapter adapter,
      Lessons lessons,
      LiveStreams streams,
      HealthBoard health,
      InstantSource clock,
      RandomGenerator random) {
    this.adapter = adapter;
    this.lessons = lessons;
    this.streams = streams;
    this.health = health;
    this.clock = clock;
    this.random = random;
    this.sampler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ingest-facts").daemon().factory());
    sampler.scheduleAtFixedRate(
        this::sample, SAMPLE_PERIOD.toMillis(), SAMPLE_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts what is new, ends what is gone, reopens what has changed, and leaves the rest alone. */
  public synchronized void apply(List<CameraConfig> cameras) {
    if (closed) {
      return;
    }
    Set<String> gone = new HashSet<>(wanted.keySet());
    for (CameraConfig camera : cameras) {
      gone.remove(camera.id());
      CameraConfig before = wanted.put(camera.id(), camera);
      if (!camera.enabled()) {
        disable(camera, before);
      } else if (running.get(camera.id()) instanceof CameraIngest ingest) {
        ingest.reconfigure(camera);
      } else {
        running.put(camera.id(), start(camera));
      }
    }
    for (String id : gone) {
      wanted.remove(id);
      stop(id);
      streams.remove(id);
      health.remove(id);
    }
  }

  private CameraIngest start(CameraConfig camera) {
    CameraIngest last = ending.remove(camera.id());
    return CameraIngest.start(
        () -> {
          // However long it takes: two sessions are one too many for some cameras.
          while (last != null && !last.join(CLOSE_LIMIT)) {
            LOG.log(DEBUG, "{0} waits for its last session to end", camera.id());
          }
        },
        camera,
        adapter,
        lessons,
        streams.create(camera.id(), MAIN),
        health,
        clock,
        random);
  }

  private void disable(CameraConfig camera, CameraConfig before) {
    if (before == null || before.enabled()) {
      stop(camera.id());
      streams.remove(camera.id());
      health.state(camera.id(), new CameraState.Disabled(clock.instant()));
      health.facts(camera.id(), StreamFacts.NONE);
    }
  }

  private void stop(String id) {
    CameraIngest ingest = running.remove(id);
    if (ingest != null) {
      ingest.close();
      ending.values().removeIf(CameraIngest::hasEnded);
      ending.put(id, ingest);
    }
  }

  private synchronized void sample() {
    try {
      running.values().forEach(CameraIngest::sample);
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Measuring the cameras failed; the next second tries again", e);
    }
  }

  @Override
  public void close() {
    List<CameraIngest> last;
    synchronized (this) {
      closed = true;
      running.values().forEach(CameraIngest::close);
      last = new ArrayList<>(running.values());
      last.addAll(ending.values());
      running.clear();
    }
    sampler.shutdownNow();
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    try {
      for (CameraIngest ingest : last) {
        if (!ingest.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.log(WARNING, "{0} did not end in time; it is left to the end of the process", ingest);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
