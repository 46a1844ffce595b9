package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.rtsp.SessionDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of the videos that a camera offers is taken: the one that most players play. */
final class VideoChoice {

  /** Encodings that are read, the one that most players play first. */
  private static final List<String> READ = List.of("H264", "H265", "AV1", "MP4V-ES", "JPEG");

  private VideoChoice() {}

  /**
   * The best of some videos.
   *
   * @param videos at least one
   * @throws CameraException if there is none among them that is read; it names them
   */
  static SessionDescription.Media of(List<SessionDescription.Media> videos) throws CameraException {
    Optional<SessionDescription.Media> best = Optional.empty();
    for (String encoding : READ) {
      best =
          best.or(() -> videos.stream().filter(one -> one.encoding().equals(encoding)).findFirst());
    }
    SessionDescription.Media chosen =
        best.orElseThrow(
            () ->
                refusal(
                    "the camera's video is "
                        + videos.stream()
                            .map(VideoChoice::name)
                            .distinct()
                            .collect(Collectors.joining(" or "))
                        + ", which this box does not read; set the camera to H.264 or H.265"));
    if (chosen.format().getOrDefault("packetization-mode", "").equals("2")) {
      throw refusal(
          "the camera sends H.264 in interleaved mode (RFC 6184 packetization-mode 2), which is not"
              + " supported");
    }
    return chosen;
  }

  private static CameraException refusal(String why) {
    return new CameraException(Reason.UNSUPPORTED_MEDIA, "DESCRIBE", why);
  }

  /** The name by which people know it (RFC 3551 6 for what has no rtpmap). */
  private static String name(SessionDescription.Media media) {
    return switch (media.encoding()) {
      case "MPV" -> "MPEG-2";
      case "H263", "H263-1998", "H263-2000" -> "H.263";
      case "" ->
          switch (media.payloadType()) {
            case 31 -> "H.261";
            case 32 -> "MPEG-2";
            case 34 -> "H.263";
            default -> "of payload type " + media.payloadType();
          };
      default -> media.encoding();
    };
  }
}
