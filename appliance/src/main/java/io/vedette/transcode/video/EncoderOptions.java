package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * What each encoder has to be told, beside what all are told, to give a picture back as soon as it
 * has one: no look-ahead, no pictures in parallel, and a key frame that is asked for as an IDR.
 */
final class EncoderOptions {

  private record Option(String name, String value) {}

  private EncoderOptions() {}

  private static List<Option> of(VideoEncoder encoder) {
    return switch (encoder) {
      case X264 ->
          List.of(
              new Option("preset", "superfast"),
              new Option("tune", "zerolatency"),
              new Option("profile", "high"),
              new Option("forced-idr", "1"),
              // Key frames come when they are asked for, and not where a picture looks new.
              new Option("x264-params", "scenecut=0"));
      case OPENH264 ->
          List.of(
              new Option("profile", "high"),
              new Option("coder", "cabac"),
              new Option("rc_mode", "bitrate"),
              new Option("allow_skip_frames", "0"));
      // What else it does is the driver's own.
      case V4L2M2M -> List.of();
      case VAAPI -> List.of(new Option("profile", "high"), new Option("async_depth", "1"));
      case VULKAN ->
          List.of(
              new Option("profile", "high"),
              new Option("async_depth", "1"),
              new Option("tune", "ull"),
              new Option("usage", "stream"),
              new Option("content", "camera"));
      case QSV ->
          List.of(
              new Option("profile", "high"),
              new Option("preset", "veryfast"),
              new Option("async_depth", "1"),
              new Option("forced_idr", "1"),
              new Option("look_ahead", "0"));
      case NVENC ->
          List.of(
              new Option("profile", "high"),
              new Option("preset", "p4"),
              new Option("tune", "ull"),
              new Option("rc", "cbr"),
              new Option("delay", "0"),
              new Option("zerolatency", "1"),
              new Option("forced-idr", "1"),
              new Option("rc-lookahead", "0"));
    };
  }

  /**
   * Tells them.
   *
   * @throws EncoderFailedException if this FFmpeg's encoder does not know one of them
   */
  static void set(VideoEncoder encoder, AVCodecContext context) throws EncoderFailedException {
    for (Option option : of(encoder)) {
      EncoderFailedException.check(
          encoder,
          option.name() + "=" + option.value(),
          av_opt_set(context.priv_data(), option.name(), option.value(), 0));
    }
  }
}
