package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a camera encodes video, as it says; what comes may differ.
 *
 * @param codec the codec
 * @param size the pictures' size
 * @param rate pictures a second at most
 * @param bitrate kilobits a second at most
 * @param gop pictures from one key frame to the next
 * @param profile the codec's profile, such as {@code Main}
 */
public record VideoEncoding(
    Codec codec,
    PictureSize size,
    OptionalDouble rate,
    OptionalInt bitrate,
    OptionalInt gop,
    Optional<String> profile) {

  /** The codecs of video that ONVIF names in its two Media services. */
  public enum Codec {
    H264("H264"),
    H265("H265"),
    AV1("AV1"),
    MPEG4("MPEG4"),
    JPEG("JPEG"),
    OTHER("");

    private final String token;

    Codec(String token) {
      this.token = token;
    }

    /** Its name in ONVIF. */
    String token() {
      return token;
    }

    static Codec of(String told) {
      return switch (told.toUpperCase(Locale.ROOT)) {
        case "H264", "H.264" -> H264;
        case "H265", "H.265", "HEVC" -> H265;
        case "AV1" -> AV1;
        case "MPEG4", "MPV4-ES" -> MPEG4;
        case "JPEG", "MJPEG" -> JPEG;
        default -> OTHER;
      };
    }

    /** Whether every browser plays it. */
    public boolean playsInEveryBrowser() {
      return this == H264;
    }
  }

  /**
   * Reads a configuration of either Media service; they differ in where the GOP stands. Empty if it
   * tells no size, without which it is no video.
   */
  static Optional<VideoEncoding> of(XmlElement configuration) {
    Optional<PictureSize> size = configuration.at("Resolution").flatMap(PictureSize::of);
    Codec codec = Codec.of(configuration.textAt("Encoding").orElse(""));
    Optional<XmlElement> details = configuration.at(codec == Codec.MPEG4 ? "MPEG4" : "H264");
    OptionalInt gop = configuration.intOf("GovLength");
    if (gop.isEmpty() && details.isPresent()) {
      gop = details.get().intAt("GovLength");
    }
    OptionalInt gopTold = gop.isPresent() && gop.getAsInt() > 0 ? gop : OptionalInt.empty();
    Optional<String> profile =
        configuration
            .attribute("Profile")
            .or(() -> details.flatMap(d -> d.textAt("H264Profile")))
            .or(() -> details.flatMap(d -> d.textAt("Mpeg4Profile")));
    return size.map(
        known ->
            new VideoEncoding(
                codec,
                known,
                rate(configuration),
                configuration.intAt("RateControl", "BitrateLimit"),
                gopTold,
                profile));
  }

  /** Of every so many pictures one is encoded (Media 1, EncodingInterval). */
  private static OptionalDouble rate(XmlElement configuration) {
    OptionalDouble limit = configuration.numberAt("RateControl", "FrameRateLimit");
    int interval = Math.max(1, configuration.intAt("RateControl", "EncodingInterval").orElse(1));
    return limit.isPresent() && limit.getAsDouble() > 0 && limit.getAsDouble() < 1000
        ? OptionalDouble.of(limit.getAsDouble() / interval)
        : OptionalDouble.empty();
  }
}
