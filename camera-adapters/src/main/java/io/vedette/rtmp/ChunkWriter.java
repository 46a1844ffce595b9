package io.vedette.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes messages as chunks of the size that applies before anybody sets another (RTMP 5.3). */
final class ChunkWriter {

  private static final int CHUNK_SIZE = 128;
  private static final int CONTROL = 2;
  private static final int COMMANDS = 3;

  private ChunkWriter() {}

  /** A message of the protocol itself (RTMP 5.4, 6.2). */
  static byte[] control(int type, byte[] payload) {
    return written(CONTROL, type, 0, payload);
  }

  /** A control message that is a number. */
  static byte[] control(int type, int number) {
    return control(type, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /** A command (RTMP 7.1.1). */
  static byte[] command(int streamId, AmfValue... values) {
    return written(COMMANDS, RtmpMessage.COMMAND, streamId, AmfWriter.written(values));
  }

  private static byte[] written(int chunkStream, int type, int streamId, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(chunkStream);
    out.writeBytes(new byte[3]); // time
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).putInt(Integer.reverseBytes(streamId)).array());
    for (int at = 0; at < payload.length; at += CHUNK_SIZE) {
      if (at > 0) {
        out.write(0xc0 | chunkStream);
      }
      out.write(payload, at, Math.min(CHUNK_SIZE, payload.length - at));
    }
    return out.toByteArray();
  }
}
