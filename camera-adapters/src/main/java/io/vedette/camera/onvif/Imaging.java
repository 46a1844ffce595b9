package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.soap.SoapAnswer;
import io.vedette.camera.onvif.soap.SoapFault;
import io.vedette.camera.onvif.soap.XmlElement;

/** Brightness and the like of a device's video sources. Blocks as {@link OnvifDevice} does. */
public final class Imaging {

  private static final OnvifService IMAGING = OnvifService.IMAGING;
  private static final String STEP = "picture";

  private final OnvifDevice device;

  Imaging(OnvifDevice device) {
    this.device = device;
  }

  /**
   * Reads the settings of a video source.
   *
   * @param source its token, see {@link MediaProfile#source}
   */
  public ImagingSettings read(String source) throws CameraException {
    XmlElement settings =
        ask(IMAGING.operation("GetImagingSettings", token(source)))
            .at("ImagingSettings")
            .orElseThrow(
                () ->
                    new CameraException(
                        Reason.PROTOCOL, STEP, "the camera tells no settings of its picture"));
    return new ImagingSettings(
        source,
        settings,
        device
            .ask(IMAGING, IMAGING.operation("GetOptions", token(source)))
            .content()
            .flatMap(response -> response.at("ImagingOptions")));
  }

  /**
   * Makes it look so, for good.
   *
   * @throws CameraException with {@link Reason#REFUSED} if the device does not take it
   */
  public void write(ImagingSettings settings) throws CameraException {
    ask(
        IMAGING.operation(
            "SetImagingSettings",
            token(settings.source()),
            settings.raw().named(IMAGING.namespace(), "ImagingSettings"),
            IMAGING.text("ForcePersistence", "true")));
  }

  private XmlElement ask(XmlElement operation) throws CameraException {
    return switch (device.ask(IMAGING, operation)) {
      case SoapAnswer.Content(XmlElement body) -> body;
      case SoapAnswer.Refused(_, SoapFault fault) ->
          throw new CameraException(Reason.REFUSED, STEP, inPlainWords(fault));
    };
  }

  /** The faults of the service (ONVIF Imaging, 5.2), and the device's own words. */
  private static String inPlainWords(SoapFault fault) {
    String said = fault.shownReason().isEmpty() ? "" : ": " + fault.shownReason();
    if (fault.codes().contains("SettingsInvalid")) {
      return "the camera does not take this as its other settings are" + said;
    }
    if (fault.codes().contains("NoImagingForSource")) {
      return "the camera has nothing that could be set in this picture" + said;
    }
    return "the camera says no: " + fault.words();
  }

  private static XmlElement token(String source) {
    return IMAGING.text("VideoSourceToken", source);
  }
}
