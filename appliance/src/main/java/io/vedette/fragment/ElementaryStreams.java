package io.vedette.fragment;

import static io.vedette.fragment.Boxes.fullBox;
import static io.vedette.fragment.Boxes.join;
import static io.vedette.fragment.Boxes.u16;
import static io.vedette.fragment.Boxes.u32;
import static io.vedette.fragment.Boxes.u8;
import static io.vedette.fragment.Boxes.zeros;

/** The box esds of sample entries for MPEG-4 streams (ISO/IEC 14496-14 5.6). */
final class ElementaryStreams {

  // Object type indications (ISO/IEC 14496-1 7.2.6.6).
  static final int MPEG4_VISUAL = 0x20;
  static final int MPEG4_AUDIO = 0x40;
  static final int JPEG = 0x6c;

  /** Stream types with the reserved bit (ISO/IEC 14496-1 7.2.6.6). */
  private static final int VISUAL_STREAM = 0x04 << 2 | 1;

  private static final int AUDIO_STREAM = 0x05 << 2 | 1;

  private ElementaryStreams() {}

  /** The box of a stream that tells all in its samples. */
  static byte[] of(int objectType) {
    return box(objectType, zeros(0));
  }

  /** The box of a stream that needs a configuration (DecoderSpecificInfo). */
  static byte[] of(int objectType, byte[] configuration) {
    return box(objectType, descriptor(0x05, configuration));
  }

  /** ES_Descriptor (ISO/IEC 14496-1 7.2.6.5). */
  private static byte[] box(int objectType, byte[] specific) {
    byte[] decoderConfig =
        descriptor(
            0x04,
            u8(objectType),
            u8(objectType == MPEG4_AUDIO ? AUDIO_STREAM : VISUAL_STREAM),
            zeros(3), // buffer size
            u32(0), // greatest bit rate: not known
            u32(0), // average bit rate: variable
            specific);
    byte[] syncLayer = descriptor(0x06, u8(2)); // predefined for MP4 (ISO/IEC 14496-14 3.1.2)
    return fullBox("esds", 0, 0, descriptor(0x03, u16(0), u8(0), decoderConfig, syncLayer));
  }

  /**
   * A tag, a length of seven bits a byte in as few as it takes, the content (ISO/IEC 14496-1
   * 8.3.3).
   */
  private static byte[] descriptor(int tag, byte[]... contents) {
    byte[] content = join(contents);
    int length = content.length;
    byte[] size = u8(length & 0x7f);
    for (int rest = length >> 7; rest > 0; rest >>= 7) {
      size = join(u8(0x80 | rest & 0x7f), size);
    }
    return join(u8(tag), size, content);
  }
}
