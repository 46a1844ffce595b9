package io.vedette.rendition;

import io.vedette.transcode.video.EncoderOpener;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.util.List;

/**
 * What a transcode is done with.
 *
 * @param decoder decodes; the processor where it fails
 * @param encoders encode, the best first; never empty. The next one is taken where one fails
 * @param opener opens them
 */
public record Means(VideoDecoder decoder, List<VideoEncoder> encoders, EncoderOpener opener) {

  public Means {
    encoders = List.copyOf(encoders);
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException("no encoder");
    }
  }
}
