package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.camera.ffmpeg.AnnexB;
import io.vedette.media.AccessUnit;
import io.vedette.media.Av1ParameterSets;
import io.vedette.media.Av1SequenceHeader;
import io.vedette.media.CodecParameters;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.H265Profile;
import io.vedette.media.H265SequenceParameterSet;
import io.vedette.media.JpegPicture;
import io.vedette.media.Mpeg4VideoHeader;
import io.vedette.media.ParameterSets;
import io.vedette.media.PictureFormat;
import io.vedette.media.SequenceParameterSet;
import io.vedette.rtsp.AudioSpecificConfig;
import io.vedette.rtsp.LatmDepacketizer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Parameter sets and sequence headers. What cannot be read is refused with {@link
 * IllegalArgumentException}; what is read lies in the ranges that are promised.
 */
class HeaderFuzzTest {

  @FuzzTest
  void h264Sequence(byte[] input) {
    try {
      SequenceParameterSet read = SequenceParameterSet.parse(input);
      Check.that(read.id() >= 0 && read.id() <= 31, "identifier " + read.id());
      check(read.picture());
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  @FuzzTest
  void h265Sequence(byte[] input) {
    try {
      check(H265SequenceParameterSet.parse(input));
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  @FuzzTest
  void av1Sequence(byte[] input) {
    try {
      check(Av1SequenceHeader.parse(input));
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  @FuzzTest
  void jpegPicture(byte[] input) {
    try {
      check(JpegPicture.parse(AccessUnit.copyOf(input)));
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  @FuzzTest
  void mpeg4Header(byte[] input) {
    try {
      check(Mpeg4VideoHeader.parse(input).picture());
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  @FuzzTest
  void h264Sets(byte[] input) {
    note(input, new H264ParameterSets());
  }

  @FuzzTest
  void h265Sets(byte[] input) {
    note(input, new H265ParameterSets());
  }

  @FuzzTest
  void av1Sets(byte[] input) {
    note(input, new Av1ParameterSets());
  }

  /** Of AAC, as the session description tells it: plain, and in LATM. */
  @FuzzTest
  void audioConfig(byte[] input) {
    try {
      check(AudioSpecificConfig.parse(input));
    } catch (IllegalArgumentException e) {
      explains(e);
    }
    try {
      check(LatmDepacketizer.audioConfig(input));
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  @FuzzTest
  void annexB(byte[] input) {
    int bytes = 0;
    for (ByteBuffer unit : AnnexB.nalUnits(input)) {
      Check.that(unit.hasRemaining(), "a NAL unit of nothing");
      Check.that(unit.get(unit.limit() - 1) != 0, "a NAL unit that ends with a zero");
      // Its start code takes three.
      bytes += 3 + unit.remaining();
    }
    Check.that(bytes <= input.length, "more comes out than went in");
  }

  /** Parameter sets, each behind its length in two bytes; what is left is an access unit. */
  private static void note(byte[] input, ParameterSets sets) {
    int at = 0;
    while (at + 2 <= input.length) {
      int length = (input[at] & 0xff) << 8 | input[at + 1] & 0xff;
      if (length == 0 || at + 2 + length > input.length) {
        break;
      }
      sets.note(input, at + 2, length);
      Check.that(!sets.note(input, at + 2, length), "the same set is new twice");
      at += 2 + length;
    }
    try {
      Optional<CodecParameters.Video> found =
          sets.forPicture(AccessUnit.copyOf(input, at, input.length - at));
      found.ifPresent(HeaderFuzzTest::check);
    } catch (IllegalArgumentException e) {
      explains(e);
    }
  }

  private static void check(CodecParameters.Video video) {
    switch (video) {
      case CodecParameters.H264 h264 -> {
        Check.that(!h264.pps().isEmpty(), "no picture parameter set");
        check(h264.picture());
      }
      case CodecParameters.H265 h265 -> {
        Check.that(!h265.pps().isEmpty(), "no picture parameter set");
        check(h265.sequence());
      }
      case CodecParameters.Av1 av1 -> check(av1.sequence());
      case CodecParameters.Mjpeg mjpeg -> check(mjpeg.picture());
      case CodecParameters.Mpeg4 mpeg4 -> check(mpeg4.picture());
    }
  }

  private static void check(H265SequenceParameterSet read) {
    Check.that(read.id() >= 0 && read.id() <= 15, "identifier " + read.id());
    Check.that(read.videoId() >= 0 && read.videoId() <= 15, "identifier " + read.videoId());
    int layers = read.temporalLayers();
    Check.that(layers >= 1 && layers <= 7, layers + " temporal layers");
    H265Profile profile = read.profile();
    Check.that(profile.space() >= 0 && profile.space() <= 3, "profile space " + profile.space());
    Check.that(profile.idc() >= 0 && profile.idc() <= 31, "profile " + profile.idc());
    Check.that(profile.level() >= 0 && profile.level() <= 255, "level " + profile.level());
    Check.that(profile.constraints() >>> 48 == 0, "over 48 bits of constraints");
    check(read.picture());
  }

  private static void check(Av1SequenceHeader read) {
    Check.that(read.profile() >= 0 && read.profile() <= 2, "profile " + read.profile());
    Check.that(read.level() >= 0 && read.level() <= 31, "level " + read.level());
    int position = read.chromaPosition();
    Check.that(position >= 0 && position <= 3, "chroma position " + position);
    check(read.picture());
  }

  private static void check(PictureFormat picture) {
    Check.that(picture.width() > 0 && picture.width() <= 16_384, "width " + picture.width());
    Check.that(picture.height() > 0 && picture.height() <= 16_384, "height " + picture.height());
    Check.that(picture.lumaDepth() >= 8 && picture.lumaDepth() <= 16, "luma depth");
    Check.that(picture.chromaDepth() >= 8 && picture.chromaDepth() <= 16, "chroma depth");
    double rate = picture.frameRate().orElse(25);
    Check.that(rate > 0 && rate <= 240, rate + " pictures per second");
    int reordered = picture.reordered().orElse(0);
    Check.that(reordered >= 0 && reordered <= 16, reordered + " pictures reordered");
  }

  private static void check(AudioSpecificConfig read) {
    Check.that(read.bytes().length > 0, "a configuration of nothing");
    Check.that(read.channels() >= 1 && read.channels() <= 8, read.channels() + " channels");
    Check.that(read.coreRate() > 0 && read.sampleRate() > 0, "no sampling rate");
    Check.that(read.frameSamples() > 0, "frames of nothing");
  }

  private static void explains(IllegalArgumentException refusal) {
    Check.that(refusal.getClass() == IllegalArgumentException.class, "not a refusal: " + refusal);
    Check.that(refusal.getMessage() != null, "a refusal without a reason");
  }
}
