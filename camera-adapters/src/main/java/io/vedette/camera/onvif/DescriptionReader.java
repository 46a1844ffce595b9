package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.onvif.soap.SoapAnswer;
import io.vedette.camera.onvif.soap.XmlElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a device for all that it tells of itself. What it does not tell is noted, and the rest is
 * still told; only when it cannot be reached any more, or does not want us, there is nothing.
 */
final class DescriptionReader {

  /** For a device that answers each question just in time. */
  private static final Duration MOST = Duration.ofSeconds(60);

  private final OnvifDevice device;
  private final long began = System.nanoTime();
  private final Set<String> notes = new LinkedHashSet<>();

  DescriptionReader(OnvifDevice device) {
    this.device = device;
  }

  DeviceDescription read() throws CameraException {
    XmlElement none = XmlElement.of("", "none");
    DeviceIdentity identity =
        DeviceIdentity.of(ask(OnvifService.DEVICE, "GetDeviceInformation").orElse(none));
    List<MediaProfile> profiles = new ProfileReader(this).read();
    Optional<String> hostname =
        ask(OnvifService.DEVICE, "GetHostname")
            .flatMap(response -> response.textAt("HostnameInformation", "Name"));
    List<NetworkInterface> interfaces =
        ask(OnvifService.DEVICE, "GetNetworkInterfaces")
            .orElse(none)
            .all("NetworkInterfaces")
            .stream()
            .map(NetworkInterface::of)
            .toList();
    return new DeviceDescription(
        identity,
        hostname,
        interfaces,
        device.clock(),
        device.services().keySet(),
        profiles,
        new ArrayList<>(notes));
  }

  OnvifDevice device() {
    return device;
  }

  /** Something for people. */
  void note(String what) {
    notes.add(what);
  }

  Optional<XmlElement> ask(OnvifService service, String operation, XmlElement... children)
      throws CameraException {
    if (System.nanoTime() - began > MOST.toNanos()) {
      note("the camera is slow: after " + MOST.toSeconds() + " s the rest was not asked for");
      return Optional.empty();
    }
    try {
      SoapAnswer answer = device.ask(service, service.operation(operation, children));
      if (answer instanceof SoapAnswer.Refused(_, var fault)) {
        note(operation + ": the camera says no: " + fault.words());
      }
      return answer.content();
    } catch (CameraException e) {
      if (!tellsOn(device, e)) {
        throw e;
      }
      note(e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether a device that has failed at one question may answer the next. */
  static boolean tellsOn(OnvifDevice device, CameraException e) {
    return switch (e.reason()) {
      case PROTOCOL, NOT_FOUND, REFUSED, BUSY -> true;
      // This user may sign in, but not this.
      case UNAUTHORIZED -> device.isSignedIn();
      default -> false;
    };
  }
}
