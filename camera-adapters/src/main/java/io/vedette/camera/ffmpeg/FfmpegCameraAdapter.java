package io.vedette.camera.ffmpeg;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens cameras by FFmpeg's RTSP reader, for those that ours cannot read. Nothing of FFmpeg is
 * loaded before the first one. Safe for use by any thread.
 */
public final class FfmpegCameraAdapter implements CameraAdapter {

  private final Duration answer;
  private final Duration video;
  private Optional<Interrupts> interrupts = Optional.empty();

  /**
   * @param answer how long the camera may take until it plays
   * @param video how long it may take between two pictures
   */
  public FfmpegCameraAdapter(Duration answer, Duration video) {
    this.answer = answer;
    this.video = video;
  }

  /**
   * Opens a camera over {@code rtsp://}. There is no way to have FFmpeg check a certificate that is
   * known, so {@code rtsps://} is not for it.
   */
  @Override
  public PacketSource open(
      CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    if (!(address instanceof CameraAddress.Rtsp(var url, _))
        || !"rtsp".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("not an address for FFmpeg: " + address);
    }
    return FfmpegPacketSource.open(new FfmpegUrl(url, credentials), interrupts(), answer, video);
  }

  private synchronized Interrupts interrupts() {
    if (interrupts.isEmpty()) {
      FfmpegLog.install();
      interrupts = Optional.of(new Interrupts());
    }
    return interrupts.get();
  }
}
