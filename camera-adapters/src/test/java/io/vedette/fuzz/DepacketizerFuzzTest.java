package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.rtsp.AacDepacketizer;
import io.vedette.rtsp.Av1Depacketizer;
import io.vedette.rtsp.H264Depacketizer;
import io.vedette.rtsp.H265Depacketizer;
import io.vedette.rtsp.VideoDepacketizer;

/** RTP packets of each codec. Nothing may be thrown, and what comes out has its form. */
class DepacketizerFuzzTest {

  private static final int MAX_AAC_BYTES = 0x1fff;

  @FuzzTest
  void h264(byte[] input) {
    feed(input, new H264Depacketizer(CheckedUnits.h264(input.length)));
  }

  @FuzzTest
  void h265(byte[] input) {
    feed(input, new H265Depacketizer(CheckedUnits.h265(input.length), false));
  }

  @FuzzTest
  void h265Numbered(byte[] input) {
    feed(input, new H265Depacketizer(CheckedUnits.h265(input.length), true));
  }

  @FuzzTest
  void av1(byte[] input) {
    feed(input, new Av1Depacketizer(CheckedUnits.av1(input.length)));
  }

  @FuzzTest
  void aac(byte[] input) {
    long[] left = {input.length};
    AacDepacketizer depacketizer =
        new AacDepacketizer(
            (data, _) -> {
              left[0] -= data.length;
              Check.that(
                  data.length > 0 && data.length <= MAX_AAC_BYTES,
                  "an access unit of " + data.length + " bytes");
              Check.that(left[0] >= 0, "more comes out than went in");
            });
    RtpInput.feed(input, depacketizer::lost, depacketizer::packet);
  }

  private static void feed(byte[] input, VideoDepacketizer depacketizer) {
    RtpInput.feed(input, depacketizer::lost, depacketizer::packet);
  }
}
