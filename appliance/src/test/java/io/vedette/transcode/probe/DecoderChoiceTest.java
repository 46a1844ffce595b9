package io.vedette.transcode.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.media.CodecParameters;
import io.vedette.media.PictureFormat;
import io.vedette.transcode.probe.Candidate.Kind;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DecoderChoiceTest {

  private static final CodecParameters.Video H264 =
      CodecParameters.H264.of(
          HexFormat.of().parseHex("6764001facd9405005bb011000000300100000030320f183196000"),
          HexFormat.of().parseHex("68ebecb22c"));

  private static final CodecParameters.Video MJPEG =
      new CodecParameters.Mjpeg(
          new PictureFormat(
              640, 360, 1, 8, 8, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty()));

  /** A result in which these reach so many pictures a second at 1080p, and all others fail. */
  private static ProbeResult found(Map<String, Double> fps) {
    List<TrialResult> trials = new ArrayList<>();
    fps.forEach(
        (name, speed) ->
            trials.add(
                new TrialResult(
                    Candidate.find(Kind.DECODER, name).orElseThrow(), true, 2 * speed, speed, "")));
    for (Candidate candidate : Candidate.ALL) {
      if (!fps.containsKey(candidate.name())) {
        trials.add(TrialResult.fails(candidate, "no device"));
      }
    }
    return new ProbeResult("here", Instant.EPOCH, trials);
  }

  private static final ProbeResult GRAPHICS =
      found(
          Map.of(
              "h264",
              90.0,
              "hevc",
              60.0,
              "h264_v4l2m2m",
              40.0,
              "h264_vaapi",
              200.0,
              "hevc_vaapi",
              150.0));

  @Test
  void hardwareThatKeepsUpDecodes() {
    assertEquals(VideoDecoder.V4L2M2M, DecoderChoice.of(GRAPHICS, H264, VideoEncoder.X264));
    assertEquals(VideoDecoder.V4L2M2M, DecoderChoice.of(GRAPHICS, H264, VideoEncoder.V4L2M2M));
  }

  @Test
  void whatTheEncoderTakesFromWhereItLiesGoesFirst() {
    assertEquals(VideoDecoder.VAAPI, DecoderChoice.of(GRAPHICS, H264, VideoEncoder.VAAPI));
  }

  @Test
  void hardwareThatDoesNotKeepUpIsLeftAlone() {
    ProbeResult slow = found(Map.of("h264", 90.0, "h264_v4l2m2m", 20.0));
    assertEquals(VideoDecoder.SOFTWARE, DecoderChoice.of(slow, H264, VideoEncoder.X264));
  }

  @Test
  void theProcessorDecodesWhatNothingElseDoes() {
    assertEquals(VideoDecoder.SOFTWARE, DecoderChoice.of(GRAPHICS, MJPEG, VideoEncoder.VAAPI));
    assertEquals(
        VideoDecoder.SOFTWARE, DecoderChoice.of(ProbeResult.NONE, H264, VideoEncoder.X264));
  }

  @Test
  void aDeviceIsOneForAllAndTheProcessorHasSeveralCores() {
    assertEquals(VideoDecoder.VAAPI, DecoderChoice.ofH265(GRAPHICS, VideoEncoder.X264));
    assertEquals(150, DecoderChoice.mostH265(GRAPHICS, VideoDecoder.VAAPI, 4));
    assertEquals(240, DecoderChoice.mostH265(GRAPHICS, VideoDecoder.SOFTWARE, 4));
    assertEquals(0, DecoderChoice.mostH265(ProbeResult.NONE, VideoDecoder.VAAPI, 4));
  }

  /** It decodes H.264 only. */
  @Test
  void aDeviceThatDoesNotDecodeH265CountsAsTheProcessor() {
    assertEquals(240, DecoderChoice.mostH265(GRAPHICS, VideoDecoder.V4L2M2M, 4));
  }
}
