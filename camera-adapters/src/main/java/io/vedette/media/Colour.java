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

  private static final String UNSPECIFIED_NAME = "unspecified";

  /** As above, or empty if nothing is told that is not taken for granted. */
  static Optional<Colour> told(int primaries, int transfer, int matrix, boolean fullRange) {
    return primaries == UNSPECIFIED
            && transfer == UNSPECIFIED
            && matrix == UNSPECIFIED
            && !fullRange
        ? Optional.empty()
        : Optional.of(new Colour(primaries, transfer, matrix, fullRange));
  }

  /** Name of the colour primaries (ITU-T H.273 table 2), such as {@code bt709}. */
  public String primariesName() {
    return switch (primaries) {
      case 1 -> "bt709";
      case UNSPECIFIED -> UNSPECIFIED_NAME;
      case 4 -> "bt470m";
      case 5 -> "bt470bg";
      case 6 -> "smpte170m";
      case 7 -> "smpte240m";
      case 8 -> "film";
      case 9 -> "bt2020";
      case 10 -> "smpte428";
      case 11 -> "smpte431";
      case 12 -> "smpte432";
      case 22 -> "ebu3213";
      default -> reserved(primaries);
    };
  }

  /** Name of the transfer characteristics (ITU-T H.273 table 3), such as {@code bt709}. */
  public String transferName() {
    return switch (transfer) {
      case 1 -> "bt709";
      case UNSPECIFIED -> UNSPECIFIED_NAME;
      case 4 -> "bt470m";
      case 5 -> "bt470bg";
      case 6 -> "smpte170m";
      case 7 -> "smpte240m";
      case 8 -> "linear";
      case 9 -> "log100";
      case 10 -> "log316";
      case 11 -> "iec61966-2-4";
      case 12 -> "bt1361e";
      case 13 -> "iec61966-2-1";
      case 14 -> "bt2020-10";
      case 15 -> "bt2020-12";
      case 16 -> "smpte2084";
      case 17 -> "smpte428";
      case 18 -> "arib-std-b67";
      default -> reserved(transfer);
    };
  }

  /** Name of the matrix coefficients (ITU-T H.273 table 4), such as {@code bt709}. */
  public String matrixName() {
    return switch (matrix) {
      case 0 -> "gbr";
      case 1 -> "bt709";
      case UNSPECIFIED -> UNSPECIFIED_NAME;
      case 4 -> "fcc";
      case 5 -> "bt470bg";
      case 6 -> "smpte170m";
      case 7 -> "smpte240m";
      case 8 -> "ycgco";
      case 9 -> "bt2020nc";
      case 10 -> "bt2020c";
      case 11 -> "smpte2085";
      case 12 -> "chroma-derived-nc";
      case 13 -> "chroma-derived-c";
      case 14 -> "ictcp";
      default -> reserved(matrix);
    };
  }

  /** Cameras send code points that the table does not have. */
  private static String reserved(int codePoint) {
    return "reserved-" + codePoint;
  }
}
