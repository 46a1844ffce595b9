package io.vedette.fragment;

import static io.vedette.fragment.Boxes.box;
import static io.vedette.fragment.Boxes.fourcc;
import static io.vedette.fragment.Boxes.join;
import static io.vedette.fragment.Boxes.u16;
import static io.vedette.fragment.Boxes.u32;
import static io.vedette.fragment.Boxes.u8;
import static io.vedette.fragment.Boxes.zeros;

import io.vedette.media.Av1SequenceHeader;
import io.vedette.media.CodecParameters;
import io.vedette.media.Colour;
import io.vedette.media.H265Profile;
import io.vedette.media.H265SequenceParameterSet;
import io.vedette.media.ParameterSet;
import io.vedette.media.PictureFormat;
import io.vedette.media.SequenceParameterSet;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Video sample entries (ISO/IEC 14496-12 12.1.3) and the decoder configurations in them. Parameter
 * sets are in the entry only.
 */
final class VisualSampleEntries {

  private static final int DPI_72 = 0x480000;
  private static final int COLOUR_NO_ALPHA = 0x18;
  private static final int NO_COLOUR_TABLE = 0xffff;

  private static final int HEVC_VPS = 32;
  private static final int HEVC_SPS = 33;
  private static final int HEVC_PPS = 34;

  /** Most picture parameter sets that avcC can count. */
  private static final int MOST_PICTURE_SETS = 255;

  private VisualSampleEntries() {}

  static byte[] of(CodecParameters.Video video) {
    return switch (video) {
      case CodecParameters.H264 _ -> entry("avc1", video, box("avcC", configuration(video)));
      case CodecParameters.H265 _ -> entry("hvc1", video, box("hvcC", configuration(video)));
      case CodecParameters.Av1 _ -> entry("av01", video, box("av1C", configuration(video)));
      case CodecParameters.Mjpeg _ ->
          entry("mp4v", video, ElementaryStreams.of(ElementaryStreams.JPEG));
      case CodecParameters.Mpeg4 _ ->
          entry(
              "mp4v",
              video,
              ElementaryStreams.of(ElementaryStreams.MPEG4_VISUAL, configuration(video)));
    };
  }

  /** What the decoder configuration box holds; nothing where the samples tell all. */
  static byte[] configuration(CodecParameters.Video video) {
    return switch (video) {
      case CodecParameters.H264 h264 -> avcConfiguration(h264);
      case CodecParameters.H265 h265 -> hevcConfiguration(h265);
      case CodecParameters.Av1 av1 -> av1Configuration(av1);
      case CodecParameters.Mjpeg _ -> zeros(0);
      case CodecParameters.Mpeg4 mpeg4 -> mpeg4.headers().bytes();
    };
  }

  private static byte[] entry(String type, CodecParameters.Video video, byte[] configuration) {
    PictureFormat picture = video.picture();
    return box(
        type,
        zeros(6),
        u16(1), // data reference index
        zeros(16),
        u16(picture.width()),
        u16(picture.height()),
        u32(DPI_72),
        u32(DPI_72),
        u32(0),
        u16(1), // one frame per sample
        zeros(32), // compressor's name
        u16(COLOUR_NO_ALPHA),
        u16(NO_COLOUR_TABLE),
        configuration,
        picture.colour().map(VisualSampleEntries::colour).orElse(zeros(0)));
  }

  /** ColourInformationBox (ISO/IEC 14496-12 12.1.5). */
  private static byte[] colour(Colour colour) {
    return box(
        "colr",
        fourcc("nclx"),
        u16(colour.primaries()),
        u16(colour.transfer()),
        u16(colour.matrix()),
        u8(colour.fullRange() ? 0x80 : 0));
  }

  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1.2). */
  private static byte[] avcConfiguration(CodecParameters.H264 video) {
    byte[] sps = video.sps().bytes();
    List<ParameterSet> pictureSets =
        video.pps().subList(0, Math.min(video.pps().size(), MOST_PICTURE_SETS));
    byte[] record =
        join(
            u8(1),
            u8(sps[1]),
            u8(sps[2]),
            u8(sps[3]),
            u8(0xff), // lengths in four bytes
            u8(0xe1), // one sequence parameter set
            sized(List.of(video.sps())),
            u8(pictureSets.size()),
            sized(pictureSets));
    SequenceParameterSet set = video.sequence();
    if (!set.isHighProfile()) {
      return record;
    }
    return join(
        record,
        u8(0xfc | video.picture().chromaFormat()),
        u8(0xf8 | video.picture().lumaDepth() - 8),
        u8(0xf8 | video.picture().chromaDepth() - 8),
        u8(0)); // no extensions of the sequence parameter set
  }

  /** HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 8.3.3.1.2). */
  private static byte[] hevcConfiguration(CodecParameters.H265 video) {
    H265SequenceParameterSet set = video.sequence();
    H265Profile profile = set.profile();
    return join(
        u8(1),
        u8(profile.space() << 6 | (profile.highTier() ? 0x20 : 0) | profile.idc()),
        u32(profile.compatibility()),
        u16((int) (profile.constraints() >> 32)),
        u32((int) profile.constraints()),
        u8(profile.level()),
        u16(0xf000), // least spatial segmentation: not known
        u8(0xfc), // kind of parallelism: not known
        u8(0xfc | video.picture().chromaFormat()),
        u8(0xf8 | video.picture().lumaDepth() - 8),
        u8(0xf8 | video.picture().chromaDepth() - 8),
        u16(0), // average frame rate: not known
        // Constant frame rate not known; lengths in four bytes.
        u8(set.temporalLayers() << 3 | (set.temporalNesting() ? 4 : 0) | 3),
        u8(3),
        array(HEVC_VPS, List.of(video.vps())),
        array(HEVC_SPS, List.of(video.sps())),
        array(HEVC_PPS, video.pps()));
  }

  /** NAL units of one type, all of which are here (array_completeness). */
  private static byte[] array(int type, List<ParameterSet> sets) {
    return join(u8(0x80 | type), u16(sets.size()), sized(sets));
  }

  private static byte[] sized(List<ParameterSet> sets) {
    ByteBuffer out =
        ByteBuffer.allocate(sets.stream().mapToInt(set -> 2 + set.bytes().length).sum());
    for (ParameterSet set : sets) {
      out.putShort((short) set.bytes().length).put(set.bytes());
    }
    return out.array();
  }

  /** AV1CodecConfigurationRecord (AV1 Codec ISO Media File Format Binding 2.3). */
  private static byte[] av1Configuration(CodecParameters.Av1 video) {
    Av1SequenceHeader header = video.sequence();
    int depth = video.picture().lumaDepth();
    int format = video.picture().chromaFormat();
    int flags =
        (header.highTier() ? 0x80 : 0)
            | (depth > 8 ? 0x40 : 0)
            | (depth == 12 ? 0x20 : 0)
            | (format == 0 ? 0x10 : 0)
            | (format == 3 ? 0 : 0x08) // chroma_subsampling_x
            | (format <= 1 ? 0x04 : 0) // chroma_subsampling_y
            | header.chromaPosition();
    return join(
        u8(0x81),
        u8(header.profile() << 5 | header.level()),
        u8(flags),
        u8(0), // presentation delay not told
        video.header().bytes());
  }
}
