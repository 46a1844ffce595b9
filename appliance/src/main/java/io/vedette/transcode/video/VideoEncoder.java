package io.vedette.transcode.video;

import java.util.Optional;

/** FFmpeg's encoders of H.264 that a box may have, the most wanted first. */
public enum VideoEncoder {
  /** The stateful encoder of Linux' memory-to-memory devices, as Raspberry Pi 3 and 4 have it. */
  V4L2M2M("h264_v4l2m2m", true, null, false),
  /** Graphics of Intel and AMD through libva. */
  VAAPI("h264_vaapi", true, "vaapi", true),
  /** Graphics of NVIDIA. */
  NVENC("h264_nvenc", true, "cuda", false),
  /** Graphics of Intel through its Media SDK. */
  QSV("h264_qsv", true, "qsv", false),
  /** Vulkan Video, whoever made the device. */
  VULKAN("h264_vulkan", true, "vulkan", true),
  /** The best in software. */
  X264("libx264", false, null, false),
  /** Cisco's, where x264 was left out for its licence. */
  OPENH264("libopenh264", false, null, false);

  private final String codecName;
  private final boolean hardware;
  private final String deviceType;
  private final boolean takesDeviceFramesOnly;

  VideoEncoder(
      String codecName, boolean hardware, String deviceType, boolean takesDeviceFramesOnly) {
    this.codecName = codecName;
    this.hardware = hardware;
    this.deviceType = deviceType;
    this.takesDeviceFramesOnly = takesDeviceFramesOnly;
  }

  /** The name by which FFmpeg finds it. */
  public String codecName() {
    return codecName;
  }

  /** Whether something other than the processor does the work. */
  public boolean isHardware() {
    return hardware;
  }

  /** FFmpeg's name of the kind of device on which its frames may lie; empty if there is none. */
  public Optional<String> deviceType() {
    return Optional.ofNullable(deviceType);
  }

  /** Whether it takes no frames but those on its device, so that others have to be uploaded. */
  boolean takesDeviceFramesOnly() {
    return takesDeviceFramesOnly;
  }
}
