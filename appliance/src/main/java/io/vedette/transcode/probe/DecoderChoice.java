package io.vedette.transcode.probe;

import io.vedette.media.CodecParameters;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.util.Arrays;
import java.util.Comparator;

/** Where a camera's pictures are to be decoded. */
public final class DecoderChoice {

  private static final String H264 = "h264";
  private static final String H265 = "hevc";

  private DecoderChoice() {}

  /**
   * The decoder to be used: hardware that the probe found to work and to keep up, best where the
   * encoder takes the frames from where they lie; else the processor.
   *
   * @param result of the probe, or {@link ProbeResult#NONE}
   * @param codec what the camera sends
   * @param encoder what is to encode it
   */
  public static VideoDecoder of(
      ProbeResult result, CodecParameters.Video codec, VideoEncoder encoder) {
    return switch (codec) {
      case CodecParameters.H264 _ -> of(result, H264, encoder);
      case CodecParameters.H265 _ -> ofH265(result, encoder);
      case CodecParameters.Av1 _, CodecParameters.Mjpeg _, CodecParameters.Mpeg4 _ ->
          VideoDecoder.SOFTWARE;
    };
  }

  /**
   * As above, for H.265: the costliest that cameras usually send.
   *
   * @param encoder what is to encode it
   */
  public static VideoDecoder ofH265(ProbeResult result, VideoEncoder encoder) {
    return of(result, H265, encoder);
  }

  private static VideoDecoder of(ProbeResult result, String codec, VideoEncoder encoder) {
    return Arrays.stream(VideoDecoder.values())
        .filter(decoder -> decoder != VideoDecoder.SOFTWARE)
        .filter(decoder -> fps(result, codec, decoder) >= EncoderChoice.REAL_TIME)
        .min(Comparator.comparing(decoder -> !decoder.sharesFramesWith(encoder)))
        .orElse(VideoDecoder.SOFTWARE);
  }

  /**
   * How much of H.265 is decoded in all.
   *
   * @param decoder where; what does not work with H.265 counts as the processor
   * @param cores how many the processor has
   * @return pictures a second of 1920x1080, 0 if that is not known
   */
  public static double mostH265(ProbeResult result, VideoDecoder decoder, int cores) {
    double device = decoder == VideoDecoder.SOFTWARE ? 0 : fps(result, H265, decoder);
    // It was tried on one thread, and each transcode has one of its own; a device is one for all.
    return device > 0 ? device : fps(result, H265, VideoDecoder.SOFTWARE) * cores;
  }

  private static double fps(ProbeResult result, String codec, VideoDecoder decoder) {
    String way =
        switch (decoder) {
          case V4L2_REQUEST -> "_v4l2request";
          case V4L2M2M -> "_v4l2m2m";
          case VAAPI -> "_vaapi";
          case CUVID -> "_cuvid";
          case SOFTWARE -> "";
        };
    return Candidate.find(Candidate.Kind.DECODER, codec + way)
        .flatMap(result::of)
        .map(TrialResult::fps1080)
        .orElse(0.0);
  }
}
