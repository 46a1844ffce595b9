package io.vedette.control;

import io.vedette.config.CameraConfig;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** One camera as a device: watched in one conversation, told what to do in another. */
final class CameraDevice implements AutoCloseable {

  private final CameraConfig camera;
  private final DeviceWatch watch;
  private final DeviceConversation conversation;
  private final CameraMotors motors;
  private final CameraCare care;
  private final CameraEncoders encoders;
  private final CameraPicture picture;

  CameraDevice(
      DeviceAccess access,
      HealthBoard health,
      DeviceNews news,
      InstantSource clock,
      RandomGenerator random,
      ScheduledExecutorService guard) {
    this.camera = access.camera();
    this.watch = new DeviceWatch(access, health, news, clock, random).start();
    this.conversation = new DeviceConversation(access, clock);
    this.motors = new CameraMotors(camera.id(), conversation, watch::channel, guard);
    this.care = new CameraCare(access, conversation, health, clock);
    this.encoders = new CameraEncoders(access);
    this.picture = new CameraPicture(conversation, watch::channel);
  }

  /** Whether nothing has changed by which it is reached, or known. */
  boolean isFor(CameraConfig now) {
    return camera.address().equals(now.address())
        && camera.credentials().equals(now.credentials())
        && camera.identity().equals(now.identity())
        && camera.learned().certificate().equals(now.learned().certificate());
  }

  CameraMotors motors() {
    return motors;
  }

  CameraCare care() {
    return care;
  }

  CameraEncoders encoders() {
    return encoders;
  }

  CameraPicture picture() {
    return picture;
  }

  /** How its video is; returns at once. */
  void videoIs(CameraState state) {
    watch.videoIs(state);
  }

  /** Ends what is not needed. */
  void tidy() {
    conversation.tidy();
  }

  @Override
  public void close() {
    watch.close();
    conversation.close();
  }
}
