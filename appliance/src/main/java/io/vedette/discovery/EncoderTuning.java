package io.vedette.discovery;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.onvif.EncoderConfiguration;
import io.vedette.camera.onvif.EncoderPlan;
import io.vedette.camera.onvif.MediaProfile;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.VideoEncoders;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.config.CameraConfig;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the streams of the box's cameras ones that every browser plays, by ONVIF: looks first, and
 * changes only what was looked at. Everything blocks the caller, for about a minute at most. Safe
 * for use by any thread.
 */
public final class EncoderTuning {

  private static final String STEP = "encoders";

  /** Where ONVIF Core has every device's service. */
  private static final String USUAL_PATH = "/onvif/device_service";

  private final Supplier<List<DiscoveredCamera>> found;
  private final PeerRecognition recognition;
  private final TrialLimits limits;

  /**
   * @param found what discovery knows, for the ports of their services
   * @param recognition tells a camera from others at its address, which are sent nothing
   */
  public EncoderTuning(
      Supplier<List<DiscoveredCamera>> found, PeerRecognition recognition, TrialLimits limits) {
    this.found = found;
    this.recognition = recognition;
    this.limits = limits;
  }

  /**
   * What would be changed; changes nothing.
   *
   * @throws CameraException if the camera has no ONVIF, refuses, or does not say which of its
   *     encoders make the streams
   */
  public TuningPlan plan(CameraConfig camera) throws CameraException {
    try (OnvifDevice device = connect(camera)) {
      return plan(device, camera);
    }
  }

  /**
   * Carries out what was looked at.
   *
   * @param id of the plan that was looked at
   * @return what is still to be done; empty if the plan is another one by now, and nothing was
   *     changed
   * @throws CameraException as above, or if the camera says no
   */
  public Optional<TuningPlan> apply(CameraConfig camera, String id) throws CameraException {
    try (OnvifDevice device = connect(camera)) {
      TuningPlan plan = plan(device, camera);
      if (!plan.id().equals(id)) {
        return Optional.empty();
      }
      for (EncoderPlan encoder : plan.encoders()) {
        device.encoders().apply(encoder);
      }
      return Optional.of(plan(device, camera));
    }
  }

  private static TuningPlan plan(OnvifDevice device, CameraConfig camera) throws CameraException {
    Set<String> streams =
        Stream.concat(url(camera).stream(), camera.subUrl().stream())
            .map(EncoderTuning::resource)
            .collect(Collectors.toSet());
    Set<String> tokens =
        device.describe().profiles().stream()
            .filter(
                profile ->
                    profile.stream()
                        .map(EncoderTuning::resource)
                        .filter(streams::contains)
                        .isPresent())
            .map(MediaProfile::encoder)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    VideoEncoders encoders = device.encoders();
    List<EncoderPlan> plans = new ArrayList<>();
    for (EncoderConfiguration configuration : encoders.list()) {
      if (tokens.contains(configuration.token())) {
        plans.add(encoders.browserFriendly(configuration));
      }
    }
    if (plans.isEmpty()) {
      throw new CameraException(
          Reason.REFUSED,
          STEP,
          "the camera does not say which of its encoders make the streams at the addresses that the"
              + " box has");
    }
    return new TuningPlan(plans);
  }

  /** What an address names at its host; ports are left out and written out as devices like. */
  private static String resource(URI url) {
    return url.getRawPath() + "?" + url.getRawQuery();
  }

  private static Optional<URI> url(CameraConfig camera) {
    return camera.address() instanceof CameraAddress.Rtsp(URI url, _)
        ? Optional.of(url)
        : Optional.empty();
  }

  private OnvifDevice connect(CameraConfig camera) throws CameraException {
    return OnvifDevice.connect(
        new DeviceAddress(service(camera)),
        camera.credentials(),
        new CameraMemory(camera.learned(), _ -> {}, recognition.of(camera)),
        limits.soap(),
        Clock.systemUTC());
  }

  /** At the host of its streams and nowhere else: that one has the credentials already. */
  private URI service(CameraConfig camera) throws CameraException {
    URI url =
        url(camera)
            .orElseThrow(
                () ->
                    new CameraException(Reason.REFUSED, STEP, "the box plays this camera itself"));
    boolean secure = CameraHost.isSecure(camera);
    return found.get().stream()
        .flatMap(one -> one.services().stream())
        .filter(service -> url.getHost().equalsIgnoreCase(service.getHost()))
        .filter(service -> !secure || "https".equalsIgnoreCase(service.getScheme()))
        .findFirst()
        .orElseGet(
            () -> URI.create((secure ? "https://" : "http://") + url.getHost() + USUAL_PATH));
  }
}
