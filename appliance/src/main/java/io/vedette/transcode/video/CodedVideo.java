package io.vedette.transcode.video;

import io.vedette.media.CodecParameters;
import io.vedette.media.ParameterSet;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * How video is coded, as FFmpeg's decoders are told.
 *
 * @param codec FFmpeg's name of the codec
 * @param header what a decoder has to know beforehand, in the form that it has within a stream; may
 *     be empty; not to be changed
 * @param framing how a packet holds its access unit
 */
record CodedVideo(String codec, byte[] header, Framing framing) {

  /** How a packet holds its access unit. */
  enum Framing {
    /** As decoders take it. */
    PLAIN,
    /** NAL units behind their lengths, for which start codes of the same length can stand. */
    NAL_UNITS,
    /** OBUs, before those of a key frame the sequence header. */
    OBUS
  }

  private static final byte[] START_CODE = {0, 0, 0, 1};

  static CodedVideo of(CodecParameters.Video video) {
    return switch (video) {
      case CodecParameters.H264 h264 -> {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        add(header, List.of(h264.sps()));
        add(header, h264.pps());
        yield new CodedVideo("h264", header.toByteArray(), Framing.NAL_UNITS);
      }
      case CodecParameters.H265 h265 -> {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        add(header, List.of(h265.vps(), h265.sps()));
        add(header, h265.pps());
        yield new CodedVideo("hevc", header.toByteArray(), Framing.NAL_UNITS);
      }
      case CodecParameters.Mjpeg _ -> new CodedVideo("mjpeg", new byte[0], Framing.PLAIN);
      case CodecParameters.Mpeg4 mpeg4 ->
          new CodedVideo("mpeg4", mpeg4.headers().bytes(), Framing.PLAIN);
      case CodecParameters.Av1 av1 -> new CodedVideo("av1", av1.header().bytes(), Framing.OBUS);
    };
  }

  private static void add(ByteArrayOutputStream header, List<ParameterSet> sets) {
    for (ParameterSet set : sets) {
      header.writeBytes(START_CODE);
      header.writeBytes(set.bytes());
    }
  }
}
