package io.vedette.http2;

import io.vedette.testing.Box;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A client that sends whatever frames it is told to (RFC 9113 4.1). */
final class RawHttp2 implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int ACK = 1;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int SILENCE_MILLIS = 60_000;
  private static final int SEVEN_BITS = 0x7f;
  private static final Map<String, Integer> NUMBERED =
      Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

  /**
   * @param type of the frame
   * @param payload behind its header
   */
  record Frame(int type, byte[] payload) {

    /** The error code of a GOAWAY. */
    int errorCode() {
      return ByteBuffer.wrap(payload).getInt(Integer.BYTES);
    }
  }

  private final Socket socket;

  RawHttp2(Box box) throws IOException {
    socket = new Socket(box.address().getHost(), box.address().getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(SILENCE_MILLIS);
    socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0);
  }

  void send(int type, int flags, int stream, byte... payload) throws IOException {
    send(payload.length, type, flags, stream, payload);
  }

  /** As above, with a length of its own in the header. */
  void send(int length, int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (length >> 16)).putShort((short) length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /**
   * Names and values in turn, uncompressed, but for the names that have to have a number here (RFC
   * 7541 6.2.2 and appendix A).
   */
  static byte[] fields(String... pairs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < pairs.length; i += 2) {
      int number = NUMBERED.getOrDefault(pairs[i], 0);
      out.write(number);
      if (number == 0) {
        text(out, pairs[i]);
      }
      text(out, pairs[i + 1]);
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    integer(out, text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void integer(ByteArrayOutputStream out, int value) {
    if (value < SEVEN_BITS) {
      out.write(value);
      return;
    }
    out.write(SEVEN_BITS);
    int rest = value - SEVEN_BITS;
    while (rest > SEVEN_BITS) {
      out.write(rest & SEVEN_BITS | SEVEN_BITS + 1);
      rest >>= 7;
    }
    out.write(rest);
  }

  /** Begins to sign in, and does not go on. */
  void beginToSignIn(int stream) throws IOException {
    send(
        HEADERS,
        END_HEADERS,
        stream,
        fields(
            ":method", "POST", ":scheme", "http", ":path", "/api/v1/session", ":authority", "b"));
    send(DATA, 0, stream, (byte) '{');
  }

  /** The next frame. */
  Frame next() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.skipNBytes(1 + Integer.BYTES);
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, payload);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
