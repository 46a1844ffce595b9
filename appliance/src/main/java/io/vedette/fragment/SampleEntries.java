package io.vedette.fragment;

import static io.vedette.fragment.Boxes.box;
import static io.vedette.fragment.Boxes.fullBox;
import static io.vedette.fragment.Boxes.join;
import static io.vedette.fragment.Boxes.u16;
import static io.vedette.fragment.Boxes.u32;
import static io.vedette.fragment.Boxes.u8;
import static io.vedette.fragment.Boxes.zeros;

import io.vedette.media.CodecParameters;

/** Audio sample entries (ISO/IEC 14496-12 12.2.3) and the decoder configurations in them. */
final class SampleEntries {

  /**
   * Object type indication of ISO/IEC 14496-3 audio, and stream type audio with the reserved bit
   * (ISO/IEC 14496-1 7.2.6.6).
   */
  private static final int MPEG4_AUDIO = 0x40;

  private static final int AUDIO_STREAM = 0x05 << 2 | 1;

  /** Opus is always told to be at 48 kHz. */
  private static final int OPUS_RATE = 48_000;

  private SampleEntries() {}

  /** AAC, with the elementary stream's descriptor (ISO/IEC 14496-14 5.6). */
  static byte[] mp4a(CodecParameters.Aac audio) {
    return audio(
        "mp4a",
        audio.channels(),
        audio.sampleRate(),
        fullBox("esds", 0, 0, elementaryStream(audio.audioSpecificConfig())));
  }

  /** OpusSampleEntry (Encapsulation of Opus in ISO Base Media File Format 4.3.1, 4.3.2). */
  static byte[] opus(CodecParameters.Opus audio) {
    byte[] specific =
        box(
            "dOps",
            u8(0), // version
            u8(audio.channels()),
            u16(audio.preSkip()),
            u32(audio.inputSampleRate()),
            u16(0), // output gain
            u8(0)); // channel mapping family: one stream, mono or stereo
    return audio("Opus", audio.channels(), OPUS_RATE, specific);
  }

  /** AudioSampleEntry (ISO/IEC 14496-12 12.2.3). */
  private static byte[] audio(String type, int channels, int sampleRate, byte[] configuration) {
    // A sampling rate that does not fit the field is left at zero; decoders take it from the
    // AudioSpecificConfig anyway.
    int rate = sampleRate <= 0xffff ? sampleRate : 0;
    return box(
        type,
        zeros(6),
        u16(1), // data reference index
        zeros(8),
        u16(channels),
        u16(16), // bits per sample
        zeros(4),
        u32(rate << 16),
        configuration);
  }

  /** ES_Descriptor (ISO/IEC 14496-1 7.2.6.5). */
  private static byte[] elementaryStream(byte[] audioSpecificConfig) {
    byte[] decoderConfig =
        descriptor(
            0x04,
            u8(MPEG4_AUDIO),
            u8(AUDIO_STREAM),
            zeros(3), // buffer size
            u32(0), // greatest bit rate: not known
            u32(0), // average bit rate: variable
            descriptor(0x05, audioSpecificConfig));
    byte[] syncLayer = descriptor(0x06, u8(2)); // predefined for MP4 (ISO/IEC 14496-14 3.1.2)
    return descriptor(0x03, u16(0), u8(0), decoderConfig, syncLayer);
  }

  /**
   * A tag, a length in one byte (all of ours are far below 128), the content (ISO/IEC 14496-1
   * 8.3.3).
   */
  private static byte[] descriptor(int tag, byte[]... contents) {
    byte[] content = join(contents);
    if (content.length > 127) {
      throw new IllegalArgumentException("a descriptor of " + content.length + " bytes");
    }
    return join(u8(tag), u8(content.length), content);
  }
}
