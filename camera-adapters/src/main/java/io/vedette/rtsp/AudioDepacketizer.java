package io.vedette.rtsp;

/** Takes the access units of one audio stream out of its RTP packets. Used by one thread. */
public interface AudioDepacketizer {

  /** Takes what comes out, on the thread that puts packets in. */
  @FunctionalInterface
  interface Sink {

    /**
     * A whole access unit.
     *
     * @param data its bytes; the sink's own
     * @param timestamp RTP timestamp, all 32 bits
     * @param ticks how long it sounds, in ticks of the RTP clock; positive
     */
    void accessUnit(byte[] data, int timestamp, int ticks);
  }

  /** Packets are missing before the next one. */
  void lost();

  /** Takes a packet; one that is malformed is dropped, or what of it cannot be read. */
  void packet(RtpHeader header, byte[] buffer);
}
