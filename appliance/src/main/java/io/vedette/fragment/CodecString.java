package io.vedette.fragment;

import static java.util.Locale.ROOT;

import io.vedette.media.Av1SequenceHeader;
import io.vedette.media.CodecParameters;
import io.vedette.media.Colour;
import io.vedette.media.H265Profile;
import io.vedette.media.PictureFormat;

/** The codecs parameter of RFC 6381. */
final class CodecString {

  private static final Colour UNTOLD =
      new Colour(Colour.UNSPECIFIED, Colour.UNSPECIFIED, Colour.UNSPECIFIED, false);

  private CodecString() {}

  static String of(CodecParameters codec) {
    return switch (codec) {
      case CodecParameters.H264 h264 -> avc1(h264.sps().bytes());
      case CodecParameters.H265 h265 -> hvc1(h265.sequence().profile());
      case CodecParameters.Av1 av1 -> av01(av1.sequence());
      // RFC 6381 3.3: object type indications (ISO/IEC 14496-1 7.2.6.6), then the profile and level
      // in decimal.
      case CodecParameters.Mjpeg _ -> "mp4v.6C";
      case CodecParameters.Mpeg4 mpeg4 -> "mp4v.20." + mpeg4.header().profileAndLevel();
      // RFC 6381 3.3: object type indication 40 (ISO/IEC 14496-3), then the audio object type in
      // decimal.
      case CodecParameters.Aac aac -> "mp4a.40." + aac.objectType();
      // Encapsulation of Opus in ISO Base Media File Format 4.3.1, 4.4.
      case CodecParameters.Opus _ -> "opus";
      case CodecParameters.RawAudio raw ->
          throw new IllegalArgumentException(raw + " is not written into MP4");
    };
  }

  /** RFC 6381 3.3: profile_idc, constraint flags and level_idc in hexadecimal. */
  private static String avc1(byte[] sps) {
    return "avc1.%02x%02x%02x".formatted(sps[1] & 0xff, sps[2] & 0xff, sps[3] & 0xff);
  }

  /**
   * ISO/IEC 14496-15 E.3: profile, compatibility flags in reverse order, tier and level, bytes of
   * constraint flags up to the last that is not 0.
   */
  private static String hvc1(H265Profile profile) {
    StringBuilder out = new StringBuilder("hvc1.");
    if (profile.space() > 0) {
      out.append((char) ('A' + profile.space() - 1));
    }
    out.append(profile.idc()).append('.');
    out.append(Integer.toHexString(Integer.reverse(profile.compatibility())).toUpperCase(ROOT));
    out.append('.').append(profile.highTier() ? 'H' : 'L').append(profile.level());
    // 48 bits, the first byte highest
    for (long rest = profile.constraints() << 16; rest != 0; rest <<= 8) {
      out.append('.').append(Long.toHexString(rest >>> 56).toUpperCase(ROOT));
    }
    return out.toString();
  }

  /**
   * AV1 Codec ISO Media File Format Binding 5: profile, level and tier, depth; the rest where it is
   * not what is implied.
   */
  private static String av01(Av1SequenceHeader header) {
    PictureFormat picture = header.picture();
    String text =
        String.format(
            ROOT,
            "av01.%d.%02d%s.%02d",
            header.profile(),
            header.level(),
            header.highTier() ? "H" : "M",
            picture.lumaDepth());
    if (picture.chromaFormat() == 1 && picture.colour().isEmpty()) {
      return text;
    }
    Colour colour = picture.colour().orElse(UNTOLD);
    int format = picture.chromaFormat();
    return text
        + String.format(
            ROOT,
            ".%d.%d%d%d.%02d.%02d.%02d.%d",
            format == 0 ? 1 : 0,
            format == 3 ? 0 : 1,
            format <= 1 ? 1 : 0,
            format == 1 ? header.chromaPosition() : 0,
            colour.primaries(),
            colour.transfer(),
            colour.matrix(),
            colour.fullRange() ? 1 : 0);
  }
}
