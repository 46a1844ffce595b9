package io.vedette.fragment;

import static io.vedette.fragment.Boxes.box;
import static io.vedette.fragment.Boxes.u16;
import static io.vedette.fragment.Boxes.u32;
import static io.vedette.fragment.Boxes.u8;
import static io.vedette.fragment.Boxes.zeros;

import io.vedette.media.CodecParameters;

/** Audio sample entries (ISO/IEC 14496-12 12.2.3) and the decoder configurations in them. */
final class SampleEntries {

  /** Opus is always told to be at 48 kHz. */
  private static final int OPUS_RATE = 48_000;

  private SampleEntries() {}

  /** AAC, with the elementary stream's descriptor (ISO/IEC 14496-14 5.6). */
  static byte[] mp4a(CodecParameters.Aac audio) {
    return audio(
        "mp4a",
        audio.channels(),
        audio.sampleRate(),
        ElementaryStreams.of(ElementaryStreams.MPEG4_AUDIO, audio.audioSpecificConfig()));
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
}
