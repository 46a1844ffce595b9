package io.vedette.appliance;

import io.vedette.media.CodecParameters;
import io.vedette.rendition.Equipment;
import io.vedette.rendition.Gear;
import io.vedette.rendition.Means;
import io.vedette.rendition.Power;
import io.vedette.transcode.probe.DecoderChoice;
import io.vedette.transcode.probe.EncoderChoice;
import io.vedette.transcode.probe.ProbeResult;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoEncoder;
import io.vedette.web.Encoders;
import java.util.List;

/**
 * What the box transcodes with, by what the probe has found and what somebody has chosen; a guess
 * where nothing was found yet.
 *
 * @param encoders what is known
 */
record ProbedEquipment(Encoders encoders) implements Equipment {

  @Override
  public Means means(CodecParameters.Video codec) {
    List<VideoEncoder> order = encoders.order();
    return new Means(encoders.decoder(codec, order.getFirst()), order, PictureEncoder::open);
  }

  @Override
  public Means usual() {
    List<VideoEncoder> order = encoders.order();
    return new Means(DecoderChoice.ofH265(found(), order.getFirst()), order, PictureEncoder::open);
  }

  @Override
  public Power power(Gear gear) {
    int cores = Runtime.getRuntime().availableProcessors();
    double decoded = DecoderChoice.mostH265(found(), gear.decoder(), cores);
    double encoded = EncoderChoice.fps(found(), gear.encoder());
    return decoded > 0 && encoded > 0 ? Power.measured(decoded, encoded) : Power.assumed(cores);
  }

  private ProbeResult found() {
    return encoders.status().result();
  }
}
