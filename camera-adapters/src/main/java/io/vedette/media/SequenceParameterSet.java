package io.vedette.media;

import java.util.OptionalDouble;
import java.util.Set;

/**
 * What an H.264 sequence parameter set says of the pictures (ISO/IEC 14496-10 7.3.2.1.1, Annex E).
 *
 * @param profile profile_idc
 * @param chromaFormat chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param lumaDepth bits per luma sample
 * @param chromaDepth bits per chroma sample
 * @param width picture width after cropping, in pixels
 * @param height picture height after cropping, in pixels
 * @param frameRate frames per second by the VUI's timing information, if it has any
 */
public record SequenceParameterSet(
    int profile,
    int chromaFormat,
    int lumaDepth,
    int chromaDepth,
    int width,
    int height,
    OptionalDouble frameRate) {

  /** Profiles whose parameter sets tell the chroma format (ISO/IEC 14496-10 7.3.2.1.1). */
  private static final Set<Integer> HIGH_PROFILES =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

  private static final int EXTENDED_SAR = 255;
  private static final int MAX_DIMENSION = 16_384;

  /**
   * Whether the profile is one whose avcC tells the chroma format too (ISO/IEC 14496-15 5.3.3.1.2).
   */
  public boolean isHighProfile() {
    return HIGH_PROFILES.contains(profile);
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
    BitReader in = new BitReader(nal, 1);
    int profile = in.bits(8);
    in.bits(16); // constraint flags and level
    in.unsigned(); // seq_parameter_set_id
    int chromaFormat = 1;
    int lumaDepth = 8;
    int chromaDepth = 8;
    boolean separatePlanes = false;
    if (HIGH_PROFILES.contains(profile)) {
      chromaFormat = in.unsigned();
      separatePlanes = chromaFormat == 3 && in.flag();
      lumaDepth = 8 + in.unsigned();
      chromaDepth = 8 + in.unsigned();
      in.flag(); // qpprime_y_zero_transform_bypass_flag
      if (in.flag()) {
        skipScalingLists(in, chromaFormat == 3 ? 12 : 8);
      }
    }
    in.unsigned(); // log2_max_frame_num_minus4
    skipPictureOrderCount(in);
    in.unsigned(); // max_num_ref_frames
    in.flag(); // gaps_in_frame_num_value_allowed_flag
    int widthInMacroblocks = in.unsigned() + 1;
    int heightInMapUnits = in.unsigned() + 1;
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
      width -= cropX * (in.unsigned() + in.unsigned());
      height -= cropY * (in.unsigned() + in.unsigned());
    }
    if (width < 1 || width > MAX_DIMENSION || height < 1 || height > MAX_DIMENSION) {
      throw new IllegalArgumentException("a picture of " + width + " by " + height + " pixels");
    }
    OptionalDouble frameRate = in.flag() ? frameRate(in) : OptionalDouble.empty();
    return new SequenceParameterSet(
        profile, chromaFormat, lumaDepth, chromaDepth, width, height, frameRate);
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

  private static void skipPictureOrderCount(BitReader in) {
    int type = in.unsigned();
    if (type == 0) {
      in.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
    } else if (type == 1) {
      in.flag(); // delta_pic_order_always_zero_flag
      in.signed(); // offset_for_non_ref_pic
      in.signed(); // offset_for_top_to_bottom_field
      int cycle = in.unsigned();
      for (int i = 0; i < cycle; i++) {
        in.signed();
      }
    }
  }

  /**
   * The VUI up to its timing information. Cameras cut it short often enough that what is missing
   * there is no fault.
   */
  private static OptionalDouble frameRate(BitReader in) {
    try {
      if (in.flag() && in.bits(8) == EXTENDED_SAR) {
        in.bits(16);
        in.bits(16);
      }
      if (in.flag()) {
        in.flag(); // overscan_appropriate_flag
      }
      if (in.flag()) {
        in.bits(4); // video_format, video_full_range_flag
        if (in.flag()) {
          in.bits(24); // colour description
        }
      }
      if (in.flag()) {
        in.unsigned(); // chroma_sample_loc_type_top_field
        in.unsigned(); // chroma_sample_loc_type_bottom_field
      }
      if (!in.flag()) {
        return OptionalDouble.empty();
      }
      long unitsInTick = (long) in.bits(16) << 16 | in.bits(16);
      long timescale = (long) in.bits(16) << 16 | in.bits(16);
      // Two ticks are a frame (ISO/IEC 14496-10 E.2.1).
      double rate = unitsInTick == 0 ? 0 : timescale / (2.0 * unitsInTick);
      return rate >= 0.1 && rate <= 240 ? OptionalDouble.of(rate) : OptionalDouble.empty();
    } catch (IllegalArgumentException e) {
      return OptionalDouble.empty();
    }
  }
}
