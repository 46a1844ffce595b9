package io.vedette.media;

/**
 * One elementary stream.
 *
 * @param id the track identifier used by {@link Packet#trackId()} and in ISO-BMFF (ISO/IEC 14496-12
 *     8.3.2); from 1
 * @param timescale ticks per second of the track's times; 90000 for video over RTP, the sampling
 *     rate for AAC
 * @param codec how to decode it
 * @param decodingLead ticks by which the first packet is decoded before it is presented, because
 *     others are decoded before it is their turn; 0 where nothing is reordered
 */
public record Track(int id, int timescale, CodecParameters codec, int decodingLead) {

  public Track {
    if (id < 1) {
      throw new IllegalArgumentException("track id must be positive: " + id);
    }
    if (timescale < 1) {
      throw new IllegalArgumentException("timescale must be positive: " + timescale);
    }
    if (decodingLead < 0) {
      throw new IllegalArgumentException("decoding lead must not be negative: " + decodingLead);
    }
  }

  /** A track whose packets are presented in the order in which they are decoded. */
  public Track(int id, int timescale, CodecParameters codec) {
    this(id, timescale, codec, 0);
  }
}
