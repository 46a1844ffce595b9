package io.vedette.health;

import java.util.List;

/**
 * What is measured of a camera's main stream.
 *
 * @param codec the video's, such as {@code H.264}, empty while unknown
 * @param codecs the codecs parameter of RFC 6381, such as {@code avc1.64001f,mp4a.40.2}, empty
 *     while unknown
 * @param width picture width in pixels, 0 while unknown
 * @param height picture height in pixels, 0 while unknown
 * @param transport by which way it comes: {@code tcp}, {@code udp}, {@code http} or {@code ffmpeg};
 *     empty while unknown
 * @param fps pictures per second over the last few seconds
 * @param bitsPerSecond payload over the last few seconds, video and audio
 * @param audio such as {@code AAC 16 kHz mono}, empty without audio
 * @param keyFrameSeconds seconds from one key frame to the next, 0 while unknown
 * @param reconnects sessions opened since the box started, beyond the first
 * @param viewers connections that watch it at the moment
 * @param lagged fragments that viewers too slow have missed since the box started
 * @param notices what the user should know or could do better, a sentence each without a full stop
 */
public record StreamFacts(
    String codec,
    String codecs,
    int width,
    int height,
    String transport,
    double fps,
    long bitsPerSecond,
    String audio,
    double keyFrameSeconds,
    long reconnects,
    int viewers,
    long lagged,
    List<String> notices) {

  public StreamFacts {
    notices = List.copyOf(notices);
  }

  /** Nothing measured yet. */
  public static final StreamFacts NONE =
      new StreamFacts("", "", 0, 0, "", 0, 0, "", 0, 0, 0, 0, List.of());
}
