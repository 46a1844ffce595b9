package io.vedette.rtsp;

import java.util.Arrays;

/**
 * Takes sound whose packets are nothing but samples (RFC 3551 4.2): G.711, G.722, G.726 and linear
 * PCM (RFC 3551 4.5, RFC 3190). What is more than whole samples at a packet's end is left out.
 */
public final class SampleDepacketizer implements AudioDepacketizer {

  private final int bitsPerTick;
  private final Sink sink;

  /**
   * @param bitsPerTick bits of all channels for one tick of the RTP clock, 1 to 256: 8 for G.711, 8
   *     for G.722 too, whose clock is half its sampling rate (RFC 3551 4.5.2), 48 for stereo of 24
   *     bits
   * @param sink takes the payloads
   */
  public SampleDepacketizer(int bitsPerTick, Sink sink) {
    this.bitsPerTick = bitsPerTick;
    this.sink = sink;
  }

  @Override
  public void lost() {
    // Each packet stands for itself.
  }

  @Override
  public void packet(RtpHeader header, byte[] buffer) {
    int ticks = header.payloadLength() * Byte.SIZE / bitsPerTick;
    if (ticks > 0) {
      int from = header.payloadOffset();
      int bytes = (ticks * bitsPerTick + Byte.SIZE - 1) / Byte.SIZE;
      sink.accessUnit(Arrays.copyOfRange(buffer, from, from + bytes), header.timestamp(), ticks);
    }
  }
}
