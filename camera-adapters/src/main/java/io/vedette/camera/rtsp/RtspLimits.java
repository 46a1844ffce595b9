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
 * @param end to answer the end of the session (TEARDOWN)
 */
public record RtspLimits(
    Duration connect, Duration answer, Duration video, Duration picture, Duration end) {

  private static final Duration USUAL_END = Duration.ofMillis(700);

  /** With the usual time for the end. */
  public RtspLimits(Duration connect, Duration answer, Duration video, Duration picture) {
    this(connect, answer, video, picture, USUAL_END);
  }

  /** What suits cameras on a local network. */
  public static final RtspLimits DEFAULT =
      new RtspLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));
}
