package io.vedette.control;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.Imaging;
import io.vedette.camera.onvif.ImagingSettings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How one camera's picture looks: brightness and the like, of its own video source. Any thread may
 * call, and is blocked until the camera has answered.
 */
public final class CameraPicture {

  private final DeviceConversation conversation;
  private final Supplier<Optional<Channel>> channel;

  CameraPicture(DeviceConversation conversation, Supplier<Optional<Channel>> channel) {
    this.conversation = conversation;
    this.channel = channel;
  }

  /** Makes settings of those that there are. */
  @FunctionalInterface
  public interface Change {

    /**
     * The settings that there should be.
     *
     * @param now those that there are
     * @throws CameraException if the camera cannot have them
     */
    ImagingSettings of(ImagingSettings now) throws CameraException;
  }

  /**
   * How it looks, and how it could.
   *
   * @throws CameraException if the camera cannot be set, or does not answer
   */
  public ImagingSettings settings() throws CameraException {
    String source = source();
    return conversation.ask(device -> device.imaging().read(source));
  }

  /**
   * Makes it look otherwise. The camera is told only if the change leaves anything changed, and
   * nobody else tells it anything between.
   *
   * @return how it looks then; many cameras round
   * @throws CameraException if the camera cannot, refuses or does not answer
   */
  public ImagingSettings change(Change change) throws CameraException {
    String source = source();
    return conversation.ask(
        device -> {
          Imaging imaging = device.imaging();
          ImagingSettings before = imaging.read(source);
          ImagingSettings wanted = change.of(before);
          if (wanted.equals(before)) {
            return before;
          }
          imaging.write(wanted);
          return imaging.read(source);
        });
  }

  private String source() throws CameraException {
    return channel
        .get()
        .flatMap(Channel::source)
        .orElseThrow(
            () ->
                new CameraException(
                    Reason.REFUSED,
                    "picture",
                    "nothing tells which of its pictures is the camera's"));
  }
}
