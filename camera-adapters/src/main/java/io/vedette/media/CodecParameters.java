package io.vedette.media;

import java.util.Arrays;
import java.util.List;

/** What a decoder must know before the first packet of a track. */
public sealed interface CodecParameters {

  /** Whether this is a video codec; audio otherwise. */
  boolean isVideo();

  /** A video codec. */
  sealed interface Video extends CodecParameters {

    /** The codec's name as people write it, such as {@code H.264}. */
    String name();

    /** What the stream's headers say of the pictures. */
    PictureFormat picture();

    @Override
    default boolean isVideo() {
      return true;
    }
  }

  /**
   * H.264 (ISO/IEC 14496-10).
   *
   * @param sps the sequence parameter set in use
   * @param pps all picture parameter sets that refer to it, by rising identifier
   * @param sequence what the sequence parameter set says
   */
  record H264(ParameterSet sps, List<ParameterSet> pps, SequenceParameterSet sequence)
      implements Video {

    public H264 {
      pps = List.copyOf(pps);
    }

    /**
     * Of two NAL units, header bytes included.
     *
     * @throws IllegalArgumentException if the sequence parameter set cannot be read
     */
    public static H264 of(byte[] sps, byte[] pps) {
      return new H264(
          new ParameterSet(sps), List.of(new ParameterSet(pps)), SequenceParameterSet.parse(sps));
    }

    @Override
    public String name() {
      return "H.264";
    }

    @Override
    public PictureFormat picture() {
      return sequence.picture();
    }

    @Override
    public String toString() {
      return label(this);
    }
  }

  /**
   * H.265 (ISO/IEC 23008-2).
   *
   * @param vps the video parameter set in use
   * @param sps the sequence parameter set in use
   * @param pps all picture parameter sets that refer to it, by rising identifier
   * @param sequence what the sequence parameter set says
   */
  record H265(
      ParameterSet vps, ParameterSet sps, List<ParameterSet> pps, H265SequenceParameterSet sequence)
      implements Video {

    public H265 {
      pps = List.copyOf(pps);
    }

    @Override
    public String name() {
      return "H.265";
    }

    @Override
    public PictureFormat picture() {
      return sequence.picture();
    }

    @Override
    public String toString() {
      return label(this);
    }
  }

  /**
   * AV1.
   *
   * @param header the sequence header OBU, with its size field
   * @param sequence what it says
   */
  record Av1(ParameterSet header, Av1SequenceHeader sequence) implements Video {

    @Override
    public String name() {
      return "AV1";
    }

    @Override
    public PictureFormat picture() {
      return sequence.picture();
    }

    @Override
    public String toString() {
      return label(this);
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

  private static String label(Video video) {
    return video.name() + " " + video.picture().width() + "x" + video.picture().height();
  }
}
