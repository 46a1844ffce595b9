package io.vedette.media;

import java.util.Optional;

/**
 * What the numbers in a picture mean as colours, in the code points of ITU-T H.273 that H.264,
 * H.265, AV1 and ISO-BMFF share; 2 is "not told".
 *
 * @param primaries colour primaries, 0 to 255; 1 is BT.709
 * @param transfer transfer characteristics, 0 to 255
 * @param matrix matrix coefficients, 0 to 255
 * @param fullRange whether samples use all their values, not only those of television
 */
public record Colour(int primaries, int transfer, int matrix, boolean fullRange) {

  /** Code point of what is not told. */
  public static final int UNSPECIFIED = 2;

  /** As above, or empty if nothing is told that is not taken for granted. */
  static Optional<Colour> told(int primaries, int transfer, int matrix, boolean fullRange) {
    return primaries == UNSPECIFIED
            && transfer == UNSPECIFIED
            && matrix == UNSPECIFIED
            && !fullRange
        ? Optional.empty()
        : Optional.of(new Colour(primaries, transfer, matrix, fullRange));
  }
}
