package io.vedette.ingest;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.camera.PeerCheck;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.fragment.StreamTimeline;
import io.vedette.health.CameraState;
import io.vedette.health.StreamFacts;
import io.vedette.live.LiveStream;
import io.vedette.media.MediaEvent;
import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One camera's only session. A platform thread of its own opens the camera, reads it, and after a
 * failure waits and opens it again; since no other thread opens it, there are never two sessions.
 *
 * <p>{@link #reconfigure} and {@link #close} may be called by any thread and do not wait for the
 * camera; {@link #sample} by one thread at a time.
 */
final class CameraIngest implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(CameraIngest.class.getName());

  private final String id;
  private final CameraAdapter adapter;
  private final IngestFleet.Lessons lessons;
  private final Function<CameraConfig, PeerCheck> checks;
  private final LiveStream stream;
  private final Observer observer;
  private final Duration linger;
  private final IngestCondition condition;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private CameraConfig config;
  private PacketSource open;
  private boolean reopen;
  private boolean closing;
  private boolean idling;

  private final AtomicLong sessions = new AtomicLong();
  private final ObservedStream observed = new ObservedStream();
  private final StreamTimeline timeline;

  /** By which way the session comes that there is. */
  private volatile Optional<Link> link = Optional.empty();

  /** Hears how the stream is; called by the ingest's thread and by the one that measures. */
  interface Observer {

    void state(CameraState state);

    void facts(StreamFacts facts);
  }

  /** What must have ended before a session may be opened. */
  @FunctionalInterface
  interface Predecessor {
    void await() throws InterruptedException;
  }

  /** Starts as soon as the predecessor has ended; the camera is on the board when this returns. */
  static CameraIngest start(
      Predecessor predecessor,
      CameraConfig config,
      CameraAdapter adapter,
      IngestFleet.Lessons lessons,
      Function<CameraConfig, PeerCheck> checks,
      LiveStream stream,
      StreamTimeline timeline,
      Observer observer,
      InstantSource clock,
      RandomGenerator random,
      Duration linger) {
    CameraIngest ingest =
        new CameraIngest(
            predecessor,
            config,
            adapter,
            lessons,
            checks,
            stream,
            timeline,
            observer,
            clock,
            random,
            linger);
    observer.state(ingest.condition.state());
    ingest.thread.start();
    return ingest;
  }

  private CameraIngest(
      Predecessor predecessor,
      CameraConfig config,
      CameraAdapter adapter,
      IngestFleet.Lessons lessons,
      Function<CameraConfig, PeerCheck> checks,
      LiveStream stream,
      StreamTimeline timeline,
      Observer observer,
      InstantSource clock,
      RandomGenerator random,
      Duration linger) {
    this.id = stream.id();
    this.config = config;
    this.adapter = adapter;
    this.lessons = lessons;
    this.checks = checks;
    this.stream = stream;
    this.observer = observer;
    this.linger = linger;
    this.timeline = timeline;
    this.condition =
        new IngestCondition(
            id,
            new Backoff(random),
            observer::state,
            clock,
            observed::label,
            config.mode() != SourceMode.ON_DEMAND);
    this.thread =
        Thread.ofPlatform().name("ingest-" + id).daemon().unstarted(() -> run(predecessor));
  }

  /**
   * Ends the session, if what reaches the camera has changed, and opens the next one by the new
   * configuration.
   */
  void reconfigure(CameraConfig next) {
    lock.lock();
    try {
      boolean sameSession =
          config.address().equals(next.address())
              && config.credentials().equals(next.credentials())
              && !forgetsCertificate(config.learned(), next.learned())
              && !forgetsSignIn(config.learned(), next.learned())
              && !forgetsIdentity(config, next);
      config = next;
      if (!sameSession) {
        reopen = true;
        endSession();
      } else if (idling) {
        // It may not be meant to idle any more. An attempt to connect is left alone: most changes
        // are another camera's.
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean forgetsCertificate(Learned before, Learned next) {
    return before.certificate().isPresent() && next.certificate().isEmpty();
  }

  /** Then the user has given the password again, even if it is the same. */
  private static boolean forgetsSignIn(Learned before, Learned next) {
    return before.signIn().isPresent() && next.signIn().isEmpty();
  }

  /** Then whoever is at its address is the camera. */
  private static boolean forgetsIdentity(CameraConfig before, CameraConfig next) {
    return before.identity().isKnown() && !next.identity().isKnown();
  }

  /**
   * Measures the last seconds, puts the facts on the board and looks whether pictures still come.
   * To be called about once a second.
   */
  void sample() {
    listen();
    observed.sample(System.nanoTime());
    observer.facts(
        observed.facts(
            link.map(Link::token).orElse(""),
            Math.max(0, sessions.get() - 1),
            condition.lastFailure(),
            stream));
    stream.expire(System.nanoTime());
  }

  private void listen() {
    lock.lock();
    try {
      if (open != null) {
        Duration sincePicture = open.sincePicture();
        condition.silent(sincePicture);
        if (sincePicture.compareTo(IngestCondition.LATE_PICTURE) >= 0 && isIdle()) {
          endSession();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asks the thread to end; see {@link #join}. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      condition.close();
      endSession();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the thread to have ended its session.
   *
   * @param atMost the longest wait
   * @return whether it has
   */
  boolean join(Duration atMost) throws InterruptedException {
    return thread.join(atMost);
  }

  /** Whether its thread is gone, and with it its session. */
  boolean hasEnded() {
    return !thread.isAlive();
  }

  @Override
  public String toString() {
    return "ingest of camera " + id;
  }

  private void endSession() {
    changed.signalAll();
    if (open != null) {
      // TEARDOWN talks to the camera; the caller, perhaps a request's thread, does not wait for
      // that.
      Thread.ofVirtual().name("teardown-" + id).start(open::close);
    } else {
      thread.interrupt();
    }
  }

  private void run(Predecessor predecessor) {
    try {
      predecessor.await();
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "{0}: ended while its predecessor still was", this);
    }
    while (!isClosing()) {
      try {
        awaitDemand();
        runOnce();
      } catch (InterruptedException e) {
        LOG.log(DEBUG, "{0}: woken while nobody asked for it", this);
      } catch (CameraException e) {
        if (e.reason() == Reason.STOPPED && isIdle()) {
          LOG.log(DEBUG, "{0}: ended without pictures, nobody asks for them", this);
          rest();
        } else {
          failed(Failure.of(e, current()));
        }
      } catch (RuntimeException e) {
        LOG.log(WARNING, "Camera " + id + ": reading it failed in a way nobody foresaw", e);
        failed(new Failure.Lost("the box could not handle what the camera sent (" + e + ")"));
      }
    }
  }

  /** Waits until the camera is wanted: at once, or when somebody watches. */
  private void awaitDemand() throws InterruptedException {
    if (isIdle()) {
      condition.unwanted();
      idle(true);
      try {
        stream.awaitDemand(linger);
      } finally {
        idle(false);
      }
    }
    // Also where somebody had begun to watch before this thread ever looked.
    condition.wanted();
  }

  private void idle(boolean now) {
    lock.lock();
    try {
      idling = now;
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    lock.lock();
    try {
      return !closing && config.mode() == SourceMode.ON_DEMAND && !stream.isDemanded(linger);
    } finally {
      lock.unlock();
    }
  }

  private void runOnce() throws CameraException {
    CameraConfig current = begin();
    CameraMemory memory =
        new CameraMemory(
            current.learned(), change -> lessons.learned(current, change), checks.apply(current));
    try (PacketSource source = adapter.open(current.address(), current.credentials(), memory)) {
      if (!opened(source)) {
        return;
      }
      link = memory.learned().link();
      sessions.incrementAndGet();
      read(source);
      rest();
    } finally {
      link = Optional.empty();
      lock.lock();
      try {
        open = null;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Nobody watches: what there was is not kept. */
  private void rest() {
    condition.ended();
    stream.clear();
  }

  /** Reads until the session fails, or nobody asks for the camera any more. */
  private void read(PacketSource source) throws CameraException {
    timeline.beginSession();
    try (Publication publication =
        new Publication(id, timeline, observed, stream, this::orientation)) {
      boolean wanted = true;
      while (wanted) {
        // A method of its own is compiled minutes before a loop that is entered once.
        wanted = take(source.next(), publication);
      }
    }
  }

  /** Whether there is somebody for what comes next. */
  private boolean take(MediaEvent event, Publication publication) {
    switch (event) {
      case StreamFormat format -> publication.format(format);
      case Packet packet -> {
        if (publication.packet(packet)) {
          condition.pictureCame(packet);
          return !packet.key() || !isIdle();
        }
      }
    }
    return true;
  }

  private void failed(Failure failure) {
    if (condition.ended()) {
      stream.interrupt();
    }
    lock.lock();
    try {
      if (!closing && !reopen) {
        changed.awaitNanos(condition.failed(failure).toNanos());
      }
    } catch (InterruptedException e) {
      // Woken by close or reconfigure while it was between two sessions: the loop sees which.
      LOG.log(DEBUG, "Camera {0}: woken", id);
    } finally {
      lock.unlock();
    }
  }

  private CameraConfig begin() {
    lock.lock();
    try {
      // An interrupt meant for the last attempt must not hit this one.
      Thread.interrupted();
      if (reopen) {
        reopen = false;
        condition.beginAnew();
      }
      return config;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the session just opened is still wanted; if so, it can be ended from outside from now
   * on.
   */
  private boolean opened(PacketSource source) {
    lock.lock();
    try {
      if (closing || reopen) {
        return false;
      }
      open = source;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private CameraConfig current() {
    lock.lock();
    try {
      return config;
    } finally {
      lock.unlock();
    }
  }

  private Orientation orientation() {
    lock.lock();
    try {
      return config.orientation();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }
}
