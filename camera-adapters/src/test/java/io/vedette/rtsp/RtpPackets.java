package io.vedette.rtsp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** RTP packets as a camera would send them. */
final class RtpPackets {

  private RtpPackets() {}

  static byte[] packet(int sequence, int timestamp, boolean marker, byte... payload) {
    return ByteBuffer.allocate(12 + payload.length)
        .put((byte) 0x80)
        .put((byte) (96 | (marker ? 0x80 : 0)))
        .putShort((short) sequence)
        .putInt(timestamp)
        .putInt(0x1234)
        .put(payload)
        .array();
  }

  static RtpHeader header(byte[] packet) {
    RtpHeader header = new RtpHeader();
    if (!header.read(packet, 0, packet.length)) {
      throw new IllegalArgumentException("not an RTP packet");
    }
    return header;
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
