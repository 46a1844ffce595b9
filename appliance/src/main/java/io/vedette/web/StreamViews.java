package io.vedette.web;

import io.vedette.health.HealthBoard;
import io.vedette.live.LiveStreams;

/**
 * What serving live streams takes.
 *
 * @param cameras which cameras there are
 * @param streams their streams
 * @param health how they are
 * @param access who may watch
 * @param stuck ends those who do not read
 */
record StreamViews(
    Cameras cameras, LiveStreams streams, HealthBoard health, Access access, StuckWriters stuck) {

  /** The rendition that is the camera's own main stream. */
  static final String MAIN = "main";
}
