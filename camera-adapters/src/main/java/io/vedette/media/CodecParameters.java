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

    /** Whether there are browsers that play it; else all of them need it transcoded. */
    default boolean isPlayedByBrowsers() {
      return true;
    }

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
   * Motion JPEG: each picture is a JPEG file (ITU-T T.81).
   *
   * @param picture what the last picture's header says
   */
  record Mjpeg(PictureFormat picture) implements Video {

    @Override
    public String name() {
      return "MJPEG";
    }

    @Override
    public boolean isPlayedByBrowsers() {
      return false;
    }

    @Override
    public String toString() {
      return label(this);
    }
  }

  /**
   * MPEG-4 video (ISO/IEC 14496-2).
   *
   * @param headers all that comes before the pictures, with start codes
   * @param header what they say
   */
  record Mpeg4(ParameterSet headers, Mpeg4VideoHeader header) implements Video {

    @Override
    public String name() {
      return "MPEG-4";
    }

    @Override
    public PictureFormat picture() {
      return header.picture();
    }

    @Override
    public boolean isPlayedByBrowsers() {
      return false;
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

  private static String label(Video video) {
    return video.name() + " " + video.picture().width() + "x" + video.picture().height();
  }
}
