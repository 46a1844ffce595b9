package io.vedette.media;

/** What a NAL unit is to its access unit. */
public enum NalUnitRole {
  /** A slice. */
  PICTURE,
  /** A slice of a picture with which decoding can begin. */
  KEY_PICTURE,
  /** Told apart from the pictures. */
  PARAMETER_SET,
  /** Carried along as it is. */
  OTHER,
  /** Of no use to a decoder. */
  DROPPED;

  /**
   * Of H.264 (ISO/IEC 14496-10 table 7-1).
   *
   * @param type nal_unit_type, 0 to 31
   */
  public static NalUnitRole h264(int type) {
    return switch (type) {
      case 1, 2, 3, 4 -> PICTURE;
      case 5 -> KEY_PICTURE;
      case 7, 8 -> PARAMETER_SET;
      case 0, 9, 10, 11, 12 -> DROPPED;
      default -> OTHER;
    };
  }

  /**
   * Of H.265 (ISO/IEC 23008-2 table 7-1): 16 to 23 are intra random access points.
   *
   * @param type nal_unit_type, 0 to 63
   */
  public static NalUnitRole h265(int type) {
    if (type < 32) {
      return type >= 16 && type <= 23 ? KEY_PICTURE : PICTURE;
    }
    return switch (type) {
      case 32, 33, 34 -> PARAMETER_SET;
      case 35, 36, 37, 38 -> DROPPED;
      default -> OTHER;
    };
  }
}
