package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.onvif.soap.DeviceAddress;
import java.util.Optional;

/** What asking a device came to; each to be shown in its own way. */
public sealed interface OnvifFinding {

  /**
   * It told of itself.
   *
   * @param description what
   */
  record Described(DeviceDescription description) implements OnvifFinding {}

  /**
   * It is there, and wants a user name and a password. Nothing is wrong.
   *
   * @param seen what it said
   */
  record PasswordWanted(String seen) implements OnvifFinding {}

  /**
   * It is there, and refuses the user name or the password. To be asked again only with others: it
   * may lock the account.
   *
   * @param seen what it said
   */
  record PasswordRefused(String seen) implements OnvifFinding {}

  /**
   * There is no ONVIF device, or it failed.
   *
   * @param reason the kind of failure
   * @param seen what was seen
   */
  record Failed(Reason reason, String seen) implements OnvifFinding {}

  /**
   * Asks a device for all that it tells. Blocks the caller, for about a minute at most.
   *
   * @param address the device service
   * @param credentials what to sign in with if the device wants that
   * @param memory knows the device's certificate, or takes it
   */
  static OnvifFinding of(
      DeviceAddress address, Optional<Credentials> credentials, CameraMemory memory) {
    try (OnvifDevice device = OnvifDevice.connect(address, credentials, memory)) {
      return new Described(device.describe());
    } catch (CameraException e) {
      if (e.reason() != Reason.UNAUTHORIZED) {
        return new Failed(e.reason(), e.getMessage());
      }
      return credentials.isPresent()
          ? new PasswordRefused(e.getMessage())
          : new PasswordWanted(e.getMessage());
    }
  }
}
