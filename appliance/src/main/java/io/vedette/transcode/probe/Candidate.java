package io.vedette.transcode.probe;

import io.vedette.transcode.video.VideoEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An encoder or decoder that the box may have.
 *
 * @param kind which of the two
 * @param name as FFmpeg calls it; a decoder's codec and the way it is accelerated otherwise
 * @param hardware by which hardware it works
 */
public record Candidate(Kind kind, String name, Hardware hardware) {

  /** What it does. */
  public enum Kind {
    ENCODER,
    DECODER
  }

  /** What it needs. */
  public enum Hardware {
    /** None: it runs on the processor. */
    NONE,
    /** A stateful codec of Video4Linux, as on the Raspberry Pi 4. */
    V4L2_M2M,
    /** A stateless codec of Video4Linux, as on Rockchip and the Raspberry Pi 5. */
    V4L2_REQUEST,
    /** A graphics unit with a driver for libva. */
    VAAPI,
    /** A graphics unit of Nvidia's. */
    NVIDIA,
    /** A graphics unit of Intel's, by its own library. */
    QSV,
    /** A graphics unit with a driver for Vulkan Video. */
    VULKAN
  }

  /** All of them, in the order in which they are tried. */
  public static final List<Candidate> ALL =
      Stream.concat(
              Arrays.stream(VideoEncoder.values()).map(Candidate::encoder),
              Stream.of(
                  decoder("h264", Hardware.NONE),
                  decoder("hevc", Hardware.NONE),
                  decoder("h264_v4l2m2m", Hardware.V4L2_M2M),
                  decoder("hevc_v4l2m2m", Hardware.V4L2_M2M),
                  decoder("h264_v4l2request", Hardware.V4L2_REQUEST),
                  decoder("hevc_v4l2request", Hardware.V4L2_REQUEST),
                  decoder("h264_vaapi", Hardware.VAAPI),
                  decoder("hevc_vaapi", Hardware.VAAPI),
                  decoder("h264_cuvid", Hardware.NVIDIA),
                  decoder("hevc_cuvid", Hardware.NVIDIA)))
          .toList();

  private static Candidate encoder(VideoEncoder encoder) {
    Hardware hardware =
        switch (encoder) {
          case V4L2M2M -> Hardware.V4L2_M2M;
          case VAAPI -> Hardware.VAAPI;
          case NVENC -> Hardware.NVIDIA;
          case QSV -> Hardware.QSV;
          case VULKAN -> Hardware.VULKAN;
          case X264, OPENH264 -> Hardware.NONE;
        };
    return new Candidate(Kind.ENCODER, encoder.codecName(), hardware);
  }

  private static Candidate decoder(String name, Hardware hardware) {
    return new Candidate(Kind.DECODER, name, hardware);
  }

  /** One of {@link #ALL}. */
  public static Optional<Candidate> find(Kind kind, String name) {
    return ALL.stream()
        .filter(candidate -> candidate.kind == kind && candidate.name.equals(name))
        .findFirst();
  }

  /** The encoder that it stands for; empty for a decoder. */
  public Optional<VideoEncoder> encoder() {
    return kind == Kind.DECODER
        ? Optional.empty()
        : Arrays.stream(VideoEncoder.values())
            .filter(encoder -> encoder.codecName().equals(name))
            .findFirst();
  }

  /** Whether it needs more than the processor. */
  public boolean isHardware() {
    return hardware != Hardware.NONE;
  }
}
