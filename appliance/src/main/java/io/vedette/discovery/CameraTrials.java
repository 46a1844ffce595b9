package io.vedette.discovery;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.Credentials;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.Discovery;
import io.vedette.camera.discovery.LocalNetwork;
import io.vedette.camera.discovery.StreamPathWalk;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries cameras that were found, before they are added: a few at once, each on a platform thread of
 * its own, since decoding its picture would hold the carrier of a virtual one. Credentials are kept
 * no longer than a trial takes. Safe for use by any thread.
 */
public final class CameraTrials implements AutoCloseable {

  /** Pictures are at most this wide. */
  private static final int PICTURE_WIDTH = 480;

  private static final long PICTURE_BYTES = 16L * 1024 * 1024;
  private static final Duration PICTURE_AGE = Duration.ofMinutes(15);
  private static final Duration JOIN = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(CameraTrials.class.getName());

  private record Running(CameraTrial trial, Thread thread) {
    void end() {
      trial.cancel();
      thread.interrupt();
    }
  }

  private final DiscoveryBoard board;
  private final Discovery.Networks networks;
  private final CameraAdapter adapter;
  private final StreamPathWalk paths;
  private final TrialLimits limits;
  private final TrialPictures pictures;
  private final Semaphore turns;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param board what was found
   * @param networks the box's own, to which credentials may go
   * @param adapter opens their streams
   * @param paths tries those of their makes where they tell none
   */
  public CameraTrials(
      DiscoveryBoard board,
      Discovery.Networks networks,
      CameraAdapter adapter,
      StreamPathWalk paths,
      TrialLimits limits,
      InstantSource clock) {
    this.board = board;
    this.networks = networks;
    this.adapter = adapter;
    this.paths = paths;
    this.limits = limits;
    this.pictures = new TrialPictures(PICTURE_BYTES, PICTURE_AGE, clock);
    this.turns = new Semaphore(limits.atOnce());
  }

  /**
   * Tries a camera. Blocks the caller until it is over, for at most {@link TrialLimits#turn} and
   * {@link TrialLimits#whole}.
   *
   * @param id of the camera that was found
   * @param credentials what to sign in with, if it wants that
   * @param foreign whether credentials may leave the box's own networks
   */
  public TrialOutcome attempt(String id, Optional<Credentials> credentials, boolean foreign)
      throws InterruptedException {
    Optional<DiscoveredCamera> found =
        board.state().cameras().stream().filter(camera -> camera.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return new TrialOutcome.Unknown();
    }
    InetAddress address = found.get().address();
    if (credentials.isPresent() && !foreign && !isOurs(found.get())) {
      return new TrialOutcome.Foreign(address);
    }
    if (!turns.tryAcquire(limits.turn().toMillis(), TimeUnit.MILLISECONDS)) {
      return new TrialOutcome.Busy();
    }
    CameraTrial trial = new CameraTrial(found.get(), credentials, adapter, paths, limits);
    CompletableFuture<TrialResult> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform().daemon().name("trial-" + id).unstarted(() -> run(id, trial, result));
    Running now = new Running(trial, thread);
    if (closed || running.putIfAbsent(id, now) != null) {
      turns.release();
      return new TrialOutcome.UnderWay();
    }
    thread.start();
    return new TrialOutcome.Tried(await(now, result, found.get()));
  }

  private void run(String id, CameraTrial trial, CompletableFuture<TrialResult> result) {
    try {
      result.complete(pictured(id, trial.run(), trial.picture()));
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Trying camera " + id + " failed in a way nobody foresaw", e);
      result.completeExceptionally(e);
    } finally {
      running.remove(id);
      turns.release();
    }
  }

  private TrialResult pictured(String id, TrialResult result, Optional<KeyPicture> picture) {
    pictures.remove(id);
    boolean kept =
        result.state() == TrialState.READY
            && picture
                .flatMap(key -> key.jpeg(PICTURE_WIDTH))
                .map(jpeg -> pictures.keep(id, jpeg))
                .orElse(false);
    return new TrialResult(
        result.state(),
        result.why(),
        result.facts(),
        result.streams(),
        result.main(),
        result.sub(),
        kept,
        result.notes());
  }

  private TrialResult await(
      Running now, CompletableFuture<TrialResult> result, DiscoveredCamera camera)
      throws InterruptedException {
    try {
      return result.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      now.end();
      return CameraTrial.failed(
          camera, "The camera was not done answering after " + limits.whole().toSeconds() + " s.");
    } catch (ExecutionException e) {
      return CameraTrial.failed(
          camera, "The box could not handle what the camera sent: " + e.getCause());
    }
  }

  /** Whether it was seen at an address that one of our networks reaches without a router. */
  private boolean isOurs(DiscoveredCamera camera) {
    try {
      List<LocalNetwork> now = networks.now();
      return camera.network().isPresent()
          && now.stream().anyMatch(network -> network.contains(camera.address()));
    } catch (SocketException e) {
      LOG.log(WARNING, "The networks are not told, so no credentials go anywhere", e);
      return false;
    }
  }

  /** The picture of a camera that was ready when it was tried last; not to be changed. */
  public Optional<byte[]> picture(String id) {
    return pictures.find(id);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closed = true;
    List<Running> all = List.copyOf(running.values());
    all.forEach(Running::end);
    long deadline = System.nanoTime() + JOIN.toNanos();
    try {
      for (Running one : all) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        one.thread().join(Duration.ofMillis(Math.max(1, left)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
