package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a sequence header OBU of AV1 says (AV1 Bitstream and Decoding Process Specification 5.5).
 *
 * @param profile seq_profile, 0 to 2
 * @param level seq_level_idx of the first operating point, 0 to 31
 * @param highTier seq_tier of the first operating point
 * @param chromaPosition chroma_sample_position, 0 if not told
 * @param picture what it says of the pictures
 */
public record Av1SequenceHeader(
    int profile, int level, boolean highTier, int chromaPosition, PictureFormat picture) {

  private static final int TYPE = 1;
  private static final int MAX_PROFILE = 2;
  private static final int BT_709 = 1;
  private static final int SRGB = 13;
  private static final int IDENTITY = 0;

  private record Operation(int level, boolean highTier, OptionalDouble frameRate) {}

  private record Samples(
      int depth, int chromaFormat, int chromaPosition, Optional<Colour> colour) {}

  /**
   * Reads a sequence header.
   *
   * @param obu the OBU, with its header and its size
   * @throws IllegalArgumentException if it is none, is cut short, or describes pictures that cannot
   *     be
   */
  public static Av1SequenceHeader parse(byte[] obu) {
    if (obu.length < 2 || (obu[0] >> 3 & 0x0f) != TYPE) {
      throw new IllegalArgumentException("not a sequence header");
    }
    int header = (obu[0] & 4) != 0 ? 2 : 1;
    if ((obu[0] & 2) != 0) {
      while (header < obu.length && obu[header] < 0) {
        header++;
      }
      header++;
    }
    BitReader in = BitReader.ofBytes(obu, Math.min(header, obu.length), obu.length);
    int profile = in.bits(3);
    if (profile > MAX_PROFILE) {
      throw new IllegalArgumentException("profile " + profile);
    }
    in.flag(); // still_picture
    boolean reduced = in.flag();
    Operation operation =
        reduced ? new Operation(in.bits(5), false, OptionalDouble.empty()) : operation(in);
    int widthBits = in.bits(4) + 1;
    int heightBits = in.bits(4) + 1;
    int width = in.bits(widthBits) + 1;
    int height = in.bits(heightBits) + 1;
    if (!reduced && in.flag()) {
      in.bits(7); // lengths of frame identifiers
    }
    in.skip(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
    if (!reduced) {
      skipTools(in);
    }
    in.skip(3); // enable_superres, enable_cdef, enable_restoration
    Samples samples = samples(in, profile);
    return new Av1SequenceHeader(
        profile,
        operation.level(),
        operation.highTier(),
        samples.chromaPosition(),
        new PictureFormat(
            width,
            height,
            samples.chromaFormat(),
            samples.depth(),
            samples.depth(),
            operation.frameRate(),
            samples.colour(),
            // A temporal unit shows one picture, in the order of presentation (7.5).
            OptionalInt.of(0)));
  }

  private static Operation operation(BitReader in) {
    OptionalDouble frameRate = OptionalDouble.empty();
    int delayBits = 0;
    if (in.flag()) {
      double ticks = VideoUsability.ticksPerSecond(in);
      if (in.flag()) {
        // uvlc() is coded as ue(v) is.
        frameRate = VideoUsability.rate(ticks / (in.unsigned() + 1.0));
      }
      if (in.flag()) {
        delayBits = in.bits(5) + 1;
        in.skip(42);
      }
    }
    boolean delays = in.flag();
    int count = in.bits(5) + 1;
    int firstLevel = 0;
    boolean firstTier = false;
    for (int i = 0; i < count; i++) {
      in.bits(12); // operating_point_idc
      int level = in.bits(5);
      boolean highTier = level > 7 && in.flag();
      if (delayBits > 0 && in.flag()) {
        in.skip(2 * delayBits + 1);
      }
      if (delays && in.flag()) {
        in.bits(4);
      }
      if (i == 0) {
        firstLevel = level;
        firstTier = highTier;
      }
    }
    return new Operation(firstLevel, firstTier, frameRate);
  }

  private static void skipTools(BitReader in) {
    in.skip(4); // interintra and masked compounds, warped motion, dual filter
    boolean orderHints = in.flag();
    if (orderHints) {
      in.skip(2); // enable_jnt_comp, enable_ref_frame_mvs
    }
    // Where it is left to each frame whether it has screen content, it may have some.
    boolean screenContent = in.flag() || in.flag();
    if (screenContent && !in.flag()) {
      in.flag(); // seq_force_integer_mv
    }
    if (orderHints) {
      in.bits(3);
    }
  }

  /** color_config (5.5.2). */
  private static Samples samples(BitReader in, int profile) {
    boolean high = in.flag();
    int depth = profile == 2 && high && in.flag() ? 12 : high ? 10 : 8;
    boolean monochrome = profile != 1 && in.flag();
    boolean described = in.flag();
    int primaries = described ? in.bits(8) : Colour.UNSPECIFIED;
    int transfer = described ? in.bits(8) : Colour.UNSPECIFIED;
    int matrix = described ? in.bits(8) : Colour.UNSPECIFIED;
    if (monochrome) {
      return new Samples(depth, 0, 0, Colour.told(primaries, transfer, matrix, in.flag()));
    }
    if (primaries == BT_709 && transfer == SRGB && matrix == IDENTITY) {
      return new Samples(depth, 3, 0, Colour.told(primaries, transfer, matrix, true));
    }
    Optional<Colour> colour = Colour.told(primaries, transfer, matrix, in.flag());
    int chromaFormat = profile == 0 ? 1 : profile == 1 ? 3 : 2;
    if (profile == 2 && depth == 12) {
      // subsampling_x, and if that is set subsampling_y
      chromaFormat = !in.flag() ? 3 : in.flag() ? 1 : 2;
    }
    return new Samples(depth, chromaFormat, chromaFormat == 1 ? in.bits(2) : 0, colour);
  }
}
