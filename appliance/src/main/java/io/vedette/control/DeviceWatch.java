package io.vedette.control;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.CameraEvent;
import io.vedette.camera.onvif.DeviceClock;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.EventSubscription;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.OnvifService;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.OnvifFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Watches one camera as a device: asks it what it is, then waits for its events and puts them on
 * the health board. One virtual thread of its own, which the camera may hold up, and nothing else.
 */
final class DeviceWatch implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(DeviceWatch.class.getName());
  private static final Duration JOIN = Duration.ofSeconds(3);

  /** How long the camera holds the answer back. */
  private static final Duration PULL = Duration.ofSeconds(20);

  /** Some cameras answer at once, with nothing in it; they are asked no more often. */
  private static final Duration AFTER_NOTHING = Duration.ofMillis(500);

  /** However much a camera has to say. */
  private static final Duration AFTER_SOMETHING = Duration.ofMillis(50);

  private final DeviceAccess access;
  private final DeviceNotes notes;
  private final HealthBoard health;
  private final DeviceNews news;
  private final InstantSource clock;
  private final RetryPause pause;
  private final SensorLog log;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private OnvifFacts facts;
  private volatile Optional<Channel> channel = Optional.empty();
  private volatile boolean present;
  private volatile Optional<Instant> pictures = Optional.empty();
  private volatile boolean closed;

  /** Begins to watch, as soon as the camera is there. */
  DeviceWatch(
      DeviceAccess access,
      HealthBoard health,
      DeviceNews news,
      InstantSource clock,
      RandomGenerator random) {
    this.access = access;
    this.notes = access.notes();
    this.health = health;
    this.news = news;
    this.clock = clock;
    this.pause = new RetryPause(random);
    // Whoever watched it before, with other credentials, has heard of events too.
    this.facts =
        health
            .camera(access.camera().id())
            .map(known -> known.device().onvif().unasked())
            .orElse(OnvifFacts.UNKNOWN);
    this.log = new SensorLog(facts.events());
    this.thread = Thread.ofVirtual().name("device-" + access.camera().id()).unstarted(this::run);
  }

  /** Starts the thread. */
  DeviceWatch start() {
    thread.start();
    return this;
  }

  /** Which part of its device the camera is; empty while it has not told. */
  Optional<Channel> channel() {
    return channel;
  }

  /**
   * How the camera's video is, whenever that is news. While it does not come, nothing is asked for
   * the first time: the password may be wrong, and another device may be there. Returns at once.
   */
  void videoIs(CameraState state) {
    boolean now =
        switch (state) {
          case CameraState.Streaming _, CameraState.Degraded _, CameraState.Idle _ -> true;
          case CameraState.Disabled _,
              CameraState.Connecting _,
              CameraState.Offline _,
              CameraState.AuthFailed _,
              CameraState.CertificateChanged _,
              CameraState.OtherDevice _ ->
              false;
        };
    Optional<Instant> begun =
        switch (state) {
          case CameraState.Streaming(Instant since) -> pictures.or(() -> Optional.of(since));
          case CameraState.Degraded _ -> pictures;
          case CameraState.Idle _,
              CameraState.Disabled _,
              CameraState.Connecting _,
              CameraState.Offline _,
              CameraState.AuthFailed _,
              CameraState.CertificateChanged _,
              CameraState.OtherDevice _ ->
              Optional.empty();
        };
    boolean came = now && !present || begun.isPresent() && pictures.isEmpty();
    present = now;
    pictures = begun;
    if (came) {
      wake.release();
    }
  }

  private void run() {
    try {
      while (!closed) {
        if (present) {
          sleep(watchOnce());
        } else {
          wake.acquire();
        }
      }
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "Camera {0} is watched no more", access.camera().id());
    }
  }

  /** Until it is time, or the camera has come back. */
  private void sleep(Duration time) throws InterruptedException {
    if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
      wake.drainPermits();
      pause.reset();
    }
  }

  /** Watches until something fails; returns for how long to leave the camera alone. */
  private Duration watchOnce() throws InterruptedException {
    wake.drainPermits();
    try (OnvifDevice device = access.connect()) {
      return watch(device);
    } catch (CameraException e) {
      if (e.reason() == Reason.STOPPED && closed) {
        throw new InterruptedException(e.getMessage());
      }
      LOG.log(DEBUG, "Camera {0} by ONVIF: {1}", access.camera().id(), e.getMessage());
      // While it starts it may have no such service yet.
      boolean away = e.reason() == Reason.NOT_FOUND && channel.isPresent();
      failed(away ? Reason.UNREACHABLE : e.reason(), e.getMessage());
      return pause.after(away ? Reason.UNREACHABLE : e.reason());
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Watching camera " + access.camera().id() + " failed; it is tried again", e);
      failed(Reason.PROTOCOL, "its answer made the box fail; the log tells more");
      return pause.after(Reason.PROTOCOL);
    }
  }

  private Duration watch(OnvifDevice device) throws CameraException, InterruptedException {
    DeviceDescription told = isDue() ? describe(device) : notes.description().orElseThrow();
    Channel mine = Channel.of(access.camera(), told);
    channel = Optional.of(mine);
    facts =
        facts.of(
            told.identity().make(),
            told.identity().model(),
            told.identity().serial(),
            told.services().contains(OnvifService.PTZ) && mine.movedBy().isPresent(),
            told.services().contains(OnvifService.IMAGING) && mine.source().isPresent());
    publish(told, device.clock());
    if (!told.services().contains(OnvifService.EVENTS)) {
      pause.reset();
      return untilDue();
    }
    try (EventSubscription events = device.events()) {
      while (!isDue()) {
        pull(events, mine);
      }
    } catch (CameraException e) {
      boolean onlyThis = e.reason() == Reason.UNAUTHORIZED && device.isSignedIn();
      if (e.reason() != Reason.REFUSED && !onlyThis) {
        access.noteRefusal(device, e);
        throw e;
      }
      // It is there and can be turned, and has no events for us.
      log.forget();
      facts = facts.noticing(false, log.sensors(), log.events());
      facts =
          facts.in(OnvifFacts.State.CONNECTED, "it does not tell its events: " + e.getMessage());
      publish();
      return pause.after(e.reason());
    }
    return Duration.ZERO;
  }

  /** Whether it is to be asked again what it is. */
  private boolean isDue() {
    return !clock.instant().isBefore(notes.due(pictures));
  }

  private Duration untilDue() {
    Duration left = Duration.between(clock.instant(), notes.due(pictures));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private DeviceDescription describe(OnvifDevice device) throws CameraException {
    Optional<Instant> before = pictures;
    DeviceDescription told = access.ask(device, OnvifDevice::describe);
    boolean playing = before.isPresent() && before.equals(pictures);
    notes.noteDescription(told, clock.instant(), playing);
    if (playing) {
      news.described(access.camera(), told);
    }
    if (device.isSignedInByDigest()) {
      news.tookDigest(access.camera());
    }
    return told;
  }

  private void pull(EventSubscription events, Channel mine)
      throws CameraException, InterruptedException {
    long asked = System.nanoTime();
    List<CameraEvent> told = events.pull(facts.watched() ? PULL : Duration.ofSeconds(1));
    pause.reset();
    Instant now = clock.instant();
    told.stream().filter(mine::concerns).forEach(event -> log.take(event, now));
    facts = facts.noticing(true, log.sensors(), log.events());
    publish();
    boolean atOnce = System.nanoTime() - asked < AFTER_NOTHING.toNanos();
    Thread.sleep(told.isEmpty() && atOnce ? AFTER_NOTHING : AFTER_SOMETHING);
  }

  private void failed(Reason reason, String seen) {
    log.forget();
    OnvifFacts.State state =
        switch (reason) {
          case UNAUTHORIZED -> OnvifFacts.State.REFUSED;
          case NOT_FOUND -> OnvifFacts.State.NONE;
          default -> OnvifFacts.State.FAILED;
        };
    facts = facts.noticing(false, log.sensors(), log.events()).in(state, seen);
    publish();
  }

  private void publish() {
    if (!closed) {
      health.device(access.camera().id(), known -> known.withOnvif(facts));
    }
  }

  private void publish(DeviceDescription told, DeviceClock itsClock) {
    Optional<String> firmware =
        Optional.of(told.identity().firmware()).filter(text -> !text.isBlank());
    health.device(
        access.camera().id(), known -> known.told(firmware, itsClock.ahead()).withOnvif(facts));
  }

  /** Ends the thread and gives the subscription back. Idempotent. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
