package io.vedette.media;

import java.util.Arrays;

/** What a decoder must know before the first packet of a track. */
public sealed interface CodecParameters {

  /** Whether this is a video codec; audio otherwise. */
  boolean isVideo();

  /**
   * H.264 (ISO/IEC 14496-10). The arrays are never changed after construction and must not be
   * changed by a caller.
   *
   * @param sps the sequence parameter set NAL unit, header byte included, emulation prevention
   *     kept, no start code
   * @param pps the picture parameter set NAL unit, likewise
   * @param width picture width after cropping, in pixels
   * @param height picture height after cropping, in pixels
   */
  record H264(byte[] sps, byte[] pps, int width, int height) implements CodecParameters {

    @Override
    public boolean isVideo() {
      return true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof H264 that
          && Arrays.equals(sps, that.sps)
          && Arrays.equals(pps, that.pps);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(sps) + Arrays.hashCode(pps);
    }

    @Override
    public String toString() {
      return "H.264 " + width + "x" + height;
    }
  }

  /**
   * AAC (ISO/IEC 14496-3).
   *
   * @param audioSpecificConfig the AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1); not to be changed
   * @param objectType audio object type to announce (table 1.17): 2 AAC-LC, 5 HE-AAC, 29 HE-AAC v2.
   *     The configuration itself may say 2 where SBR is only signalled beside it or implied
   * @param sampleRate samples per second that come out of the decoder
   * @param channels channels that come out of the decoder, 1 to 8
   */
  record Aac(byte[] audioSpecificConfig, int objectType, int sampleRate, int channels)
      implements CodecParameters {

    /** AAC-LC. */
    public static final int LC = 2;

    /** AAC-LC. */
    public Aac(byte[] audioSpecificConfig, int sampleRate, int channels) {
      this(audioSpecificConfig, LC, sampleRate, channels);
    }

    @Override
    public boolean isVideo() {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Aac that
          && objectType == that.objectType
          && sampleRate == that.sampleRate
          && channels == that.channels
          && Arrays.equals(audioSpecificConfig, that.audioSpecificConfig);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(audioSpecificConfig) + sampleRate;
    }

    @Override
    public String toString() {
      return (objectType == LC ? "AAC " : "HE-AAC ") + AudioLabel.of(sampleRate, channels);
    }
  }

  /**
   * Opus (RFC 6716), always with a clock of 48 kHz.
   *
   * @param channels 1 or 2
   * @param preSkip samples at 48 kHz that a decoder drops at the beginning (RFC 7845 4.2); 0 where
   *     one joins a stream that runs already
   * @param inputSampleRate samples per second before encoding, only told and never used; 0 if not
   *     known
   */
  record Opus(int channels, int preSkip, int inputSampleRate) implements CodecParameters {

    @Override
    public boolean isVideo() {
      return false;
    }

    @Override
    public String toString() {
      return "Opus " + AudioLabel.of(48_000, channels);
    }
  }

  /**
   * Audio that no browser plays in MP4: it has to become AAC before it is written.
   *
   * @param encoding how samples are coded
   * @param sampleRate samples per second that come out of the decoder; the track's timescale may
   *     differ from it
   * @param channels 1 to 8
   */
  record RawAudio(RawEncoding encoding, int sampleRate, int channels) implements CodecParameters {

    public RawAudio {
      if (sampleRate < 1 || channels < 1) {
        throw new IllegalArgumentException(sampleRate + " Hz, " + channels + " channels");
      }
    }

    @Override
    public boolean isVideo() {
      return false;
    }

    @Override
    public String toString() {
      return encoding.label() + " " + AudioLabel.of(sampleRate, channels);
    }
  }
}
