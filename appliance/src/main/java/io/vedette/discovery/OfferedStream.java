package io.vedette.discovery;

import io.vedette.camera.onvif.MediaProfile;
import io.vedette.camera.onvif.VideoEncoding;
import io.vedette.media.CodecParameters;
import java.net.URI;
import java.util.Optional;

/**
 * A stream that a camera offers. Texts come from the camera and are to be shown as texts.
 *
 * @param token its name for the camera, or its number where the camera has no names
 * @param name its name for people, possibly empty
 * @param url its RTSP address, without credentials
 * @param codec its codec as people write it, possibly empty
 * @param width in pixels, 0 where it is not told
 * @param height in pixels, 0 where it is not told
 * @param frameRate pictures a second at most, 0 where it is not told
 * @param kilobits a second at most, 0 where it is not told
 * @param playsEverywhere whether every browser plays it without a conversion
 */
public record OfferedStream(
    String token,
    String name,
    URI url,
    String codec,
    int width,
    int height,
    double frameRate,
    int kilobits,
    boolean playsEverywhere) {

  /** A profile of ONVIF; empty where it has no video, or no address. */
  static Optional<OfferedStream> of(MediaProfile profile) {
    if (profile.stream().isEmpty() || profile.video().isEmpty()) {
      return Optional.empty();
    }
    VideoEncoding video = profile.video().get();
    return Optional.of(
        new OfferedStream(
            profile.token(),
            profile.name(),
            profile.stream().get(),
            name(video.codec()),
            video.size().width(),
            video.size().height(),
            video.rate().orElse(0),
            video.bitrate().orElse(0),
            video.codec().playsInEveryBrowser()));
  }

  /** A stream as it was seen to play. */
  static OfferedStream of(int number, URI url, CodecParameters.Video codec) {
    return new OfferedStream(
        String.valueOf(number),
        "",
        url,
        codec.name(),
        codec.picture().width(),
        codec.picture().height(),
        0,
        0,
        codec instanceof CodecParameters.H264);
  }

  private static String name(VideoEncoding.Codec codec) {
    return switch (codec) {
      case H264 -> "H.264";
      case H265 -> "H.265";
      case MPEG4 -> "MPEG-4";
      case JPEG -> "MJPEG";
      case OTHER -> "";
      case AV1 -> "AV1";
    };
  }

  /** In pixels; 0 where it is not told. */
  long area() {
    return (long) width * height;
  }
}
