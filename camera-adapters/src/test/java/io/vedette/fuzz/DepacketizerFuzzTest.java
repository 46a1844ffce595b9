package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.rtsp.AacDepacketizer;
import io.vedette.rtsp.AudioDepacketizer;
import io.vedette.rtsp.Av1Depacketizer;
import io.vedette.rtsp.H264Depacketizer;
import io.vedette.rtsp.H265Depacketizer;
import io.vedette.rtsp.JpegDepacketizer;
import io.vedette.rtsp.LatmDepacketizer;
import io.vedette.rtsp.Mpeg4Depacketizer;
import io.vedette.rtsp.OpusDepacketizer;
import io.vedette.rtsp.SampleDepacketizer;
import io.vedette.rtsp.VideoDepacketizer;
import java.util.Arrays;
import java.util.Optional;

/** RTP packets of each codec. Nothing may be thrown, and what comes out has its form. */
class DepacketizerFuzzTest {

  private static final int TICKS = 1024;
  private static final int CLOCK_RATE = 16_000;

  /** Opus: 800 ms in frames of 2.5 ms. */
  private static final int MOST_FILLED = 320;

  /** Bytes of an input that one packet takes at least. */
  private static final int LEAST_PACKET = 14;

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
  void jpeg(byte[] input) {
    feed(input, new JpegDepacketizer(CheckedUnits.jpeg(input.length), Optional.empty()));
  }

  @FuzzTest
  void mpeg4(byte[] input) {
    feed(input, new Mpeg4Depacketizer(CheckedUnits.mpeg4(input.length)));
  }

  @FuzzTest
  void aac(byte[] input) {
    feed(input, new AacDepacketizer(AacDepacketizer.Layout.HIGH_RATE, TICKS, sounds(input, 0)));
  }

  /** The first bytes are the widths of the fields, as a session description can tell them. */
  @FuzzTest
  void aacOfAnyLayout(byte[] input) {
    if (input.length < 8) {
      return;
    }
    int[] bits = new int[8];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = input[i] & 0x1f;
    }
    AacDepacketizer.Layout layout =
        new AacDepacketizer.Layout(
            Math.max(1, bits[0]),
            bits[1],
            bits[2],
            bits[3],
            bits[4],
            bits[5] == 1,
            bits[6],
            bits[7]);
    byte[] packets = Arrays.copyOfRange(input, bits.length, input.length);
    feed(packets, new AacDepacketizer(layout, TICKS, sounds(packets, 0)));
  }

  @FuzzTest
  void latm(byte[] input) {
    feed(
        input,
        new LatmDepacketizer(
            CLOCK_RATE,
            config -> Check.that(config.bytes().length > 0, "a configuration of nothing"),
            sounds(input, 0)));
  }

  /** Each packet may fill a hole before it with packets of one byte. */
  @FuzzTest
  void opus(byte[] input) {
    feed(input, new OpusDepacketizer(sounds(input, MOST_FILLED)));
  }

  @FuzzTest
  void samples(byte[] input) {
    feed(input, new SampleDepacketizer(48, sounds(input, 0)));
  }

  private static AudioDepacketizer.Sink sounds(byte[] input, int morePerPacket) {
    long[] left = {(1L + morePerPacket / LEAST_PACKET) * input.length};
    return (data, _, ticks) -> {
      left[0] -= data.length;
      Check.that(data.length > 0, "an access unit of nothing");
      Check.that(ticks > 0, "an access unit of " + ticks + " ticks");
      Check.that(left[0] >= 0, "more comes out than can have gone in");
    };
  }

  private static void feed(byte[] input, AudioDepacketizer depacketizer) {
    RtpInput.feed(input, depacketizer::lost, depacketizer::packet);
  }

  private static void feed(byte[] input, VideoDepacketizer depacketizer) {
    RtpInput.feed(input, depacketizer::lost, depacketizer::packet);
  }
}
