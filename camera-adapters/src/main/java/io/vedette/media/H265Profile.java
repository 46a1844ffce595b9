package io.vedette.media;

/**
 * Profile, tier and level of H.265 (ISO/IEC 23008-2 7.3.3).
 *
 * @param space general_profile_space, 0 to 3
 * @param highTier general_tier_flag
 * @param idc general_profile_idc, 0 to 31
 * @param compatibility the 32 general_profile_compatibility_flags, the first one the highest bit
 * @param constraints the 48 bits of constraint flags behind them
 * @param level general_level_idc, 30 times the level
 */
public record H265Profile(
    int space, boolean highTier, int idc, int compatibility, long constraints, int level) {

  private static final int PROFILE_BITS = 88;
  private static final int LEVEL_BITS = 8;

  static H265Profile read(BitReader in, int subLayers) {
    int space = in.bits(2);
    boolean highTier = in.flag();
    int idc = in.bits(5);
    int compatibility = (int) in.longBits(32);
    long constraints = in.longBits(48);
    int level = in.bits(LEVEL_BITS);
    int skipped = 0;
    for (int i = 1; i < subLayers; i++) {
      skipped += (in.flag() ? PROFILE_BITS : 0) + (in.flag() ? LEVEL_BITS : 0);
    }
    if (subLayers > 1) {
      // reserved_zero_2bits up to the eighth sub-layer
      in.skip(2 * (9 - subLayers));
    }
    in.skip(skipped);
    return new H265Profile(space, highTier, idc, compatibility, constraints, level);
  }
}
