package io.vedette.rendition;

import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hardware that failed while it was in use, which new transcodes do without: for a while where
 * it said that it failed, until the box starts anew where it never answered, for that takes a
 * thread and a device each time. The processor is never set aside. Safe for use by any thread.
 */
final class SetAside {

  /** Long enough that viewers are not the ones who find out whether it works again. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Map<Enum<?>, Instant> until = new ConcurrentHashMap<>();

  SetAside(InstantSource clock) {
    this.clock = clock;
  }

  /** An encoder said that it failed. */
  void failed(VideoEncoder encoder) {
    if (encoder.isHardware()) {
      until.merge(encoder, clock.instant().plus(PAUSE), SetAside::later);
    }
  }

  /** A decoder said that it failed. */
  void failed(VideoDecoder decoder) {
    if (decoder != VideoDecoder.SOFTWARE) {
      until.merge(decoder, clock.instant().plus(PAUSE), SetAside::later);
    }
  }

  /** One of the two did not answer; which of them, nobody can tell. */
  void hung(VideoDecoder decoder, VideoEncoder encoder) {
    if (decoder != VideoDecoder.SOFTWARE) {
      until.put(decoder, Instant.MAX);
    }
    if (encoder.isHardware()) {
      until.put(encoder, Instant.MAX);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What is left of the means; all encoders if none would be. */
  Means without(Means means) {
    List<VideoEncoder> left =
        means.encoders().stream().filter(encoder -> !isAside(encoder)).toList();
    return new Means(
        isAside(means.decoder()) ? VideoDecoder.SOFTWARE : means.decoder(),
        left.isEmpty() ? means.encoders() : left,
        means.opener(),
        means.deviceLimit());
  }

  private boolean isAside(Enum<?> hardware) {
    Instant end = until.get(hardware);
    return end != null && clock.instant().isBefore(end);
  }
}
