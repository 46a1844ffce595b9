package io.vedette.rtmp;

import io.vedette.media.Av1ParameterSets;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.ParameterSets;

/** The video codecs that are taken out of FLV. */
public enum FlvCodec {
  /** H.264: codec 7 of FLV (E.4.3.1), {@code avc1} of Enhanced RTMP. */
  H264,
  /** H.265: {@code hvc1} of Enhanced RTMP, and codec 12 as many encoders wrote it before. */
  H265,
  /** AV1: {@code av01} of Enhanced RTMP. */
  AV1;

  /** The parameter sets of a stream of this codec, none of which has come yet. */
  public ParameterSets parameterSets() {
    return switch (this) {
      case H264 -> new H264ParameterSets();
      case H265 -> new H265ParameterSets();
      case AV1 -> new Av1ParameterSets();
    };
  }
}
