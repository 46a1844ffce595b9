package io.vedette.camera.rtsp;

import java.time.Duration;

/**
 * How long a camera may take.
 *
 * @param connect to accept the connection
 * @param answer to answer a request
 * @param video between two video packets; then it is stalled
 * @param picture until the first whole picture, or the next, while packets come; longer than any
 *     GOP
 */
public record RtspLimits(Duration connect, Duration answer, Duration video, Duration picture) {

  /** What suits cameras on a local network. */
  public static final RtspLimits DEFAULT =
      new RtspLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));
}
