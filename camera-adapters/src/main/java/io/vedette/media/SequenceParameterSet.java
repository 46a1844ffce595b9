package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an H.264 sequence parameter set says (ISO/IEC 14496-10 7.3.2.1.1, Annex E).
 *
 * @param id seq_parameter_set_id, 0 to 31
 * @param profile profile_idc
 * @param picture what it says of the pictures
 */
public record SequenceParameterSet(int id, int profile, PictureFormat picture) {

  private static final int BASELINE = 66;

  /** Profiles whose parameter sets tell the chroma format (ISO/IEC 14496-10 7.3.2.1.1). */
  private static final Set<Integer> HIGH_PROFILES =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

  /** Profiles in which constraint_set3_flag says that all pictures are intra (A.2.8 to A.2.11). */
  private static final Set<Integer> INTRA_PROFILES = Set.of(44, 86, 100, 110, 122, 244);

  private static final int MAX_ID = 31;
  private static final int MAX_REORDERED = 16;
  private static final int MAX_MACROBLOCKS = 1024;
  private static final int MAX_CROP = 16_384;

  /** What the video usability information adds. */
  private record Usability(
      Optional<Colour> colour, OptionalDouble frameRate, OptionalInt reordered) {}

  /**
   * Whether the profile is one whose avcC tells the chroma format too (ISO/IEC 14496-15 5.3.3.1.2).
   */
  public boolean isHighProfile() {
    return HIGH_PROFILES.contains(profile);
  }

  /** Picture width after cropping, in pixels. */
  public int width() {
    return picture.width();
  }

  /** Picture height after cropping, in pixels. */
  public int height() {
    return picture.height();
  }

  /**
   * Reads a parameter set.
   *
   * @param nal the NAL unit, header byte included
   * @throws IllegalArgumentException if it is none, is cut short, or describes pictures that cannot
   *     be
   */
  public static SequenceParameterSet parse(byte[] nal) {
    if (nal.length < 5 || (nal[0] & 0x1f) != 7) {
      throw new IllegalArgumentException("not a sequence parameter set");
    }
    BitReader in = BitReader.ofNalUnit(nal, 1, nal.length);
    int profile = in.bits(8);
    int constraints = in.bits(8);
    in.bits(8); // level_idc
    int id = in.unsigned(MAX_ID);
    int chromaFormat = 1;
    int lumaDepth = 8;
    int chromaDepth = 8;
    boolean separatePlanes = false;
    if (HIGH_PROFILES.contains(profile)) {
      chromaFormat = in.unsigned(3);
      separatePlanes = chromaFormat == 3 && in.flag();
      lumaDepth = 8 + in.unsigned(6);
      chromaDepth = 8 + in.unsigned(6);
      in.flag(); // qpprime_y_zero_transform_bypass_flag
      if (in.flag()) {
        skipScalingLists(in, chromaFormat == 3 ? 12 : 8);
      }
    }
    in.unsigned(); // log2_max_frame_num_minus4
    int orderType = pictureOrderType(in);
    in.unsigned(); // max_num_ref_frames
    in.flag(); // gaps_in_frame_num_value_allowed_flag
    int widthInMacroblocks = in.unsigned(MAX_MACROBLOCKS) + 1;
    int heightInMapUnits = in.unsigned(MAX_MACROBLOCKS) + 1;
    boolean framesOnly = in.flag();
    if (!framesOnly) {
      in.flag(); // mb_adaptive_frame_field_flag
    }
    in.flag(); // direct_8x8_inference_flag
    int fieldFactor = framesOnly ? 1 : 2;
    int width = widthInMacroblocks * 16;
    int height = heightInMapUnits * 16 * fieldFactor;
    if (in.flag()) {
      int planes = separatePlanes ? 0 : chromaFormat;
      int cropX = planes == 1 || planes == 2 ? 2 : 1;
      int cropY = (planes == 1 ? 2 : 1) * fieldFactor;
      width -= cropX * (in.unsigned(MAX_CROP) + in.unsigned(MAX_CROP));
      height -= cropY * (in.unsigned(MAX_CROP) + in.unsigned(MAX_CROP));
    }
    Usability usability = usability(in);
    boolean allIntra = INTRA_PROFILES.contains(profile) && (constraints & 0x10) != 0;
    // Type 2 has output in decoding order (8.2.1); Baseline has no B slices (A.2.1).
    OptionalInt reordered =
        orderType == 2 || profile == BASELINE || allIntra
            ? OptionalInt.of(0)
            : usability.reordered();
    return new SequenceParameterSet(
        id,
        profile,
        new PictureFormat(
            width,
            height,
            chromaFormat,
            lumaDepth,
            chromaDepth,
            usability.frameRate(),
            usability.colour(),
            reordered));
  }

  private static void skipScalingLists(BitReader in, int count) {
    for (int list = 0; list < count; list++) {
      if (in.flag()) {
        int last = 8;
        int next = 8;
        int size = list < 6 ? 16 : 64;
        for (int i = 0; i < size && next != 0; i++) {
          next = (last + in.signed() + 256) % 256;
          last = next == 0 ? last : next;
        }
      }
    }
  }

  private static int pictureOrderType(BitReader in) {
    int type = in.unsigned(2);
    if (type == 0) {
      in.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
    } else if (type == 1) {
      in.flag(); // delta_pic_order_always_zero_flag
      in.signed(); // offset_for_non_ref_pic
      in.signed(); // offset_for_top_to_bottom_field
      int cycle = in.unsigned(255);
      for (int i = 0; i < cycle; i++) {
        in.signed();
      }
    }
    return type;
  }

  /**
   * The video usability information, as far as it goes. Cameras cut it short often enough that what
   * is missing there is no fault.
   */
  private static Usability usability(BitReader in) {
    Optional<Colour> colour = Optional.empty();
    OptionalDouble frameRate = OptionalDouble.empty();
    OptionalInt reordered = OptionalInt.empty();
    try {
      if (in.flag()) {
        colour = VideoUsability.colour(in);
        if (in.flag()) {
          // Two ticks are a frame (E.2.1).
          frameRate = VideoUsability.rate(VideoUsability.ticksPerSecond(in) / 2);
          in.flag(); // fixed_frame_rate_flag
        }
        reordered = reordered(in);
      }
    } catch (IllegalArgumentException e) {
      return new Usability(colour, frameRate, reordered);
    }
    return new Usability(colour, frameRate, reordered);
  }

  private static OptionalInt reordered(BitReader in) {
    boolean hasBuffers = skipBuffers(in) | skipBuffers(in);
    if (hasBuffers) {
      in.flag(); // low_delay_hrd_flag
    }
    in.flag(); // pic_struct_present_flag
    if (!in.flag()) {
      return OptionalInt.empty();
    }
    in.flag(); // motion_vectors_over_pic_boundaries_flag
    in.unsigned(); // max_bytes_per_pic_denom
    in.unsigned(); // max_bits_per_mb_denom
    in.unsigned(); // log2_max_mv_length_horizontal
    in.unsigned(); // log2_max_mv_length_vertical
    return OptionalInt.of(in.unsigned(MAX_REORDERED));
  }

  /** hrd_parameters (E.1.2), if they are there. */
  private static boolean skipBuffers(BitReader in) {
    boolean present = in.flag();
    if (present) {
      int count = in.unsigned(31) + 1;
      in.bits(8); // bit_rate_scale, cpb_size_scale
      for (int i = 0; i < count; i++) {
        in.unsigned(); // bit_rate_value_minus1
        in.unsigned(); // cpb_size_value_minus1
        in.flag(); // cbr_flag
      }
      in.bits(20); // lengths of delays and of the time offset
    }
    return present;
  }
}
