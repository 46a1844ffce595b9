package io.vedette.camera.discovery;

import java.time.Duration;

/** What discovery tells its listener. */
public sealed interface DiscoveryEvent {

  /**
   * A camera is there that was not.
   *
   * @param camera what is known of it
   */
  record Found(DiscoveredCamera camera) implements DiscoveryEvent {}

  /**
   * More, or something else, is known of a camera.
   *
   * @param camera all that is known of it
   */
  record Changed(DiscoveredCamera camera) implements DiscoveryEvent {}

  /**
   * A camera is not there any more, or is another one's entry now.
   *
   * @param id its identifier
   * @param why what happened
   */
  record Lost(String id, String why) implements DiscoveryEvent {}

  /**
   * Something did not work; everything else goes on.
   *
   * @param notice what
   */
  record Noticed(Notice notice) implements DiscoveryEvent {}

  /**
   * A round of searching is over.
   *
   * @param took how long it took
   * @param cameras how many cameras are known now
   */
  record SearchEnded(Duration took, int cameras) implements DiscoveryEvent {}
}
