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
   * @param sampleRate samples per second
   * @param channels number of channels, 1 to 8
   */
  record Aac(byte[] audioSpecificConfig, int sampleRate, int channels) implements CodecParameters {

    @Override
    public boolean isVideo() {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Aac that
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
      return "AAC " + sampleRate + " Hz, " + channels + " ch";
    }
  }
}
