package io.vedette.control;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.EncoderConfiguration;
import io.vedette.camera.onvif.EncoderPlan;
import io.vedette.camera.onvif.MediaProfile;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.VideoEncoders;
import io.vedette.config.CameraConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the streams of one camera ones that every browser plays: looks first, and changes only what
 * was looked at. In a conversation of its own each time, as it takes up to a minute, for which
 * nobody who turns the camera should wait. Any thread may call, and is blocked for that long.
 */
public final class CameraEncoders {

  private final DeviceAccess access;

  CameraEncoders(DeviceAccess access) {
    this.access = access;
  }

  /**
   * What would be changed; changes nothing.
   *
   * @throws CameraException if the camera has no ONVIF, refuses, or does not say which of its
   *     encoders make the streams
   */
  public TuningPlan plan() throws CameraException {
    return access.ask(this::plan);
  }

  /**
   * Carries out what was looked at.
   *
   * @param id of the plan that was looked at
   * @return what is still to be done; empty if the plan is another one by now, and nothing was
   *     changed
   * @throws CameraException as above, or if the camera says no
   */
  public Optional<TuningPlan> apply(String id) throws CameraException {
    return access.ask(
        device -> {
          TuningPlan plan = plan(device);
          if (!plan.id().equals(id)) {
            return Optional.empty();
          }
          for (EncoderPlan encoder : plan.encoders()) {
            device.encoders().apply(encoder);
          }
          return Optional.of(plan(device));
        });
  }

  private TuningPlan plan(OnvifDevice device) throws CameraException {
    Set<String> streams =
        streams(access.camera()).map(CameraEncoders::resource).collect(Collectors.toSet());
    Set<String> tokens =
        device.describe().profiles().stream()
            .filter(
                profile ->
                    profile.stream()
                        .map(CameraEncoders::resource)
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
          "encoders",
          "the camera does not say which of its encoders make the streams at the addresses that the"
              + " box has");
    }
    return new TuningPlan(plans);
  }

  private static Stream<URI> streams(CameraConfig camera) {
    Stream<URI> main =
        camera.address() instanceof CameraAddress.Rtsp(URI url, _)
            ? Stream.of(url)
            : Stream.empty();
    return Stream.concat(main, camera.subUrl().stream());
  }

  /** What an address names at its host; ports are left out and written out as devices like. */
  private static String resource(URI url) {
    return url.getRawPath() + "?" + url.getRawQuery();
  }
}
