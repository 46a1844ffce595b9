package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.CodecParameters;
import io.vedette.media.Colour;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureEncoderTest {

  private static final int TICKS = PictureEncoder.TIMESCALE / 25;

  private record Encoded(byte[] data, long pts, boolean key) {}

  private static EncodingPlan plan(int width, int height) {
    return new EncodingPlan(
        width, height, 25, 500_000, Duration.ofSeconds(2), Optional.of(new Colour(1, 1, 1, false)));
  }

  @ParameterizedTest
  @EnumSource(names = {"X264", "OPENH264"})
  void eachPictureComesBackAtOnce(VideoEncoder which) throws Exception {
    List<Encoded> out = new ArrayList<>();
    try (PictureEncoder encoder = PictureEncoder.open(which, plan(320, 180));
        TestPictures pictures = new TestPictures(320, 180)) {
      for (int i = 0; i < 120; i++) {
        long pts = 1_234_567 + (long) i * TICKS;
        encoder.encode(
            pictures.picture(i, pts),
            i == 30,
            (data, time, key) -> out.add(new Encoded(data, time, key)));
        assertEquals(i + 1, out.size());
        assertEquals(pts, out.getLast().pts());
        boolean expected = i == 0 || i == 30 || i == 80;
        assertEquals(expected, out.getLast().key(), "key frame at " + i);
        assertOnlyPicturesIn(out.getLast());
      }
      CodecParameters.H264 parameters = encoder.parameters().orElseThrow();
      assertEquals(320, parameters.picture().width());
      assertEquals(180, parameters.picture().height());
      assertEquals(100, parameters.sequence().profile(), "High profile");
      assertEquals(OptionalInt.of(0), parameters.picture().reordered(), "reordered");
      assertEquals(Optional.of(new Colour(1, 1, 1, false)), parameters.picture().colour());
    }
  }

  /** Cameras send fewer pictures than they say: at night, or since their stream does not say. */
  @ParameterizedTest
  @CsvSource({"25", "12.5", "5", "40"})
  void theBitRateIsKeptAtAnyFrameRate(double rate) throws Exception {
    int seconds = 16;
    long[] bytes = new long[1];
    try (PictureEncoder encoder = PictureEncoder.open(VideoEncoder.X264, plan(320, 180));
        TestPictures pictures = new TestPictures(320, 180, 30)) {
      for (int i = 0; i < seconds * rate; i++) {
        long pts = Math.round(i * PictureEncoder.TIMESCALE / rate);
        encoder.encode(
            pictures.picture(i, pts),
            false,
            (data, time, _) -> {
              // The first seconds are what it takes to find out.
              if (time >= 4 * PictureEncoder.TIMESCALE) {
                bytes[0] += data.length;
              }
            });
      }
    }
    double bits = bytes[0] * 8.0 / (seconds - 4);
    assertEquals(500_000, bits, 75_000, "bits per second at " + rate);
  }

  private static void assertOnlyPicturesIn(Encoded unit) {
    ByteBuffer data = ByteBuffer.wrap(unit.data());
    while (data.hasRemaining()) {
      int length = data.getInt();
      int type = data.get(data.position()) & 0x1f;
      assertTrue(type == 1 || type == 5 || type == 6, "NAL unit of type " + type);
      assertEquals(unit.key(), type == 5 || unit.key() && type == 6);
      data.position(data.position() + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachEncoderKnowsItsOptions(VideoEncoder encoder) throws Exception {
    AVCodec codec = avcodec_find_encoder_by_name(encoder.codecName());
    assertTrue(codec != null, "this FFmpeg has no " + encoder.codecName());
    AVCodecContext context = avcodec_alloc_context3(codec);
    try {
      EncoderOptions.set(encoder, context);
    } finally {
      avcodec_free_context(context);
    }
  }

  @Test
  void anEncoderThatCannotBeHadSaysWhichAndAtWhatStep() {
    // There is no such device where this runs, nor a driver for it.
    EncoderFailedException e =
        assertThrows(
            EncoderFailedException.class,
            () -> PictureEncoder.open(VideoEncoder.NVENC, plan(320, 180)));
    assertEquals(VideoEncoder.NVENC, e.encoder());
    assertTrue(e.getMessage().startsWith("h264_nvenc, open: "), e.getMessage());
  }

  @Test
  void aPlanThatNobodyCanKeepIsRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new EncodingPlan(321, 180, 25, 500_000, second));
    assertThrows(
        IllegalArgumentException.class, () -> new EncodingPlan(320, 0, 25, 500_000, second));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodingPlan(320, 180, Double.NaN, 500_000, second));
    assertThrows(IllegalArgumentException.class, () -> new EncodingPlan(320, 180, 25, 0, second));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncodingPlan(320, 180, 25, 500_000, Duration.ZERO));
  }
}
