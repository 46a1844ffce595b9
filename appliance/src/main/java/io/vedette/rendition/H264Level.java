package io.vedette.rendition;

import io.vedette.transcode.video.EncodingPlan;

/**
 * Levels of H.264 High profile, with what each allows (ISO/IEC 14496-10 tables ).
 *
 * @param idc level_idc: ten times the level's number
 * @param rate most macroblocks a second
 * @param area most macroblocks of a picture
 * @param kilobits most bits a second in High profile, in thousands
 */
record H264Level(int idc, int rate, int area, int kilobits) {

  private static final int MACROBLOCK = 16;

  private static final H264Level[] ALL = {
    new H264Level(10, 1_485, 99, 80),
    new H264Level(11, 3_000, 396, 240),
    new H264Level(12, 6_000, 396, 480),
    new H264Level(13, 11_880, 396, 960),
    new H264Level(20, 11_880, 396, 2_500),
    new H264Level(21, 19_800, 792, 5_000),
    new H264Level(22, 20_250, 1_620, 5_000),
    new H264Level(30, 40_500, 1_620, 12_500),
    new H264Level(31, 108_000, 3_600, 17_500),
    new H264Level(32, 216_000, 5_120, 25_000),
    new H264Level(40, 245_760, 8_192, 25_000),
    new H264Level(42, 522_240, 8_704, 62_500),
    new H264Level(50, 589_824, 22_080, 168_750),
    new H264Level(51, 983_040, 36_864, 300_000),
    new H264Level(52, 2_073_600, 36_864, 300_000)
  };

  /** The lowest level that holds what a plan makes; the highest if none does. */
  static H264Level of(EncodingPlan plan) {
    int blocks = Math.ceilDiv(plan.width(), MACROBLOCK) * Math.ceilDiv(plan.height(), MACROBLOCK);
    for (H264Level level : ALL) {
      if (blocks <= level.area
          && blocks * plan.frameRate() <= level.rate
          && plan.bitsPerSecond() <= level.kilobits * 1000L) {
        return level;
      }
    }
    return ALL[ALL.length - 1];
  }

  /** The codecs parameter of High profile at this level (RFC 6381 3.3). */
  String codecString() {
    return "avc1.6400%02x".formatted(idc);
  }
}
