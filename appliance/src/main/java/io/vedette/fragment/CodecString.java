package io.vedette.fragment;

import io.vedette.media.CodecParameters;

/** The codecs parameter of RFC 6381. */
final class CodecString {

  private static final int ESCAPED_OBJECT_TYPE = 31;

  private CodecString() {}

  static String of(CodecParameters codec) {
    return switch (codec) {
      // RFC 6381 3.3: profile_idc, constraint flags and level_idc in hexadecimal.
      case CodecParameters.H264 h264 ->
          "avc1.%02x%02x%02x"
              .formatted(h264.sps()[1] & 0xff, h264.sps()[2] & 0xff, h264.sps()[3] & 0xff);
      // RFC 6381 3.3: object type indication 40 (ISO/IEC 14496-3), then the audio object type in
      // decimal.
      case CodecParameters.Aac aac -> "mp4a.40." + objectType(aac.audioSpecificConfig());
    };
  }

  /** GetAudioObjectType (ISO/IEC 14496-3 1.6.2.1, table 1.16). */
  private static int objectType(byte[] config) {
    int type = (config[0] & 0xff) >> 3;
    return type == ESCAPED_OBJECT_TYPE
        ? 32 + ((config[0] & 7) << 3 | (config[1] & 0xff) >> 5)
        : type;
  }
}
