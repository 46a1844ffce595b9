package io.vedette.fragment;

import io.vedette.media.CodecParameters;

/** The codecs parameter of RFC 6381. */
final class CodecString {

  private CodecString() {}

  static String of(CodecParameters codec) {
    return switch (codec) {
      // RFC 6381 3.3: profile_idc, constraint flags and level_idc in hexadecimal.
      case CodecParameters.H264 h264 ->
          "avc1.%02x%02x%02x"
              .formatted(h264.sps()[1] & 0xff, h264.sps()[2] & 0xff, h264.sps()[3] & 0xff);
      // RFC 6381 3.3: object type indication 40 (ISO/IEC 14496-3), then the audio object type in
      // decimal.
      case CodecParameters.Aac aac -> "mp4a.40." + aac.objectType();
      // Encapsulation of Opus in ISO Base Media File Format 4.3.1, 4.4.
      case CodecParameters.Opus _ -> "opus";
      case CodecParameters.RawAudio raw ->
          throw new IllegalArgumentException(raw + " is not written into MP4");
    };
  }
}
