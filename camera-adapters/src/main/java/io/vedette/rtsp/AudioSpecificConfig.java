package io.vedette.rtsp;

import java.util.Arrays;
import java.util.List;

/**
 * What an MPEG-4 audio decoder must know (ISO/IEC 14496-3 1.6.2.1), as far as sessions tell it.
 *
 * @param bytes the AudioSpecificConfig itself, the last byte filled up with zero bits; not to be
 *     changed
 * @param objectType audio object type of the core: 2 is AAC-LC (table 1.17)
 * @param coreRate samples per second of the core
 * @param channels channels of the core, 1 to 8
 * @param sbr whether spectral band replication is signalled: HE-AAC
 * @param ps whether parametric stereo is signalled: HE-AAC v2, which makes two channels of one
 * @param sampleRate samples per second that come out, twice {@code coreRate} with SBR
 * @param frameSamples samples of the core in an access unit
 */
public record AudioSpecificConfig(
    byte[] bytes,
    int objectType,
    int coreRate,
    int channels,
    boolean sbr,
    boolean ps,
    int sampleRate,
    int frameSamples) {

  /** AAC-LC (ISO/IEC 14496-3 table 1.17). */
  public static final int AAC_LC = 2;

  /** Spectral band replication: HE-AAC. */
  public static final int SBR = 5;

  /** Parametric stereo: HE-AAC v2. */
  public static final int PS = 29;

  private static final int ESCAPED = 31;
  private static final int ESCAPED_RATE = 15;
  private static final int BIT_SAVING = 22;
  private static final int SYNC_EXTENSION = 0x2b7;
  private static final int SYNC_EXTENSION_PS = 0x548;
  private static final int SYNC_EXTENSION_BITS = 11;
  private static final int MAX_RATE = 192_000;

  /** Sampling frequency index (ISO/IEC 14496-3 table 1.18). */
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /** Object types whose configuration is a GASpecificConfig (ISO/IEC 14496-3 1.6.2.1). */
  private static final List<Integer> GENERAL_AUDIO =
      List.of(1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23);

  /**
   * Reads a configuration that fills its bytes, with the signalling of SBR and PS behind it that
   * older decoders pass over (ISO/IEC 14496-3 1.6.5.2).
   *
   * @throws IllegalArgumentException if it is none, is cut short, or is of a kind that is not AAC
   */
  public static AudioSpecificConfig parse(byte[] bytes) {
    return read(new PayloadBits(bytes, 0, bytes.length), true);
  }

  /**
   * Reads a configuration whose end only its syntax tells, as in a StreamMuxConfig of version 0.
   * The signalling of SBR has no place behind it there; but GStreamer writes it, and what should
   * stand there instead never looks like it.
   */
  static AudioSpecificConfig parse(PayloadBits in) {
    return read(in, false);
  }

  private static AudioSpecificConfig read(PayloadBits in, boolean fillsItsBytes) {
    int from = in.position();
    int type = objectType(in);
    int coreRate = rate(in);
    int channelConfiguration = in.bits(4);
    boolean ps = type == PS;
    boolean sbr = ps || type == SBR;
    int sampleRate = coreRate;
    if (sbr) {
      sampleRate = rate(in);
      type = objectType(in);
      if (type == BIT_SAVING) {
        in.skip(4); // extensionChannelConfiguration
      }
    }
    if (!GENERAL_AUDIO.contains(type)) {
      throw new IllegalArgumentException("MPEG-4 audio of object type " + type);
    }
    int frameSamples = generalAudio(in, type);
    if (channelConfiguration < 1 || channelConfiguration > 7) {
      throw new IllegalArgumentException(
          "AAC whose channels are laid out in a way of its own (" + channelConfiguration + ")");
    }
    if (!sbr && in.follows(SYNC_EXTENSION, SYNC_EXTENSION_BITS)) {
      in.skip(SYNC_EXTENSION_BITS);
      if (objectType(in) == SBR && in.flag()) {
        sbr = true;
        sampleRate = rate(in);
        if (in.follows(SYNC_EXTENSION_PS, SYNC_EXTENSION_BITS)) {
          in.skip(SYNC_EXTENSION_BITS);
          ps = in.flag();
        }
      }
    }
    int channels = channelConfiguration == 7 ? 8 : channelConfiguration;
    int bits = (fillsItsBytes ? in.position() + in.remaining() : in.position()) - from;
    return new AudioSpecificConfig(
        in.copy(from, bits), type, coreRate, channels, sbr, ps, sampleRate, frameSamples);
  }

  /** GetAudioObjectType (ISO/IEC 14496-3 1.6.2.1, table 1.16). */
  private static int objectType(PayloadBits in) {
    int type = in.bits(5);
    return type == ESCAPED ? 32 + in.bits(6) : type;
  }

  private static int rate(PayloadBits in) {
    int index = in.bits(4);
    int rate = index == ESCAPED_RATE ? in.bits(24) : index < RATES.length ? RATES[index] : 0;
    if (rate < 1 || rate > MAX_RATE) {
      throw new IllegalArgumentException("AAC of an impossible sampling rate");
    }
    return rate;
  }

  /** GASpecificConfig (ISO/IEC 14496-3 4.4.1); the samples of a frame. */
  private static int generalAudio(PayloadBits in, int type) {
    boolean shortFrames = in.flag();
    if (in.flag()) {
      in.skip(14); // coreCoderDelay
    }
    boolean extended = in.flag();
    if (type == 6 || type == 20) {
      in.skip(3); // layerNr
    }
    if (extended) {
      if (type == BIT_SAVING) {
        in.skip(16); // numOfSubFrame, layer_length
      }
      if (type == 17 || type == 19 || type == 20 || type == 23) {
        in.skip(3); // resilience flags
      }
      in.skip(1); // extensionFlag3
    }
    int samples = shortFrames ? 960 : 1024;
    return type == 23 ? samples / 2 : samples;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AudioSpecificConfig that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "AAC object type " + objectType + (ps ? " with PS" : sbr ? " with SBR" : "");
  }
}
