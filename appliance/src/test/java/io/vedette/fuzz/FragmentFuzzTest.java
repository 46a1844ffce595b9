package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.media.Av1ParameterSets;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.rtsp.Av1Depacketizer;
import io.vedette.rtsp.H264Depacketizer;
import io.vedette.rtsp.H265Depacketizer;
import io.vedette.rtsp.VideoDepacketizer;

/** The whole way from RTP packets to init segments and fragments. Nothing may be thrown. */
class FragmentFuzzTest {

  @FuzzTest
  void h264Fragments(byte[] input) {
    CheckedFragments sink = new CheckedFragments(new H264ParameterSets());
    feed(input, new H264Depacketizer(sink));
  }

  @FuzzTest
  void h265Fragments(byte[] input) {
    CheckedFragments sink = new CheckedFragments(new H265ParameterSets());
    feed(input, new H265Depacketizer(sink, false));
  }

  @FuzzTest
  void av1Fragments(byte[] input) {
    CheckedFragments sink = new CheckedFragments(new Av1ParameterSets());
    feed(input, new Av1Depacketizer(sink));
  }

  private static void feed(byte[] input, VideoDepacketizer depacketizer) {
    RtpInput.feed(input, depacketizer::lost, depacketizer::packet);
  }
}
