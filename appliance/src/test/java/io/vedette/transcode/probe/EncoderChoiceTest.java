package io.vedette.transcode.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.transcode.probe.Candidate.Kind;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncoderChoiceTest {

  /** A result in which these reach so many pictures a second at 720p, and all others fail. */
  private static ProbeResult found(Map<VideoEncoder, Double> fps) {
    List<TrialResult> trials = new ArrayList<>();
    for (VideoEncoder encoder : VideoEncoder.values()) {
      Candidate candidate = Candidate.find(Kind.ENCODER, encoder.codecName()).orElseThrow();
      double speed = fps.getOrDefault(encoder, 0.0);
      trials.add(
          speed > 0
              ? new TrialResult(candidate, true, speed, speed / 2, "")
              : TrialResult.fails(candidate, "no device"));
    }
    return new ProbeResult("here", Instant.EPOCH, trials);
  }

  private static final ProbeResult PI =
      found(
          Map.of(VideoEncoder.V4L2M2M, 70.0, VideoEncoder.X264, 45.0, VideoEncoder.OPENH264, 30.0));

  @Test
  void hardwareThatKeepsUpGoesFirst() {
    assertEquals(
        List.of(VideoEncoder.V4L2M2M, VideoEncoder.X264, VideoEncoder.OPENH264),
        EncoderChoice.order(PI, EncoderChoice.AUTO));
  }

  @Test
  void hardwareThatDoesNotKeepUpGoesBehindSoftware() {
    ProbeResult slow = found(Map.of(VideoEncoder.VULKAN, 6.0, VideoEncoder.X264, 45.0));
    assertEquals(
        List.of(VideoEncoder.X264, VideoEncoder.VULKAN, VideoEncoder.OPENH264),
        EncoderChoice.order(slow, EncoderChoice.AUTO));
  }

  @Test
  void whatWasChosenGoesFirstWhileItWorks() {
    assertEquals(
        List.of(VideoEncoder.OPENH264, VideoEncoder.V4L2M2M, VideoEncoder.X264),
        EncoderChoice.order(PI, "libopenh264"));
    assertEquals(
        EncoderChoice.order(PI, EncoderChoice.AUTO), EncoderChoice.order(PI, "h264_vaapi"));
    assertEquals(
        "h264_vaapi does not work here: no device.", EncoderChoice.objection(PI, "h264_vaapi"));
  }

  @Test
  void withoutAResultThereIsSoftware() {
    List<VideoEncoder> software = List.of(VideoEncoder.X264, VideoEncoder.OPENH264);
    assertEquals(software, EncoderChoice.order(ProbeResult.NONE, EncoderChoice.AUTO));
    assertEquals(software, EncoderChoice.order(ProbeResult.NONE, "h264_nvenc"));
    assertEquals(software.reversed(), EncoderChoice.order(ProbeResult.NONE, "libopenh264"));
    assertEquals(software, EncoderChoice.order(found(Map.of()), EncoderChoice.AUTO));
  }
}
