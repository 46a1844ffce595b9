package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The parts that the video usability information of H.264 (ISO/IEC 14496-10 E.1.1) and of H.265
 * (ISO/IEC 23008-2 E.2.1) have in common.
 */
final class VideoUsability {

  private static final int EXTENDED_SAR = 255;
  private static final double MIN_RATE = 0.1;
  private static final double MAX_RATE = 240;

  private VideoUsability() {}

  /** Reads from the aspect ratio up to the place of chroma samples; the colour in between. */
  static Optional<Colour> colour(BitReader in) {
    if (in.flag() && in.bits(8) == EXTENDED_SAR) {
      in.skip(32);
    }
    if (in.flag()) {
      in.flag(); // overscan_appropriate_flag
    }
    Optional<Colour> colour = Optional.empty();
    if (in.flag()) {
      in.bits(3); // video_format
      boolean fullRange = in.flag();
      boolean described = in.flag();
      int primaries = described ? in.bits(8) : Colour.UNSPECIFIED;
      int transfer = described ? in.bits(8) : Colour.UNSPECIFIED;
      int matrix = described ? in.bits(8) : Colour.UNSPECIFIED;
      colour = Colour.told(primaries, transfer, matrix, fullRange);
    }
    if (in.flag()) {
      in.unsigned(); // chroma_sample_loc_type_top_field
      in.unsigned(); // chroma_sample_loc_type_bottom_field
    }
    return colour;
  }

  /** Pictures per second, if that is a rate that a camera can have. */
  static OptionalDouble rate(double picturesPerSecond) {
    return picturesPerSecond >= MIN_RATE && picturesPerSecond <= MAX_RATE
        ? OptionalDouble.of(picturesPerSecond)
        : OptionalDouble.empty();
  }

  /** num_units_in_tick and time_scale as ticks per second; 0 if they make no sense. */
  static double ticksPerSecond(BitReader in) {
    long unitsInTick = in.longBits(32);
    long timescale = in.longBits(32);
    return unitsInTick == 0 ? 0 : (double) timescale / unitsInTick;
  }
}
