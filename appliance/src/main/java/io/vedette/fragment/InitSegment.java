package io.vedette.fragment;

import io.vedette.media.CodecParameters;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.stream.Collectors;

/**
 * {@code ftyp} and {@code moov}: what a decoder needs before the first fragment.
 *
 * @param bytes the two boxes; not to be changed
 * @param codecs the codecs parameter of RFC 6381, such as {@code avc1.64001f,mp4a.40.2}
 * @param width picture width in pixels, 0 without video
 * @param height picture height in pixels, 0 without video
 * @param audio whether there is an audio track
 */
public record InitSegment(byte[] bytes, String codecs, int width, int height, boolean audio) {

  /** The init segment of a stream. */
  public static InitSegment of(StreamFormat format) {
    String codecs =
        format.tracks().stream()
            .map(Track::codec)
            .map(CodecString::of)
            .collect(Collectors.joining(","));
    int width = 0;
    int height = 0;
    if (format.video().map(Track::codec).orElse(null) instanceof CodecParameters.H264 video) {
      width = video.width();
      height = video.height();
    }
    return new InitSegment(
        MovieBox.initSegment(format), codecs, width, height, format.audio().isPresent());
  }

  public boolean video() {
    return width > 0;
  }

  /** What {@code MediaSource.isTypeSupported} and {@code SourceBuffer.changeType} take. */
  public String mimeType() {
    return (video() ? "video" : "audio") + "/mp4; codecs=\"" + codecs + "\"";
  }
}
