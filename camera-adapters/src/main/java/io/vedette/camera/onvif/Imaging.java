package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.soap.XmlElement;

/** Brightness and the like of a device's video sources. Blocks as {@link OnvifDevice} does. */
public final class Imaging {

  private static final OnvifService IMAGING = OnvifService.IMAGING;

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
        device
            .ask(IMAGING, IMAGING.operation("GetImagingSettings", token(source)))
            .orThrow()
            .at("ImagingSettings")
            .orElseThrow(
                () ->
                    new CameraException(
                        Reason.PROTOCOL, "GetImagingSettings", "the camera tells no settings"));
    return new ImagingSettings(
        source,
        settings,
        device
            .ask(IMAGING, IMAGING.operation("GetOptions", token(source)))
            .content()
            .flatMap(response -> response.at("ImagingOptions")));
  }

  /** Makes it look so, for good. */
  public void write(ImagingSettings settings) throws CameraException {
    device
        .ask(
            IMAGING,
            IMAGING.operation(
                "SetImagingSettings",
                token(settings.source()),
                settings.raw().named(IMAGING.namespace(), "ImagingSettings"),
                IMAGING.text("ForcePersistence", "true")))
        .orThrow();
  }

  private static XmlElement token(String source) {
    return IMAGING.text("VideoSourceToken", source);
  }
}
