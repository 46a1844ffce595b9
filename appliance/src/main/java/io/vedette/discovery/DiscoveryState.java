package io.vedette.discovery;

import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the search for cameras stands.
 *
 * @param searching whether a round is under way
 * @param began when the last round began; empty before the first
 * @param ended when the last round that is over ended
 * @param cameras what has been found, in the order in which it was
 * @param notices what did not work since the last round began, at most {@value
 *     DiscoveryBoard#MOST_NOTICES}
 */
public record DiscoveryState(
    boolean searching,
    Optional<Instant> began,
    Optional<Instant> ended,
    List<DiscoveredCamera> cameras,
    List<Notice> notices) {

  public DiscoveryState {
    cameras = List.copyOf(cameras);
    notices = List.copyOf(notices);
  }
}
