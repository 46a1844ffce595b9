package io.vedette.control;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.onvif.CameraEvent;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.MediaProfile;
import io.vedette.config.CameraConfig;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which part of a device a camera is: a recorder, or a camera with several lenses, has many, and
 * none must be turned for another.
 *
 * @param own its profiles; none where nothing tells which of several they are
 * @param sources the video sources of the whole device
 * @param configurations the video sources' configurations of the whole device
 */
record Channel(List<MediaProfile> own, Set<String> sources, Set<String> configurations) {

  Channel {
    own = List.copyOf(own);
    sources = Set.copyOf(sources);
    configurations = Set.copyOf(configurations);
  }

  /** That of a camera: all of a device with one source, else the one whose stream the box reads. */
  static Channel of(CameraConfig camera, DeviceDescription device) {
    List<MediaProfile> video =
        device.profiles().stream().filter(profile -> profile.source().isPresent()).toList();
    Set<String> sources =
        video.stream().map(profile -> profile.source().get()).collect(Collectors.toSet());
    Set<String> configurations =
        video.stream()
            .flatMap(profile -> profile.configuration().stream())
            .collect(Collectors.toSet());
    if (sources.size() <= 1) {
      return new Channel(video, sources, configurations);
    }
    Optional<String> source =
        video.stream()
            .filter(profile -> profile.stream().filter(url -> isOf(camera, url)).isPresent())
            .findFirst()
            .flatMap(MediaProfile::source);
    return new Channel(
        video.stream()
            .filter(profile -> source.isPresent() && profile.source().equals(source))
            .toList(),
        sources,
        configurations);
  }

  private static boolean isOf(CameraConfig camera, URI stream) {
    return camera.address() instanceof CameraAddress.Rtsp(URI url, _) && isSame(url, stream)
        || camera.subUrl().filter(url -> isSame(url, stream)).isPresent();
  }

  private static boolean isSame(URI one, URI other) {
    return Objects.equals(one.getRawPath(), other.getRawPath())
        && Objects.equals(one.getRawQuery(), other.getRawQuery());
  }

  /** By which profile it is turned; empty if it cannot be. */
  Optional<String> movedBy() {
    return own.stream().filter(MediaProfile::ptz).findFirst().map(MediaProfile::token);
  }

  /** Its video source; empty if nothing tells which it is. */
  Optional<String> source() {
    return own.stream().findFirst().flatMap(MediaProfile::source);
  }

  /** Whether an event is about it. What a recorder's other channels notice is not. */
  boolean concerns(CameraEvent event) {
    return switch (event.kind()) {
      case DIGITAL_INPUT -> true;
      case MOTION, TAMPER -> sources.size() <= 1 || own.stream().anyMatch(isNamedBy(event));
    };
  }

  /**
   * Sources and configurations may go by the same tokens, 0 and 1 for instance, so it matters which
   * of them the event speaks of. Some devices say one and give the other; where that is none of
   * theirs it is taken for what it can be.
   */
  private Predicate<MediaProfile> isNamedBy(CameraEvent event) {
    Set<String> meant = event.ofConfiguration() ? configurations : sources;
    boolean isAsTold = meant.contains(event.source());
    boolean byConfiguration = event.ofConfiguration() == isAsTold;
    Optional<String> token = Optional.of(event.source());
    return profile -> (byConfiguration ? profile.configuration() : profile.source()).equals(token);
  }
}
