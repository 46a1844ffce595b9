package io.vedette.ingest;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.Learned;
import io.vedette.camera.PeerCheck;
import io.vedette.config.CameraConfig;
import io.vedette.fragment.StreamTimeline;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  /** The rendition that is the camera's own smaller stream. */
  public static final String SUB = "sub";

  private record StreamKey(String cameraId, String rendition) {}

  private static final System.Logger LOG = System.getLogger(IngestFleet.class.getName());

  /**
   * How long a stream is kept after its last viewer: a player of HLS, who comes by every few
   * seconds, must not be taken for gone.
   */
  public static final Duration LINGER = Duration.ofSeconds(15);

  private static final Duration SAMPLE_PERIOD = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final CameraAdapter adapter;
  private final Lessons lessons;
  private final Function<CameraConfig, PeerCheck> checks;
  private final LiveStreams streams;
  private final HealthBoard health;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration linger;
  private final ScheduledExecutorService sampler;

  private final Map<StreamKey, CameraIngest> running = new HashMap<>();
  private final Map<StreamKey, CameraIngest> ending = new HashMap<>();
  private final Map<String, CameraConfig> wanted = new HashMap<>();
  private final Map<String, StreamTimeline> timelines = new HashMap<>();
  private final long startedNanos = System.nanoTime();
  private boolean closed;

  /**
   * A fleet of no cameras.
   *
   * @param adapter opens the cameras
   * @param lessons keeps what is learned of them, and brings it back with the configuration
   * @param checks tells a camera from another at its address
   * @param streams where their fragments go
   * @param health where their states and facts go
   * @param clock tells since when a state holds
   * @param random spreads the attempts to reconnect
   */
  public IngestFleet(
      CameraAdapter adapter,
      Lessons lessons,
      Function<CameraConfig, PeerCheck> checks,
      LiveStreams streams,
      HealthBoard health,
      InstantSource clock,
      RandomGenerator random) {
    this(adapter, lessons, checks, streams, health, clock, random, LINGER);
  }

  /**
   * As above.
   *
   * @param linger how long a camera on demand is pulled after its last viewer has gone
   */
  IngestFleet(
      CameraAdapter adapter,
      Lessons lessons,
      Function<CameraConfig, PeerCheck> checks,
      LiveStreams streams,
      HealthBoard health,
      InstantSource clock,
      RandomGenerator random,
      Duration linger) {
    this.linger = linger;
    this.adapter = adapter;
    this.lessons = lessons;
    this.checks = checks;
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
      } else {
        run(MAIN, camera);
        Optional<CameraConfig> sub = camera.subStream();
        if (sub.isPresent()) {
          run(SUB, sub.get());
        } else {
          stop(camera.id(), SUB);
          health.remove(camera.id(), SUB);
        }
      }
    }
    for (String id : gone) {
      wanted.remove(id);
      timelines.remove(id);
      stop(id, SUB);
      stop(id, MAIN);
      health.remove(id);
    }
  }

  private void run(String rendition, CameraConfig camera) {
    StreamKey key = new StreamKey(camera.id(), rendition);
    CameraIngest ingest = running.get(key);
    if (ingest == null) {
      running.put(key, start(key, camera));
    } else {
      ingest.reconfigure(camera);
    }
  }

  /** Both renditions of a camera show the same moment at the same time. */
  private StreamTimeline timeline(StreamKey key) {
    StreamTimeline main =
        timelines.computeIfAbsent(key.cameraId(), _ -> new StreamTimeline(clock, startedNanos));
    return key.rendition().equals(MAIN) ? main : main.follower();
  }

  private CameraIngest start(StreamKey key, CameraConfig camera) {
    CameraIngest last = ending.remove(key);
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
        checks,
        streams.create(key.cameraId(), key.rendition()),
        timeline(key),
        onBoard(key),
        clock,
        random,
        linger);
  }

  private CameraIngest.Observer onBoard(StreamKey key) {
    return new CameraIngest.Observer() {
      @Override
      public void state(CameraState state) {
        health.state(key.cameraId(), key.rendition(), state);
      }

      @Override
      public void facts(StreamFacts facts) {
        health.facts(key.cameraId(), key.rendition(), facts);
      }
    };
  }

  private void disable(CameraConfig camera, CameraConfig before) {
    if (before == null || before.enabled()) {
      stop(camera.id(), SUB);
      stop(camera.id(), MAIN);
      health.state(camera.id(), MAIN, new CameraState.Disabled(clock.instant()));
      health.facts(camera.id(), MAIN, StreamFacts.NONE);
      health.remove(camera.id(), SUB);
    }
  }

  private void stop(String cameraId, String rendition) {
    StreamKey key = new StreamKey(cameraId, rendition);
    CameraIngest ingest = running.remove(key);
    if (ingest != null) {
      ingest.close();
      ending.values().removeIf(CameraIngest::hasEnded);
      ending.put(key, ingest);
      streams.remove(cameraId, rendition);
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
