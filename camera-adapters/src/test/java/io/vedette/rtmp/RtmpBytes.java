package io.vedette.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes what a client of RTMP sends, byte by byte as the specification draws it. */
public final class RtmpBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The handshake of a client that waits for nobody. */
  public RtmpBytes handshake() {
    out.write(3);
    out.writeBytes(new byte[2 * 1536]);
    return this;
  }

  /** Bytes in hexadecimal, blanks allowed. */
  public RtmpBytes hex(String text) {
    out.writeBytes(HexFormat.of().parseHex(text.replace(" ", "")));
    return this;
  }

  /** So many bytes, all alike. */
  public RtmpBytes fill(int count, int value) {
    for (int i = 0; i < count; i++) {
      out.write(value);
    }
    return this;
  }

  /** A message in one chunk, as long as chunks may be, on chunk stream 3. */
  public RtmpBytes message(int type, int streamId, int timestamp, byte[] payload) {
    return header(type, streamId, timestamp, payload.length).bytes(payload);
  }

  /** The header of a message of any length. */
  public RtmpBytes header(int type, int streamId, int timestamp, int length) {
    out.write(3);
    u24(timestamp);
    u24(length);
    out.write(type);
    out.writeBytes(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(streamId)).array());
    return this;
  }

  /** As they are. */
  public RtmpBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Set Chunk Size. */
  public RtmpBytes chunkSize(int size) {
    return message(1, 0, 0, ByteBuffer.allocate(4).putInt(size).array());
  }

  /** A command of strings behind its transaction and a null. */
  public RtmpBytes command(String name, String... arguments) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    text(payload, name);
    payload.write(0);
    payload.writeBytes(ByteBuffer.allocate(8).putDouble(1).array());
    payload.write(5);
    for (String argument : arguments) {
      text(payload, argument);
    }
    return message(20, 1, 0, payload.toByteArray());
  }

  private static void text(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.write(2);
    to.write(bytes.length >> 8);
    to.write(bytes.length);
    to.writeBytes(bytes);
  }

  private void u24(int value) {
    out.write(value >> 16);
    out.write(value >> 8);
    out.write(value);
  }

  /** All of it. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
