package io.vedette.control;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.OnvifDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A conversation in which a camera is told what to do: one thing at a time, in the order in which
 * it was asked for. It is kept for a while, as beginning one takes several questions. Any thread
 * may call, and is blocked until the camera has answered.
 */
final class DeviceConversation implements AutoCloseable {

  /** A conversation that is not needed is ended after this. */
  static final Duration IDLE = Duration.ofSeconds(30);

  /** A camera that takes longer for what others want of it is too slow for more. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DeviceAccess access;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private Optional<OnvifDevice> device = Optional.empty();
  private Instant used = Instant.EPOCH;
  private volatile boolean closed;

  DeviceConversation(DeviceAccess access, InstantSource clock) {
    this.access = access;
    this.clock = clock;
  }

  /**
   * Asks, when what was asked for before is done.
   *
   * @throws CameraException as the camera's answer is, or with {@link Reason#BUSY} if it has not
   *     answered others for long
   */
  <T> T ask(DeviceAccess.Wish<T> wish) throws CameraException {
    try {
      if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CameraException(
            Reason.BUSY, "wait", "the camera has not answered yet what it was asked before");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CameraException(Reason.STOPPED, "wait", "the box stopped asking", e);
    }
    try {
      return askNow(wish);
    } finally {
      used = clock.instant();
      turn.unlock();
    }
  }

  private <T> T askNow(DeviceAccess.Wish<T> wish) throws CameraException {
    if (closed) {
      throw new CameraException(Reason.STOPPED, "connect", "the camera's settings have changed");
    }
    if (device.isEmpty()) {
      device = Optional.of(access.connect());
    }
    try {
      access.throwIfRefused();
      return access.ask(device.get(), wish);
    } catch (CameraException e) {
      if (e.reason() != Reason.REFUSED) {
        end();
      }
      throw e;
    }
  }

  /** Ends it if nobody has needed it for a while; not one that is busy. */
  void tidy() {
    if (turn.tryLock()) {
      try {
        if (clock.instant().isAfter(used.plus(IDLE))) {
          end();
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private void end() {
    device.ifPresent(OnvifDevice::close);
    device = Optional.empty();
  }

  /** Ends it; what is under way is still answered. Idempotent. */
  @Override
  public void close() {
    closed = true;
    try {
      if (turn.tryLock(1, TimeUnit.SECONDS)) {
        try {
          end();
        } finally {
          turn.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
