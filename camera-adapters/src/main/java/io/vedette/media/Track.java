package io.vedette.media;

/**
 * One elementary stream.
 *
 * @param id the track identifier used by {@link Packet#trackId()} and in ISO-BMFF (ISO/IEC 14496-12
 *     8.3.2); from 1
 * @param timescale ticks per second of the track's times; 90000 for video over RTP, the sampling
 *     rate for AAC
 * @param codec how to decode it
 */
public record Track(int id, int timescale, CodecParameters codec) {

  public Track {
    if (id < 1) {
      throw new IllegalArgumentException("track id must be positive: " + id);
    }
    if (timescale < 1) {
      throw new IllegalArgumentException("timescale must be positive: " + timescale);
    }
  }
}
