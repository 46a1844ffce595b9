package io.vedette.fragment;

import io.vedette.media.CodecParameters;
import io.vedette.media.Orientation;
import io.vedette.media.PictureFormat;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * {@code ftyp} and {@code moov}: what a decoder needs before the first fragment.
 *
 * @param bytes the two boxes; not to be changed
 * @param codecs the codecs parameter of RFC 6381, such as {@code avc1.64001f,mp4a.40.2}
 * @param width width of the picture as it is seen, in pixels, 0 without video
 * @param height height of the picture as it is seen, in pixels, 0 without video
 * @param frameRate pictures per second, if the stream tells it
 * @param audio whether there is an audio track
 * @param decoding how to decode the video track, if there is one
 * @param tracks what the fragments belong to
 */
public record InitSegment(
    byte[] bytes,
    String codecs,
    int width,
    int height,
    OptionalDouble frameRate,
    boolean audio,
    Optional<VideoDecoding> decoding,
    List<Track> tracks) {

  /** The init segment of a stream whose pictures are upright. */
  public static InitSegment of(StreamFormat format) {
    return of(format, Orientation.UPRIGHT);
  }

  /**
   * The init segment of a stream.
   *
   * @param orientation how players have to turn its pictures
   */
  public static InitSegment of(StreamFormat format, Orientation orientation) {
    String codecs =
        format.tracks().stream()
            .map(Track::codec)
            .map(CodecString::of)
            .collect(Collectors.joining(","));
    Optional<CodecParameters.Video> video =
        format.video().map(track -> (CodecParameters.Video) track.codec());
    Optional<PictureFormat> picture = video.map(CodecParameters.Video::picture);
    return new InitSegment(
        MovieBox.initSegment(format, orientation),
        codecs,
        picture
            .map(orientation.isSideways() ? PictureFormat::height : PictureFormat::width)
            .orElse(0),
        picture
            .map(orientation.isSideways() ? PictureFormat::width : PictureFormat::height)
            .orElse(0),
        picture.map(PictureFormat::frameRate).orElse(OptionalDouble.empty()),
        format.audio().isPresent(),
        video.map(
            codec ->
                new VideoDecoding(codec, VisualSampleEntries.configuration(codec), orientation)),
        format.tracks());
  }

  public boolean video() {
    return width > 0;
  }

  /** What {@code MediaSource.isTypeSupported} and {@code SourceBuffer.changeType} take. */
  public String mimeType() {
    return (video() ? "video" : "audio") + "/mp4; codecs=\"" + codecs + "\"";
  }
}
