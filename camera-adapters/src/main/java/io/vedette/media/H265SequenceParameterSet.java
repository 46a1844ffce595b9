package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an H.265 sequence parameter set says (ISO/IEC 23008-2 7.3.2.2, Annex E).
 *
 * @param id sps_seq_parameter_set_id, 0 to 15
 * @param videoId sps_video_parameter_set_id, 0 to 15
 * @param profile profile, tier and level
 * @param temporalLayers number of temporal sub-layers, 1 to 7
 * @param temporalNesting sps_temporal_id_nesting_flag
 * @param picture what it says of the pictures
 */
public record H265SequenceParameterSet(
    int id,
    int videoId,
    H265Profile profile,
    int temporalLayers,
    boolean temporalNesting,
    PictureFormat picture) {

  private static final int SEQUENCE = 33;
  private static final int HEADER_BYTES = 2;
  private static final int MAX_ID = 15;
  private static final int MAX_LAYERS = 7;
  private static final int MAX_SIDE = 16_384;
  private static final int MAX_REFERENCES = 16;

  /** What the video usability information adds. */
  private record Usability(Optional<Colour> colour, OptionalDouble frameRate) {
    static final Usability NONE = new Usability(Optional.empty(), OptionalDouble.empty());
  }

  /**
   * Reads a parameter set.
   *
   * @param nal the NAL unit, header included
   * @throws IllegalArgumentException if it is none, is cut short, or describes pictures that cannot
   *     be
   */
  public static H265SequenceParameterSet parse(byte[] nal) {
    if (nal.length < HEADER_BYTES || (nal[0] >> 1 & 0x3f) != SEQUENCE) {
      throw new IllegalArgumentException("not a sequence parameter set");
    }
    BitReader in = BitReader.ofNalUnit(nal, HEADER_BYTES, nal.length);
    int videoId = in.bits(4);
    int layers = in.bits(3) + 1;
    if (layers > MAX_LAYERS) {
      throw new IllegalArgumentException(layers + " temporal layers");
    }
    boolean nesting = in.flag();
    H265Profile profile = H265Profile.read(in, layers);
    int id = in.unsigned(MAX_ID);
    int chromaFormat = in.unsigned(3);
    int planes = chromaFormat == 3 && in.flag() ? 0 : chromaFormat;
    int width = in.unsigned(MAX_SIDE);
    int height = in.unsigned(MAX_SIDE);
    if (in.flag()) {
      // The conformance window counts in chroma samples (7.4.3.2.1).
      int cropX = planes == 1 || planes == 2 ? 2 : 1;
      int cropY = planes == 1 ? 2 : 1;
      width -= cropX * (in.unsigned(MAX_SIDE) + in.unsigned(MAX_SIDE));
      height -= cropY * (in.unsigned(MAX_SIDE) + in.unsigned(MAX_SIDE));
    }
    int lumaDepth = 8 + in.unsigned(8);
    int chromaDepth = 8 + in.unsigned(8);
    int orderBits = 4 + in.unsigned(12);
    int reordered = 0;
    for (int i = in.flag() ? 0 : layers - 1; i < layers; i++) {
      in.unsigned(); // sps_max_dec_pic_buffering_minus1
      reordered = in.unsigned(MAX_REFERENCES);
      in.unsigned(); // sps_max_latency_increase_plus1
    }
    Usability usability = usability(in, orderBits);
    return new H265SequenceParameterSet(
        id,
        videoId,
        profile,
        layers,
        nesting,
        new PictureFormat(
            width,
            height,
            chromaFormat,
            lumaDepth,
            chromaDepth,
            usability.frameRate(),
            usability.colour(),
            OptionalInt.of(reordered)));
  }

  /**
   * What stands behind the pictures' format is of use, but nothing that one could not do without.
   */
  private static Usability usability(BitReader in, int orderBits) {
    Optional<Colour> colour = Optional.empty();
    try {
      skipTools(in);
      skipReferencePictures(in, orderBits);
      in.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
      if (!in.flag()) {
        return Usability.NONE;
      }
      colour = VideoUsability.colour(in);
      in.skip(3); // neutral chroma, fields, field information
      if (in.flag()) {
        for (int side = 0; side < 4; side++) {
          in.unsigned(); // default display window
        }
      }
      // Unlike with H.264 a tick is a picture (E.3.1).
      OptionalDouble rate =
          in.flag()
              ? VideoUsability.rate(VideoUsability.ticksPerSecond(in))
              : OptionalDouble.empty();
      return new Usability(colour, rate);
    } catch (IllegalArgumentException e) {
      return new Usability(colour, OptionalDouble.empty());
    }
  }

  private static void skipTools(BitReader in) {
    for (int i = 0; i < 6; i++) {
      in.unsigned(); // sizes of coding and transform blocks, depths of the hierarchy
    }
    if (in.flag() && in.flag()) {
      skipScalingLists(in);
    }
    in.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (in.flag()) {
      in.bits(8); // depths of PCM samples
      in.unsigned();
      in.unsigned();
      in.flag();
    }
  }

  /** scaling_list_data (7.3.4). */
  private static void skipScalingLists(BitReader in) {
    for (int size = 0; size < 4; size++) {
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        if (in.flag()) {
          int coefficients = Math.min(64, 16 << 2 * size);
          for (int i = size > 1 ? -1 : 0; i < coefficients; i++) {
            in.signed();
          }
        } else {
          in.unsigned(); // scaling_list_pred_matrix_id_delta
        }
      }
    }
  }

  private static void skipReferencePictures(BitReader in, int orderBits) {
    int sets = in.unsigned(64);
    int pictures = 0;
    for (int i = 0; i < sets; i++) {
      pictures = i > 0 && in.flag() ? predicted(in, pictures) : listed(in);
    }
    if (in.flag()) {
      int longTerm = in.unsigned(32);
      in.skip(longTerm * (orderBits + 1));
    }
  }

  /** st_ref_pic_set (7.3.7) predicted from the one before; the pictures in it. */
  private static int predicted(BitReader in, int before) {
    in.flag(); // delta_rps_sign
    in.unsigned(); // abs_delta_rps_minus1
    int pictures = 0;
    for (int i = 0; i <= before; i++) {
      // used_by_curr_pic_flag implies use_delta_flag.
      if (in.flag() || in.flag()) {
        pictures++;
      }
    }
    return pictures;
  }

  private static int listed(BitReader in) {
    int pictures = in.unsigned(MAX_REFERENCES) + in.unsigned(MAX_REFERENCES);
    for (int i = 0; i < pictures; i++) {
      in.unsigned(); // delta_poc_minus1
      in.flag(); // used_by_curr_pic_flag
    }
    return pictures;
  }
}
