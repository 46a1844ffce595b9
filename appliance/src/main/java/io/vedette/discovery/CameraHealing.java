package io.vedette.discovery;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.discovery.DiscoveryEvent;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Follows cameras that have moved: one that is known by who it is and does not answer any more is
 * looked for, and its address in the configuration becomes the one where it was found. One thread
 * of its own; the search itself is discovery's.
 */
public final class CameraHealing implements AutoCloseable {

  /** Takes over a camera's new address. */
  @FunctionalInterface
  public interface Moves {
    /**
     * The camera has been found.
     *
     * @param camera as it was when it was looked for
     * @param to where it is
     * @return false if its address was changed meanwhile; then nothing is changed
     * @throws ConfigException if that cannot be kept
     */
    boolean move(CameraConfig camera, Inet4Address to) throws ConfigException;
  }

  private static final System.Logger LOG = System.getLogger(CameraHealing.class.getName());
  private static final Duration JOIN = Duration.ofSeconds(2);

  /** Between two looks while a round is under way. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** So that finds that come one after another are looked at together. */
  private static final Duration SETTLING = Duration.ofMillis(200);

  /** Where nobody is missing; a change wakes before. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Supplier<List<CameraConfig>> cameras;
  private final Moves moves;
  private final DiscoveryBoard discovery;
  private final HealthBoard health;
  private final SearchParty party;
  private final HealingNotices notices;
  private final InstantSource clock;
  private final SearchSchedule schedule = new SearchSchedule();
  private final Semaphore wake = new Semaphore(0);
  private final HealthBoard.Subscription subscription;
  private final Thread thread;
  private volatile boolean news;
  private volatile boolean closed;

  /**
   * Begins to watch.
   *
   * @param cameras the configuration at any moment
   * @param moves takes over where cameras were found
   * @param recognition tells cameras from others
   * @param clock the one by which states on the board began
   */
  public CameraHealing(
      Supplier<List<CameraConfig>> cameras,
      Moves moves,
      DiscoveryBoard discovery,
      HealthBoard health,
      PeerRecognition recognition,
      InstantSource clock) {
    this.cameras = cameras;
    this.moves = moves;
    this.discovery = discovery;
    this.health = health;
    this.clock = clock;
    this.notices = new HealingNotices(health);
    this.party =
        new SearchParty(new CameraSearch(recognition, () -> discovery.state().cameras(), cameras));
    this.subscription = health.subscribe(this::changed);
    discovery.follow(this::seen);
    this.thread = Thread.ofPlatform().daemon().name("camera-healing").start(this::run);
  }

  private void changed(HealthChange change) {
    if (change instanceof HealthChange.Changed(var camera)
        && MissedCameras.isDown(camera.state())) {
      wake.release();
    }
  }

  private void seen(DiscoveryEvent event) {
    switch (event) {
      case DiscoveryEvent.Found _, DiscoveryEvent.Changed _, DiscoveryEvent.SearchEnded _ -> {
        news = true;
        wake.release();
      }
      case DiscoveryEvent.Lost _, DiscoveryEvent.Noticed _ -> {
        // Whoever is gone is missed by the health board.
      }
    }
  }

  private void run() {
    Duration pause = SETTLING;
    while (!closed) {
      try {
        if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          Thread.sleep(SETTLING);
          wake.drainPermits();
        }
        pause = tend();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.log(ERROR, "Looking for cameras failed; it is tried again", e);
        pause = LOOK;
      }
    }
  }

  /** Looks after all cameras once; returns for how long there is nothing to do. */
  private Duration tend() throws InterruptedException {
    boolean looking = news || discovery.state().searching();
    news = false;
    List<CameraConfig> all = cameras.get();
    Map<String, Instant> missed = MissedCameras.of(all, health.report());
    schedule.update(missed);
    notices.update(all, missed.keySet());
    Instant now = clock.instant();
    Set<String> due = schedule.due(now);
    Set<String> wanted = looking ? schedule.missing(now) : due;
    List<InetAddress> hosts = new ArrayList<>();
    boolean round = false;
    for (SearchParty.Look look : party.look(all, missed, wanted, due)) {
      boolean missing = take(look);
      if (due.contains(look.camera().id())) {
        schedule.looked(look.camera().id(), clock.instant());
        round |= missing;
        look.host().resolve().ifPresent(hosts::add);
      }
    }
    // If one is under way already, what it finds is looked at too.
    if (round) {
      discovery.search(hosts);
    }
    return pause();
  }

  private Duration pause() {
    if (discovery.state().searching()) {
      return LOOK;
    }
    Duration left =
        schedule.next().map(next -> Duration.between(clock.instant(), next)).orElse(IDLE);
    return left.compareTo(SETTLING) < 0 ? SETTLING : left.compareTo(IDLE) > 0 ? IDLE : left;
  }

  /** Returns whether the camera is still missing. */
  private boolean take(SearchParty.Look look) {
    String id = look.camera().id();
    switch (look.outcome()) {
      case CameraSearch.Present _ -> {
        return false;
      }
      case CameraSearch.Found(Inet4Address at) when look.host().isIpv4() -> move(look, at);
      case CameraSearch.Found(Inet4Address at) ->
          notices.doubt(
              id,
              "it answers at "
                  + at.getHostAddress()
                  + " now; its address is given as "
                  + look.host().name()
                  + ", which the box leaves as it is");
      case CameraSearch.Missing(Optional<String> doubt) -> {
        doubt.ifPresent(why -> notices.doubt(id, why));
        return true;
      }
    }
    return false;
  }

  private void move(SearchParty.Look look, Inet4Address to) {
    String id = look.camera().id();
    String what = "moved from " + look.host().name() + " to " + to.getHostAddress();
    try {
      if (moves.move(look.camera(), to)) {
        LOG.log(INFO, "Camera {0}: {1}", id, what);
        notices.moved(id, to.getHostAddress(), what);
      }
    } catch (ConfigException e) {
      LOG.log(
          WARNING, "Camera " + id + " has " + what + ", which cannot be kept: " + e.getMessage());
      notices.doubt(id, "it has " + what + ", which cannot be saved: " + e.getMessage());
    }
  }

  /** Ends the thread and what it is looking at. Idempotent. */
  @Override
  public void close() {
    closed = true;
    subscription.close();
    party.close();
    thread.interrupt();
    try {
      thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
