package io.vedette.control;

import io.vedette.camera.CameraException.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a camera is left alone after it has failed: twice as long each time, give or take a
 * fifth; long at once where asking again soon is of no use. Used by one thread.
 */
final class RetryPause {

  static final Duration FIRST = Duration.ofSeconds(2);
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** Where there is no ONVIF, or no events. */
  static final Duration USELESS = Duration.ofMinutes(10);

  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private Duration next = FIRST;

  RetryPause(RandomGenerator random) {
    this.random = random;
  }

  /** The pause after a failure of this kind. */
  Duration after(Reason reason) {
    return switch (reason) {
      case UNAUTHORIZED, CLEAR_TEXT, CERTIFICATE_CHANGED -> jittered(DeviceNotes.PEACE);
      case NOT_FOUND, REFUSED, UNSUPPORTED_MEDIA, AWAITED -> jittered(USELESS);
      case UNREACHABLE,
          BUSY,
          STARTING,
          PROTOCOL,
          TRANSPORT,
          OTHER_DEVICE,
          STALLED,
          CLOSED,
          STOPPED -> {
        Duration pause = jittered(next);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        yield pause;
      }
    };
  }

  /** Begins anew: the camera has answered, or there is reason to believe that it will. */
  void reset() {
    next = FIRST;
  }

  private Duration jittered(Duration base) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis((long) (base.toMillis() * factor));
  }
}
