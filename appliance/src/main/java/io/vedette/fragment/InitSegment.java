package io.vedette.fragment;

import io.vedette.media.CodecParameters;
import io.vedette.media.PictureFormat;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * {@code ftyp} and {@code moov}: what a decoder needs before the first fragment.
 *
 * @param bytes the two boxes; not to be changed
 * @param codecs the codecs parameter of RFC 6381, such as {@code avc1.64001f,mp4a.40.2}
 * @param width picture width in pixels, 0 without video
 * @param height picture height in pixels, 0 without video
 * @param frameRate pictures per second, if the stream tells it
 * @param audio whether there is an audio track
 * @param decoding how to decode the video track, if there is one
 */
public record InitSegment(
    byte[] bytes,
    String codecs,
    int width,
    int height,
    OptionalDouble frameRate,
    boolean audio,
    Optional<VideoDecoding> decoding) {

  /** The init segment of a stream. */
  public static InitSegment of(StreamFormat format) {
    String codecs =
        format.tracks().stream()
            .map(Track::codec)
            .map(CodecString::of)
            .collect(Collectors.joining(","));
    Optional<CodecParameters.Video> video =
        format.video().map(track -> (CodecParameters.Video) track.codec());
    Optional<PictureFormat> picture = video.map(CodecParameters.Video::picture);
    return new InitSegment(
        MovieBox.initSegment(format),
        codecs,
        picture.map(PictureFormat::width).orElse(0),
        picture.map(PictureFormat::height).orElse(0),
        picture.map(PictureFormat::frameRate).orElse(OptionalDouble.empty()),
        format.audio().isPresent(),
        video.map(codec -> new VideoDecoding(codec, VisualSampleEntries.configuration(codec))));
  }

  public boolean video() {
    return width > 0;
  }

  /** What {@code MediaSource.isTypeSupported} and {@code SourceBuffer.changeType} take. */
  public String mimeType() {
    return (video() ? "video" : "audio") + "/mp4; codecs=\"" + codecs + "\"";
  }
}
