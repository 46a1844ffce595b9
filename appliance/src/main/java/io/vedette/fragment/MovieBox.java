package io.vedette.fragment;

import static io.vedette.fragment.Boxes.box;
import static io.vedette.fragment.Boxes.fourcc;
import static io.vedette.fragment.Boxes.fullBox;
import static io.vedette.fragment.Boxes.join;
import static io.vedette.fragment.Boxes.u16;
import static io.vedette.fragment.Boxes.u32;
import static io.vedette.fragment.Boxes.zeros;

import io.vedette.media.CodecParameters;
import io.vedette.media.Orientation;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.nio.charset.StandardCharsets;

/**
 * {@code ftyp} and a {@code moov} without samples (ISO/IEC 14496-12 8.2.1, 8.8.1): the samples come
 * in fragments.
 */
final class MovieBox {

  /** Ticks per second of mvhd's own times; there are none but zero. */
  private static final int MOVIE_TIMESCALE = 1000;

  /** {@code und} in packed ISO 639-2/T (ISO/IEC 14496-12 8.4.2.3). */
  private static final int LANGUAGE_UNDETERMINED = 0x55c4;

  private static final int TRACK_ENABLED_IN_MOVIE = 3;

  private MovieBox() {}

  static byte[] initSegment(StreamFormat format, Orientation orientation) {
    // iso6 is the first brand with tfdt and signed composition offsets in version 1 of trun.
    byte[] fileType =
        box("ftyp", fourcc("iso6"), u32(0), fourcc("iso6"), codecBrand(format), fourcc("mp41"));
    byte[] tracks = new byte[0];
    byte[] extensions = new byte[0];
    int nextTrack = 1;
    for (Track track : format.tracks()) {
      tracks = join(tracks, track(track, orientation));
      extensions = join(extensions, trackExtends(track));
      nextTrack = Math.max(nextTrack, track.id() + 1);
    }
    return join(fileType, box("moov", movieHeader(nextTrack), tracks, box("mvex", extensions)));
  }

  /** avc1 allows AVC extensions; av01 is demanded by the AV1 binding 2.1. */
  private static byte[] codecBrand(StreamFormat format) {
    return format
        .video()
        .map(Track::codec)
        .map(
            codec ->
                switch (codec) {
                  case CodecParameters.H264 _ -> fourcc("avc1");
                  case CodecParameters.Av1 _ -> fourcc("av01");
                  default -> zeros(0);
                })
        .orElse(zeros(0));
  }

  private static byte[] movieHeader(int nextTrack) {
    return fullBox(
        "mvhd",
        0,
        0,
        u32(0), // creation time
        u32(0), // modification time
        u32(MOVIE_TIMESCALE),
        u32(0), // duration: unknown, as it has no end
        u32(0x10000), // rate 1.0
        u16(0x100), // volume 1.0
        zeros(10),
        Boxes.UNITY_MATRIX,
        zeros(24),
        u32(nextTrack));
  }

  /** Defaults of the fragments' samples (ISO/IEC 14496-12 8.8.3); every trun gives its own. */
  private static byte[] trackExtends(Track track) {
    return fullBox("trex", 0, 0, u32(track.id()), u32(1), u32(0), u32(0), u32(0));
  }

  private static byte[] track(Track track, Orientation orientation) {
    boolean video = track.codec().isVideo();
    byte[] header =
        fullBox(
            "tkhd",
            0,
            TRACK_ENABLED_IN_MOVIE,
            u32(0), // creation time
            u32(0), // modification time
            u32(track.id()),
            u32(0),
            u32(0), // duration
            zeros(8),
            u16(0), // layer
            u16(0), // alternate group
            u16(video ? 0 : 0x100), // volume
            u16(0),
            matrix(track.codec(), orientation),
            dimensions(track.codec()));
    byte[] mediaHeader =
        fullBox(
            "mdhd",
            0,
            0,
            u32(0),
            u32(0),
            u32(track.timescale()),
            u32(0),
            u16(LANGUAGE_UNDETERMINED),
            u16(0));
    byte[] handler =
        fullBox(
            "hdlr",
            0,
            0,
            u32(0),
            fourcc(video ? "vide" : "soun"),
            zeros(12),
            (video ? "Video\0" : "Audio\0").getBytes(StandardCharsets.US_ASCII));
    byte[] typeHeader = video ? fullBox("vmhd", 0, 1, zeros(8)) : fullBox("smhd", 0, 0, zeros(4));
    // One data reference with the flag "in the same file" (ISO/IEC 14496-12 8.7.2).
    byte[] dataInformation = box("dinf", fullBox("dref", 0, 0, u32(1), fullBox("url ", 0, 1)));
    byte[] mediaInformation = box("minf", typeHeader, dataInformation, sampleTable(track));
    return box("trak", header, edits(track), box("mdia", mediaHeader, handler, mediaInformation));
  }

  /**
   * An edit list (ISO/IEC 14496-12 8.6.6) where pictures are reordered. The first picture is
   * decoded the lead before it is presented; since no decoding time may be below 0, all media times
   * lie later by the lead, and the edit takes it off the presentation. Its duration of 0 means all
   * fragments.
   */
  private static byte[] edits(Track track) {
    return track.decodingLead() == 0
        ? zeros(0)
        : box(
            "edts", fullBox("elst", 0, 0, u32(1), u32(0), u32(track.decodingLead()), u32(0x10000)));
  }

  /** How a track's pictures are turned; sound is not. */
  private static byte[] matrix(CodecParameters codec, Orientation orientation) {
    return codec instanceof CodecParameters.Video video
        ? DisplayMatrix.of(orientation, video.picture().width(), video.picture().height())
        : Boxes.UNITY_MATRIX;
  }

  /**
   * Width and height in fixed point 16.16, before the matrix turns them (ISO/IEC 14496-12 8.3.3);
   * zero for audio.
   */
  private static byte[] dimensions(CodecParameters codec) {
    return codec instanceof CodecParameters.Video video
        ? join(u32(video.picture().width() << 16), u32(video.picture().height() << 16))
        : zeros(8);
  }

  private static byte[] sampleTable(Track track) {
    byte[] entry =
        switch (track.codec()) {
          case CodecParameters.Video video -> VisualSampleEntries.of(video);
          case CodecParameters.Aac audio -> SampleEntries.mp4a(audio);
          case CodecParameters.Opus audio -> SampleEntries.opus(audio);
          case CodecParameters.RawAudio raw ->
              throw new IllegalArgumentException(raw + " is not written into MP4");
        };
    return box(
        "stbl",
        fullBox("stsd", 0, 0, u32(1), entry),
        fullBox("stts", 0, 0, u32(0)),
        fullBox("stsc", 0, 0, u32(0)),
        fullBox("stsz", 0, 0, u32(0), u32(0)),
        fullBox("stco", 0, 0, u32(0)));
  }
}
