package io.vedette.ingest;

import static java.lang.System.Logger.Level.INFO;

import io.vedette.health.CameraState;
import io.vedette.media.Packet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a camera's stream is, by what happens to its sessions, and how long to wait after a failure.
 * Told by the ingest's thread and by the one that measures; safe for use by any.
 */
final class IngestCondition {

  /**
   * A session that carried pictures this long was a good one: what ends it is a new failure, not
   * the last one again.
   */
  static final Duration GOOD_SESSION = Duration.ofSeconds(10);

  /** A picture this late is worth telling; the source gives the session up some seconds later. */
  static final Duration LATE_PICTURE = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(IngestCondition.class.getName());

  private final String id;
  private final Backoff backoff;
  private final Consumer<CameraState> observer;
  private final InstantSource clock;
  private final Supplier<String> label;
  private CameraState state;
  private String lastFailure = "";
  private boolean playing;
  private boolean closed;
  private long playingSinceNanos;

  /**
   * @param id names the stream in the log
   * @param observer hears of every new state
   * @param clock tells since when a state holds
   * @param label tells what the stream is, for the log
   * @param wanted whether the camera is to be connected to at once
   */
  IngestCondition(
      String id,
      Backoff backoff,
      Consumer<CameraState> observer,
      InstantSource clock,
      Supplier<String> label,
      boolean wanted) {
    this.id = id;
    this.backoff = backoff;
    this.observer = observer;
    this.clock = clock;
    this.label = label;
    this.state =
        wanted
            ? new CameraState.Connecting("", clock.instant())
            : new CameraState.Idle(clock.instant());
  }

  synchronized CameraState state() {
    return state;
  }

  /** What ended the last session, until the next one plays; empty if nothing. */
  synchronized String lastFailure() {
    return lastFailure;
  }

  private boolean isIdle() {
    return state instanceof CameraState.Idle;
  }

  /** Nobody asks for the camera. */
  synchronized void unwanted() {
    if (!isIdle()) {
      become(new CameraState.Idle(clock.instant()));
    }
  }

  /** Somebody asks for it. */
  synchronized void wanted() {
    if (isIdle()) {
      become(new CameraState.Connecting("", clock.instant()));
    }
  }

  /** What has been is no guide any more: the camera is to be reached in another way. */
  synchronized void beginAnew() {
    backoff.reset();
    lastFailure = "";
    become(new CameraState.Connecting("", clock.instant()));
  }

  /** A picture has been published. */
  synchronized void pictureCame(Packet packet) {
    if (playing) {
      if (!(state instanceof CameraState.Streaming)) {
        become(new CameraState.Streaming(clock.instant()));
      } else if (packet.key()
          && packet.arrivalNanos() - playingSinceNanos > GOOD_SESSION.toNanos()) {
        backoff.reset();
      }
    } else if (packet.key()) {
      playing = true;
      lastFailure = "";
      playingSinceNanos = packet.arrivalNanos();
      LOG.log(INFO, "Camera {0}: streaming {1}", id, label.get());
      become(new CameraState.Streaming(clock.instant()));
    }
  }

  /** The last picture came so long ago. */
  synchronized void silent(Duration sincePicture) {
    if (playing && sincePicture.compareTo(LATE_PICTURE) >= 0) {
      Instant since = state instanceof CameraState.Degraded ? state.since() : clock.instant();
      become(new CameraState.Degraded("no picture for " + sincePicture.toSeconds() + " s", since));
    }
  }

  /**
   * The session has ended.
   *
   * @return whether it had carried pictures
   */
  synchronized boolean ended() {
    boolean played = playing;
    playing = false;
    return played;
  }

  /**
   * A failure is what has ended it, or what kept it from beginning.
   *
   * @return how long to wait before the next attempt
   */
  synchronized Duration failed(Failure failure) {
    Instant since = isDown() ? state.since() : clock.instant();
    CameraState next =
        switch (failure) {
          case Failure.Refused(String why) -> new CameraState.AuthFailed(why, since);
          case Failure.Lost(String why) -> new CameraState.Offline(why, since);
          case Failure.Left(String why) -> new CameraState.Offline(why, since);
          case Failure.Awaited(String why) -> new CameraState.Offline(why, since);
          case Failure.Busy(String why, _) -> new CameraState.Offline(why, since);
          case Failure.Untrusted(String why) -> new CameraState.CertificateChanged(why, since);
          case Failure.Stranger(String why) -> new CameraState.OtherDevice(why, since);
          case Failure.NotReady(String why) -> new CameraState.Connecting(why, since);
        };
    Duration wait =
        switch (failure) {
          case Failure.Refused _, Failure.Untrusted _ -> backoff.longest();
          case Failure.Busy(_, Duration freed) -> backoff.untilFreed(freed);
          case Failure.Lost _, Failure.Stranger _ -> backoff.next();
          case Failure.NotReady _, Failure.Left _ -> Backoff.FIRST;
          case Failure.Awaited _ -> Duration.ZERO;
        };
    if (failure instanceof Failure.Awaited(String why)) {
      if (!next.equals(state)) {
        LOG.log(INFO, "Camera {0}: {1}", id, why);
      }
    } else if (!(failure instanceof Failure.NotReady)) {
      if (!next.equals(state)) {
        LOG.log(
            INFO,
            "Camera {0}: {1}, {2}; next attempt in {3} ms",
            id,
            next.name(),
            next.reason(),
            Long.toString(wait.toMillis()));
      }
      lastFailure = failure.why();
    }
    become(next);
    return wait;
  }

  private boolean isDown() {
    return state instanceof CameraState.Offline
        || state instanceof CameraState.AuthFailed
        || state instanceof CameraState.CertificateChanged
        || state instanceof CameraState.OtherDevice;
  }

  /** Whoever closes an ingest may take the camera off the board at once; it must not come back. */
  synchronized void close() {
    closed = true;
  }

  private void become(CameraState next) {
    if (!closed && !next.equals(state)) {
      state = next;
      observer.accept(next);
    }
  }
}
