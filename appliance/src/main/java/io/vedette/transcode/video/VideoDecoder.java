package io.vedette.transcode.video;

import java.util.Optional;

/** Where a camera's pictures are decoded, the most wanted first. */
public enum VideoDecoder {
  /** The stateless decoders of Linux' request interface, as Raspberry Pi 4 and 5 have for H.265. */
  V4L2_REQUEST("v4l2request", ""),
  /** The stateful decoders of Linux' memory-to-memory devices. */
  V4L2M2M(null, "_v4l2m2m"),
  /** Graphics of Intel and AMD through libva. */
  VAAPI("vaapi", ""),
  /** Graphics of NVIDIA. */
  CUVID("cuda", "_cuvid"),
  /** The processor. */
  SOFTWARE(null, "");

  private final String deviceType;
  private final String suffix;

  VideoDecoder(String deviceType, String suffix) {
    this.deviceType = deviceType;
    this.suffix = suffix;
  }

  /** FFmpeg's name of the kind of device that has to be opened for it; empty if none has. */
  public Optional<String> deviceType() {
    return Optional.ofNullable(deviceType);
  }

  /**
   * What stands behind the codec in the name by which FFmpeg finds it; nothing where FFmpeg's own
   * decoder is used, with the device's help if there is one.
   */
  String suffix() {
    return suffix;
  }

  /** Whether an encoder can take its frames, filtered on the way, from where they lie. */
  public boolean sharesFramesWith(VideoEncoder encoder) {
    return switch (this) {
      case VAAPI, CUVID -> encoder.deviceType().equals(deviceType());
      // What these give lies in buffers of the kernel's, which no filter here takes.
      case V4L2_REQUEST, V4L2M2M, SOFTWARE -> false;
    };
  }
}
