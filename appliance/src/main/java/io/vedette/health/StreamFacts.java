package io.vedette.health;

import java.util.List;
import java.util.Optional;

/**
 * What is known and measured of one stream.
 *
 * @param picture what its pictures are, of the last session while there is none; empty while
 *     unknown
 * @param sound what its viewers hear; empty without audio
 * @param transport by which way it comes at the moment: {@code tcp}, {@code udp}, {@code http} or
 *     {@code ffmpeg}; empty while it does not come
 * @param fps pictures per second over the last few seconds
 * @param bitsPerSecond payload over the last few seconds, video and audio
 * @param keyFrameSeconds seconds from one key frame to the next, 0 while unknown
 * @param reconnects sessions opened since the box started, beyond the first
 * @param viewers connections that watch it at the moment
 * @param lagged fragments that viewers too slow have missed since the box started
 * @param lastFailure why the last attempt or session failed, as a sentence without a full stop;
 *     empty once pictures have come after it
 * @param transcode how it is made, while it is made of another stream
 * @param notices what the user should know or could do better, a sentence each without a full stop
 */
public record StreamFacts(
    Optional<PictureFacts> picture,
    Optional<SoundFacts> sound,
    String transport,
    double fps,
    long bitsPerSecond,
    double keyFrameSeconds,
    long reconnects,
    int viewers,
    long lagged,
    String lastFailure,
    Optional<TranscodeFacts> transcode,
    List<String> notices) {

  public StreamFacts {
    notices = List.copyOf(notices);
  }

  /** Nothing measured yet. */
  public static final StreamFacts NONE =
      new StreamFacts(
          Optional.empty(),
          Optional.empty(),
          "",
          0,
          0,
          0,
          0,
          0,
          0,
          "",
          Optional.empty(),
          List.of());

  /** The same of a stream that is made of another, in this way. */
  public StreamFacts made(TranscodeFacts how) {
    return new StreamFacts(
        picture,
        sound,
        transport,
        fps,
        bitsPerSecond,
        keyFrameSeconds,
        reconnects,
        viewers,
        lagged,
        lastFailure,
        Optional.of(how),
        notices);
  }
}
