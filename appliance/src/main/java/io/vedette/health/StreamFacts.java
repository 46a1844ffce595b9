package io.vedette.health;

/**
 * What is measured of a camera's main stream.
 *
 * @param codec such as {@code H.264}, empty while unknown
 * @param width picture width in pixels, 0 while unknown
 * @param height picture height in pixels, 0 while unknown
 * @param transport by which way it comes: {@code tcp}, {@code udp}, {@code http} or {@code ffmpeg};
 *     empty while unknown
 * @param fps pictures per second over the last few seconds
 * @param bitsPerSecond payload over the last few seconds, video and audio
 * @param reconnects sessions opened since the box started, beyond the first
 * @param viewers connections that watch it at the moment
 * @param lagged fragments that viewers too slow have missed since the box started
 */
public record StreamFacts(
    String codec,
    int width,
    int height,
    String transport,
    double fps,
    long bitsPerSecond,
    long reconnects,
    int viewers,
    long lagged) {

  /** Nothing measured yet. */
  public static final StreamFacts NONE = new StreamFacts("", 0, 0, "", 0, 0, 0, 0, 0);
}
