package io.vedette.appliance;

import io.vedette.camera.rtmp.RtmpLimits;
import io.vedette.camera.rtmp.RtmpListener;
import io.vedette.config.CameraConfig;
import io.vedette.web.Cameras;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** The port of the cameras that push, and their keys. */
final class PushSide {

  private PushSide() {}

  /**
   * Makes the port; it is opened now where the command line names it, else with the first camera.
   *
   * @throws StartException if the port that the command line names cannot be had
   */
  static RtmpListener start(Options options) throws StartException {
    int port = options.rtmpPort().orElse(RtmpListener.USUAL_PORT);
    try {
      RtmpListener listener =
          new RtmpListener(InetAddress.getByName(options.bind()), port, RtmpLimits.DEFAULT);
      if (options.rtmpPort().isPresent()) {
        listener.listen();
      }
      return listener;
    } catch (IOException e) {
      throw new StartException(
          "cannot take RTMP on " + options.bind() + " port " + port + ": " + e.getMessage(), e);
    }
  }

  /** From now on the port knows the keys of the cameras, switched off ones too. */
  static void follow(Cameras cameras, RtmpListener listener) {
    cameras.follow(
        all ->
            listener.expect(
                all.stream().map(CameraConfig::streamKey).flatMap(Optional::stream).toList()));
  }
}
