package io.vedette.rtsp;

/**
 * The header of one RTP packet (RFC 3550 5.1), read where the packet lies. One instance is used
 * again for every packet, by one thread.
 */
public final class RtpHeader {

  private static final int FIXED_BYTES = 12;
  private static final int VERSION_2 = 2;

  private boolean marker;
  private int payloadType;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int extensionOffset;
  private int extensionLength;
  private int payloadOffset;
  private int payloadLength;

  /**
   * Reads a packet's header.
   *
   * @return whether it is an RTP packet; if not, the fields are undefined
   */
  public boolean read(byte[] buffer, int offset, int length) {
    if (length < FIXED_BYTES || (buffer[offset] & 0xff) >> 6 != VERSION_2) {
      return false;
    }
    int sources = buffer[offset] & 0x0f;
    int header = FIXED_BYTES + 4 * sources;
    int padding = 0;
    extensionLength = 0;
    if ((buffer[offset] & 0x10) != 0) {
      if (length < header + 4) {
        return false;
      }
      extensionOffset = offset + header;
      extensionLength = 4 + 4 * u16(buffer, offset + header + 2);
      header += extensionLength;
    }
    if ((buffer[offset] & 0x20) != 0) {
      padding = buffer[offset + length - 1] & 0xff;
    }
    if (header + padding > length) {
      return false;
    }
    marker = (buffer[offset + 1] & 0x80) != 0;
    payloadType = buffer[offset + 1] & 0x7f;
    sequence = u16(buffer, offset + 2);
    timestamp = u16(buffer, offset + 4) << 16 | u16(buffer, offset + 6);
    ssrc = u16(buffer, offset + 8) << 16 | u16(buffer, offset + 10);
    payloadOffset = offset + header;
    payloadLength = length - header - padding;
    return true;
  }

  public boolean marker() {
    return marker;
  }

  /** 0 to 127. */
  public int payloadType() {
    return payloadType;
  }

  /** 0 to 65535. */
  public int sequence() {
    return sequence;
  }

  /** All 32 bits; the sign means nothing. */
  public int timestamp() {
    return timestamp;
  }

  /** All 32 bits; the sign means nothing. */
  public int ssrc() {
    return ssrc;
  }

  /** Index of the header extension (RFC 3550 5.3.1) in the buffer, if there is one. */
  public int extensionOffset() {
    return extensionOffset;
  }

  /** Bytes of the header extension with its own header of four; 0 if there is none. */
  public int extensionLength() {
    return extensionLength;
  }

  /** Index of the payload's first byte in the buffer. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** Payload bytes, without padding; may be 0. */
  public int payloadLength() {
    return payloadLength;
  }

  private static int u16(byte[] buffer, int at) {
    return (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
  }
}
