package io.vedette.rendition;

import io.vedette.transcode.video.EncoderOpener;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Duration;
import java.util.List;

/**
 * What a transcode is done with.
 *
 * @param decoder decodes; the processor where it fails
 * @param encoders encode, the best first; never empty. The next one is taken where one fails
 * @param opener opens them
 * @param deviceLimit how long hardware that has worked may take for a step; then it hangs
 */
public record Means(
    VideoDecoder decoder, List<VideoEncoder> encoders, EncoderOpener opener, Duration deviceLimit) {

  /** Devices that have worked answer sooner, and viewers wait no longer. */
  static final Duration DEVICE_LIMIT = Duration.ofMillis(1200);

  /** With the usual limit for hardware. */
  public Means(VideoDecoder decoder, List<VideoEncoder> encoders, EncoderOpener opener) {
    this(decoder, encoders, opener, DEVICE_LIMIT);
  }

  public Means {
    encoders = List.copyOf(encoders);
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException("no encoder");
    }
  }

  /** What it begins with. */
  Gear first() {
    return new Gear(decoder, encoders.getFirst());
  }
}
