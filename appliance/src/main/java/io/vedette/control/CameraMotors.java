package io.vedette.control;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.PanTiltZoom;
import io.vedette.camera.onvif.PanTiltZoom.Preset;
import io.vedette.camera.onvif.PanTiltZoom.Vector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Turns one camera. Of movements that wait for the camera only the newest is carried out, so that
 * it follows the hand and not a queue. A movement ends by itself: the camera is told for how long,
 * and since some do not listen to that, the box stops it too. Any thread may call, and is blocked
 * until the camera has answered.
 */
public final class CameraMotors {

  /** A movement lasts so long at most. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(CameraMotors.class.getName());

  /** The camera's own clock goes first. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final String cameraId;
  private final DeviceConversation conversation;
  private final Supplier<Optional<Channel>> channel;
  private final ScheduledExecutorService guard;
  private final AtomicLong newest = new AtomicLong();

  CameraMotors(
      String cameraId,
      DeviceConversation conversation,
      Supplier<Optional<Channel>> channel,
      ScheduledExecutorService guard) {
    this.cameraId = cameraId;
    this.conversation = conversation;
    this.channel = channel;
    this.guard = guard;
  }

  /** What is done with the motors of a profile. */
  private interface Wish<T> {
    T ask(PanTiltZoom motors, String profile) throws CameraException;
  }

  /** Something to be done that has no answer. */
  private interface Order {
    void give(PanTiltZoom motors, String profile) throws CameraException;
  }

  /**
   * Moves on and on, until there is another movement or the time is over.
   *
   * @param speed how fast; nothing stops
   * @param most at least a second, at most {@link #LONGEST}
   * @return false if a newer movement came before the camera was free, which is carried out instead
   * @throws CameraException if the camera cannot, refuses or does not answer
   */
  public boolean move(Vector speed, Duration most) throws CameraException {
    long mine = newest.incrementAndGet();
    boolean moved = isNewest(mine, (motors, profile) -> motors.move(profile, speed, most));
    if (moved && !isNothing(speed)) {
      guard.schedule(
          () -> Thread.startVirtualThread(() -> end(mine)),
          most.plus(GRACE).toMillis(),
          TimeUnit.MILLISECONDS);
    }
    return moved;
  }

  /** Stops; false if a newer movement came first. */
  public boolean stop() throws CameraException {
    return isNewest(newest.incrementAndGet(), PanTiltZoom::stop);
  }

  /** Moves by a part of what the camera can. */
  public void step(Vector way) throws CameraException {
    newest.incrementAndGet();
    order((motors, profile) -> motors.step(profile, way));
  }

  /** Goes to a place. */
  public void goTo(String preset) throws CameraException {
    newest.incrementAndGet();
    order((motors, profile) -> motors.goTo(profile, preset));
  }

  /** Goes home. */
  public void home() throws CameraException {
    newest.incrementAndGet();
    order(PanTiltZoom::home);
  }

  /** The places that the camera remembers. */
  public List<Preset> presets() throws CameraException {
    return ask(PanTiltZoom::presets);
  }

  /**
   * Remembers where it looks now.
   *
   * @return the new place's token
   */
  public String remember(String name) throws CameraException {
    return ask((motors, profile) -> motors.remember(profile, name));
  }

  /** Forgets a place. */
  public void forget(String preset) throws CameraException {
    order((motors, profile) -> motors.forget(profile, preset));
  }

  private static boolean isNothing(Vector speed) {
    return speed.pan() == 0 && speed.tilt() == 0 && speed.zoom() == 0;
  }

  /** Carries a movement out, unless there is a newer one when the camera is free. */
  private boolean isNewest(long mine, Order order) throws CameraException {
    return ask(
        (motors, profile) -> {
          if (newest.get() != mine) {
            return false;
          }
          order.give(motors, profile);
          return true;
        });
  }

  /** For cameras that do not end a movement when they were told to. */
  private void end(long mine) {
    try {
      if (newest.get() == mine) {
        isNewest(mine, PanTiltZoom::stop);
      }
    } catch (CameraException e) {
      LOG.log(WARNING, "Camera {0}: a movement may go on: {1}", cameraId, e.getMessage());
    }
  }

  private void order(Order order) throws CameraException {
    ask(
        (motors, profile) -> {
          order.give(motors, profile);
          return true;
        });
  }

  private <T> T ask(Wish<T> wish) throws CameraException {
    String profile =
        channel
            .get()
            .flatMap(Channel::movedBy)
            .orElseThrow(
                () ->
                    new CameraException(
                        Reason.REFUSED, "pan, tilt, zoom", "the camera cannot be turned"));
    return conversation.ask(device -> wish.ask(device.panTiltZoom(), profile));
  }
}
