package io.vedette.camera.onvif.soap;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import java.util.Optional;

/** What a device answered. */
public sealed interface SoapAnswer {

  /**
   * It did what it was asked.
   *
   * @param body the response's element
   */
  record Content(XmlElement body) implements SoapAnswer {}

  /**
   * It did not, for another reason than who asks.
   *
   * @param operation what it was asked
   * @param fault why
   */
  record Refused(String operation, SoapFault fault) implements SoapAnswer {}

  /** The content, if it is one. */
  default Optional<XmlElement> content() {
    return switch (this) {
      case Content(XmlElement body) -> Optional.of(body);
      case Refused _ -> Optional.empty();
    };
  }

  /**
   * The content.
   *
   * @throws CameraException with {@link Reason#REFUSED} and the device's words if there is none
   */
  default XmlElement orThrow() throws CameraException {
    return switch (this) {
      case Content(XmlElement body) -> body;
      case Refused(String operation, SoapFault fault) ->
          throw new CameraException(
              Reason.REFUSED, operation, "the camera says no: " + fault.words());
    };
  }
}
