package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.soap.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * The video encoders of a device: by Media 2 where it has that, which alone knows H.265, else by
 * Media 1. Blocks its caller as {@link OnvifDevice} does.
 */
public final class VideoEncoders {

  private final OnvifDevice device;
  private final OnvifService media;

  VideoEncoders(OnvifDevice device) {
    this.device = device;
    this.media =
        device.services().containsKey(OnvifService.MEDIA2)
            ? OnvifService.MEDIA2
            : OnvifService.MEDIA;
  }

  /** The configurations of all of them. */
  public List<EncoderConfiguration> list() throws CameraException {
    return read(media.operation("GetVideoEncoderConfigurations"));
  }

  private List<EncoderConfiguration> read(XmlElement operation) throws CameraException {
    return device.ask(media, operation).orThrow().all("Configurations").stream()
        .flatMap(told -> EncoderConfiguration.of(media, told).stream())
        .toList();
  }

  /** One of them as it is now; empty if there is no such any more. */
  public Optional<EncoderConfiguration> get(String token) throws CameraException {
    // Media 1 has an operation of its own for one, which some devices lack.
    return list().stream().filter(found -> found.token().equals(token)).findFirst();
  }

  /** What the encoder can do with this configuration, a record for each codec. */
  public List<EncoderOptions> options(EncoderConfiguration configuration) throws CameraException {
    XmlElement response =
        device
            .ask(
                media,
                media.operation(
                    "GetVideoEncoderConfigurationOptions",
                    media.text("ConfigurationToken", configuration.token())))
            .orThrow();
    return media == OnvifService.MEDIA2
        ? EncoderOptions.ofMedia2(response)
        : EncoderOptions.ofMedia1(response);
  }

  /** What would make this configuration one that every browser plays; changes nothing. */
  public EncoderPlan browserFriendly(EncoderConfiguration configuration) throws CameraException {
    return EncoderPlan.browserFriendly(configuration, options(configuration));
  }

  /**
   * Carries a plan out, and reads what the device made of it: many round, and some say yes and do
   * nothing.
   *
   * @return the configuration as it is then
   * @throws CameraException with {@link Reason#REFUSED} if the device says no, or if the
   *     configuration is no longer what the plan was made for; nothing is changed then
   */
  public EncoderConfiguration apply(EncoderPlan plan) throws CameraException {
    String token = plan.configuration().token();
    EncoderConfiguration now =
        get(token)
            .orElseThrow(() -> refused("the camera has no encoder \"" + token + "\" any more"));
    if (!now.encoding().equals(plan.configuration().encoding())) {
      throw refused("somebody has changed the encoder since the plan was made; look at it again");
    }
    if (!plan.isNeeded()) {
      return now;
    }
    XmlElement request =
        media.operation("SetVideoEncoderConfiguration", now.changedTo(plan.after()));
    if (media == OnvifService.MEDIA) {
      request = request.with(media.text("ForcePersistence", "true"));
    }
    device.ask(media, request).orThrow();
    return get(token)
        .orElseThrow(() -> refused("the camera has no encoder \"" + token + "\" any more"));
  }

  private static CameraException refused(String seen) {
    return new CameraException(Reason.REFUSED, "SetVideoEncoderConfiguration", seen);
  }
}
