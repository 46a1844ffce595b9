package io.vedette.camera.onvif;

import io.vedette.camera.onvif.VideoEncoding.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A change of a video encoder that has been thought out and not been made, to be shown first.
 *
 * @param configuration what there is
 * @param after what it is to become
 * @param changes the differences in words, none if everything is as wanted
 * @param shortfalls what would be wanted and the camera cannot do, in words
 */
public record EncoderPlan(
    EncoderConfiguration configuration,
    VideoEncoding after,
    List<String> changes,
    List<String> shortfalls) {

  /** What displays and browsers show, and what a transcoder need not halve. */
  private static final double MOST_RATE = 30;

  /** A viewer who comes waits for the next key frame at most so long. */
  private static final double GOP_SECONDS_MOST = 2;

  /** Key frames that come more often take the place of detail. */
  private static final double GOP_SECONDS_LEAST = 1;

  /** What H.264 needs for what H.265 does with one. */
  private static final double H264_FOR_H265 = 1.5;

  /** What H.264 needs at 25 pictures a second, in bits for each pixel of a picture. */
  private static final double BITS_A_PIXEL = 0.06;

  public EncoderPlan {
    changes = List.copyOf(changes);
    shortfalls = List.copyOf(shortfalls);
  }

  /** Whether there is anything to do. */
  public boolean isNeeded() {
    return !changes.isEmpty();
  }

  /**
   * What makes every browser play a stream, and start it soon: H.264, at most 30 pictures a second,
   * a key frame every one to two seconds. The size stays if it can.
   *
   * @param options what the encoder can do with this configuration
   */
  public static EncoderPlan browserFriendly(
      EncoderConfiguration configuration, List<EncoderOptions> options) {
    VideoEncoding before = configuration.encoding();
    List<String> shortfalls = new ArrayList<>();
    Codec codec = Codec.H264;
    if (before.codec() != Codec.H264 && options.stream().noneMatch(o -> o.codec() == Codec.H264)) {
      codec = before.codec();
      shortfalls.add("the camera offers no H.264 here, and goes on with " + named(codec));
    }
    EncoderOptions limits = limits(codec, options);
    double rate = limits.rateUpTo(Math.min(before.rate().orElse(25), MOST_RATE));
    if (rate > MOST_RATE) {
      shortfalls.add("the camera has no fewer than " + number(rate) + " pictures a second");
    }
    OptionalInt gop = OptionalInt.empty();
    if (codec != Codec.JPEG) {
      int wanted = gop(before, rate);
      int possible = limits.gop().map(range -> range.nearest(wanted)).orElse(wanted);
      if (possible > Math.ceil(rate * GOP_SECONDS_MOST)
          || possible < Math.floor(rate * GOP_SECONDS_LEAST)) {
        shortfalls.add(
            "the camera can have a key frame every " + possible + " pictures, not every " + wanted);
      }
      gop = OptionalInt.of(possible);
    }
    PictureSize size = limits.sizeUpTo(before.size());
    VideoEncoding after =
        new VideoEncoding(
            codec,
            size,
            OptionalDouble.of(rate),
            bitrate(before, codec, size, rate, limits),
            gop,
            profile(before, codec, limits));
    return of(configuration, after, shortfalls);
  }

  /** A change to exactly this, as a user wants it. */
  public static EncoderPlan to(EncoderConfiguration configuration, VideoEncoding after) {
    return of(configuration, after, List.of());
  }

  private static EncoderPlan of(
      EncoderConfiguration configuration, VideoEncoding after, List<String> shortfalls) {
    return new EncoderPlan(
        configuration, after, differences(configuration.encoding(), after), shortfalls);
  }

  private static EncoderOptions limits(Codec codec, List<EncoderOptions> options) {
    return options.stream()
        .filter(o -> o.codec() == codec)
        .findFirst()
        .orElseGet(
            () ->
                new EncoderOptions(
                    codec,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
  }

  /** As it is if it is between one and two seconds, else the nearer of the two. */
  private static int gop(VideoEncoding before, double rate) {
    int least = (int) Math.round(rate * GOP_SECONDS_LEAST);
    int most = (int) Math.round(rate * GOP_SECONDS_MOST);
    return Math.clamp(before.gop().orElse(most), Math.max(1, least), Math.max(1, most));
  }

  private static OptionalInt bitrate(
      VideoEncoding before, Codec codec, PictureSize size, double rate, EncoderOptions limits) {
    double wanted;
    if (before.codec() == codec && before.bitrate().isPresent()) {
      wanted = before.bitrate().getAsInt();
    } else if (before.codec() == Codec.H265 && before.bitrate().isPresent()) {
      wanted = before.bitrate().getAsInt() * H264_FOR_H265;
    } else {
      wanted = size.area() * rate * BITS_A_PIXEL / 1000;
    }
    int rounded = (int) Math.clamp(Math.round(wanted), 1L, 1_000_000L);
    return OptionalInt.of(limits.bitrate().map(range -> range.nearest(rounded)).orElse(rounded));
  }

  private static Optional<String> profile(
      VideoEncoding before, Codec codec, EncoderOptions limits) {
    if (before.codec() == codec && before.profile().isPresent()) {
      return before.profile();
    }
    return List.of("High", "Main", "Baseline").stream()
        .filter(limits.profiles()::contains)
        .findFirst();
  }

  private static List<String> differences(VideoEncoding before, VideoEncoding after) {
    List<String> found = new ArrayList<>();
    difference(found, "codec", named(before.codec()), named(after.codec()));
    difference(found, "size", before.size().toString(), after.size().toString());
    difference(found, "pictures a second", number(before.rate()), number(after.rate()));
    difference(found, "kbit/s", number(before.bitrate()), number(after.bitrate()));
    difference(
        found, "pictures from key frame to key frame", number(before.gop()), number(after.gop()));
    difference(found, "profile", before.profile().orElse(""), after.profile().orElse(""));
    return found;
  }

  private static void difference(List<String> found, String what, String before, String after) {
    if (!after.isEmpty() && !before.equals(after)) {
      found.add(what + ": " + (before.isEmpty() ? "?" : before) + " → " + after);
    }
  }

  private static String named(Codec codec) {
    return switch (codec) {
      case H264 -> "H.264";
      case H265 -> "H.265";
      case AV1, MPEG4, JPEG -> codec.token();
      case OTHER -> "another codec";
    };
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static String number(OptionalInt value) {
    return value.isPresent() ? String.valueOf(value.getAsInt()) : "";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
