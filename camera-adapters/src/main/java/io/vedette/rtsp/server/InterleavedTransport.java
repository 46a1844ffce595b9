package io.vedette.rtsp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** RTP in the RTSP connection itself (RFC 2326 10.12); a whole frame goes out in one write. */
final class InterleavedTransport implements RtpTransport {

  /** The part of a connection that writes. */
  @FunctionalInterface
  interface Wire {

    /** Writes these bytes as one piece. */
    void write(byte[] bytes) throws IOException;
  }

  private final Wire wire;
  private final int channel;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** RTP on this channel, RTCP on the next. */
  InterleavedTransport(Wire wire, int channel) {
    this.wire = wire;
    this.channel = channel;
  }

  @Override
  public String header(int ssrc) {
    return "RTP/AVP/TCP;unicast;interleaved=%d-%d;ssrc=%08X".formatted(channel, channel + 1, ssrc);
  }

  @Override
  public void rtp(byte[] packet, int length) {
    frame(kept, channel, packet, length);
  }

  @Override
  public void flush() throws IOException {
    byte[] bytes = kept.toByteArray();
    kept.reset();
    wire.write(bytes);
  }

  @Override
  public void rtcp(byte[] packet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(packet.length + 4);
    frame(out, channel + 1, packet, packet.length);
    wire.write(out.toByteArray());
  }

  @Override
  public void close() {
    // The connection is not ours.
  }

  private static void frame(ByteArrayOutputStream out, int channel, byte[] packet, int length) {
    out.write('$');
    out.write(channel);
    out.write(length >> 8);
    out.write(length);
    out.write(packet, 0, length);
  }
}
