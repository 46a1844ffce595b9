package io.vedette.ingest;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.fragment.StreamTimeline;
import io.vedette.health.CameraState;
import io.vedette.health.StreamFacts;
import io.vedette.live.LiveStream;
import io.vedette.media.Packet;
import io.vedette.media.Silence;
import io.vedette.media.StreamFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * One camera's only session. A platform thread of its own opens the camera, reads it, and after a
 * failure waits and opens it again; since no other thread opens it, there are never two sessions.
 *
 * <p>{@link #reconfigure} and {@link #close} may be called by any thread and do not wait for the
 * camera; {@link #sample} by one thread at a time.
 */
final class CameraIngest implements AutoCloseable {

  /**
   * A session that carried pictures this long was a good one: what ends it is a new failure, not
   * the last one again.
   */
  static final Duration GOOD_SESSION = Duration.ofSeconds(10);

  /** A picture this late is worth telling; the source gives the session up some seconds later. */
  static final Duration LATE_PICTURE = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(CameraIngest.class.getName());

  private final String id;
  private final CameraAdapter adapter;
  private final IngestFleet.Lessons lessons;
  private final LiveStream stream;
  private final Observer observer;
  private final Duration linger;
  private final InstantSource clock;
  private final Backoff backoff;
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

  private volatile Optional<Link> link = Optional.empty();

  private CameraState state;
  private long playingSinceNanos;
  private boolean playing;

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
            stream,
            timeline,
            observer,
            clock,
            random,
            linger);
    observer.state(ingest.state);
    ingest.thread.start();
    return ingest;
  }

  private CameraIngest(
      Predecessor predecessor,
      CameraConfig config,
      CameraAdapter adapter,
      IngestFleet.Lessons lessons,
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
    this.stream = stream;
    this.observer = observer;
    this.linger = linger;
    this.clock = clock;
    this.timeline = timeline;
    this.backoff = new Backoff(random);
    this.state =
        config.mode() == SourceMode.ON_DEMAND
            ? new CameraState.Idle(clock.instant())
            : new CameraState.Connecting("", clock.instant());
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
              && !forgetsCertificate(config.learned(), next.learned());
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

  /**
   * Measures the last seconds and puts the facts on the board. To be called about once a second.
   */
  void sample() {
    observed.sample(System.nanoTime());
    observer.facts(
        observed.facts(link.map(Link::token).orElse(""), Math.max(0, sessions.get() - 1), stream));
    stream.expire(System.nanoTime());
  }

  /** Asks the thread to end; see {@link #join}. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
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
        failed(Failure.of(e, learned()));
      } catch (RuntimeException e) {
        LOG.log(WARNING, "Camera " + id + ": reading it failed in a way nobody foresaw", e);
        failed(new Failure.Lost("the box could not handle what the camera sent (" + e + ")"));
      }
    }
  }

  /** Waits until the camera is wanted: at once, or when somebody watches. */
  private void awaitDemand() throws InterruptedException {
    if (isIdle()) {
      if (!(state instanceof CameraState.Idle)) {
        become(new CameraState.Idle(clock.instant()));
      }
      idle(true);
      try {
        stream.awaitDemand(linger);
      } finally {
        idle(false);
      }
    }
    // Also where somebody had begun to watch before this thread ever looked.
    if (state instanceof CameraState.Idle) {
      become(new CameraState.Connecting("", clock.instant()));
    }
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
        new CameraMemory(current.learned(), change -> lessons.learned(current, change));
    try (PacketSource source = adapter.open(current.address(), current.credentials(), memory)) {
      if (!opened(source)) {
        return;
      }
      link = memory.learned().link();
      sessions.incrementAndGet();
      read(source);
      playing = false;
      stream.clear();
    } finally {
      lock.lock();
      try {
        open = null;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Reads until the session fails, or nobody asks for the camera any more. */
  private void read(PacketSource source) throws CameraException {
    timeline.beginSession();
    try (Publication publication = new Publication(id, timeline, observed, stream)) {
      while (true) {
        switch (source.next()) {
          case StreamFormat format -> publication.format(format);
          case Packet packet -> {
            if (publication.packet(packet)) {
              pictureCame(packet);
              if (packet.key() && isIdle()) {
                return;
              }
            }
          }
          case Silence silence -> {
            silent(silence.sinceVideo());
            if (isIdle()) {
              return;
            }
          }
        }
      }
    }
  }

  private void pictureCame(Packet packet) {
    if (playing) {
      if (!(state instanceof CameraState.Streaming)) {
        become(new CameraState.Streaming(clock.instant()));
      } else if (packet.key()
          && packet.arrivalNanos() - playingSinceNanos > GOOD_SESSION.toNanos()) {
        backoff.reset();
      }
    } else if (packet.key()) {
      playing = true;
      playingSinceNanos = packet.arrivalNanos();
      LOG.log(INFO, "Camera {0}: streaming {1}", id, observed.label());
      become(new CameraState.Streaming(clock.instant()));
    }
  }

  private void silent(Duration sinceVideo) {
    if (playing && sinceVideo.compareTo(LATE_PICTURE) >= 0) {
      Instant since = state instanceof CameraState.Degraded ? state.since() : clock.instant();
      become(new CameraState.Degraded("no picture for " + sinceVideo.toSeconds() + " s", since));
    }
  }

  private void failed(Failure failure) {
    if (playing) {
      playing = false;
      stream.interrupt();
    }
    lock.lock();
    try {
      if (closing || reopen) {
        return;
      }
      Instant since = isDown(state) ? state.since() : clock.instant();
      CameraState next =
          switch (failure) {
            case Failure.Refused(String why) -> new CameraState.AuthFailed(why, since);
            case Failure.Lost(String why) -> new CameraState.Offline(why, since);
            case Failure.Busy(String why, _) -> new CameraState.Offline(why, since);
            case Failure.Untrusted(String why) -> new CameraState.CertificateChanged(why, since);
            case Failure.NotReady(String why) -> new CameraState.Connecting(why, since);
          };
      Duration wait =
          switch (failure) {
            case Failure.Refused _, Failure.Untrusted _ -> backoff.longest();
            case Failure.Busy(_, Duration freed) -> backoff.untilFreed(freed);
            case Failure.Lost _ -> backoff.next();
            case Failure.NotReady _ -> Backoff.FIRST;
          };
      if (!next.equals(state) && !(failure instanceof Failure.NotReady)) {
        LOG.log(
            INFO,
            "Camera {0}: {1}, {2}; next attempt in {3} ms",
            id,
            next.name(),
            next.reason(),
            Long.toString(wait.toMillis()));
      }
      become(next);
      changed.awaitNanos(wait.toNanos());
    } catch (InterruptedException e) {
      // Woken by close or reconfigure while it was between two sessions: the loop sees which.
      LOG.log(DEBUG, "Camera {0}: woken", id);
    } finally {
      lock.unlock();
    }
  }

  private static boolean isDown(CameraState state) {
    return state instanceof CameraState.Offline
        || state instanceof CameraState.AuthFailed
        || state instanceof CameraState.CertificateChanged;
  }

  private void become(CameraState next) {
    lock.lock();
    try {
      // Whoever closes an ingest may take the camera off the board at once; it must not come back.
      if (!closing && !next.equals(state)) {
        state = next;
        observer.state(next);
      }
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
        backoff.reset();
        become(new CameraState.Connecting("", clock.instant()));
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

  private Learned learned() {
    lock.lock();
    try {
      return config.learned();
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
