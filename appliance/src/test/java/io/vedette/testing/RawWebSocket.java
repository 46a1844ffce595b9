package io.vedette.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client of the fewest parts (RFC 6455): it reads when it is told to and looks at every
 * bit of the framing. Used by one thread; closing it from another ends a read.
 */
public final class RawWebSocket implements AutoCloseable {

  /** Operation codes of messages (RFC 6455 5.2). */
  public static final int TEXT = 1;

  public static final int BINARY = 2;

  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private int kind;
  private String farewell = "";

  /**
   * Opens a WebSocket of the box with its administrator's session.
   *
   * @param receiveBuffer bytes that the kernel may keep for a reader who does not read
   */
  public RawWebSocket(Box box, String path, int receiveBuffer) throws IOException {
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(box.address().getHost(), box.address().getPort()));
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + box.address().getAuthority()
            + "\r\nAuthorization: Bearer "
            + box.token()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
    String status = line();
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new IOException(path + " gave " + status);
    }
    while (!line().isEmpty()) {
      // The rest of the head.
    }
  }

  @SuppressWarnings("deprecation") // Bytes as characters are what an HTTP head consists of.
  private String line() throws IOException {
    String line = in.readLine();
    return line == null ? "" : line;
  }

  /**
   * The next whole message; pings are answered on the way.
   *
   * @return its bytes; empty at the end
   */
  public byte[] next() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      if ((first & 0xf0) != 0x80 || (second & 0x80) != 0) {
        throw new IOException(
            "a frame that begins with " + Integer.toHexString(first << 8 | second));
      }
      long length = second;
      if (second == 126) {
        length = in.readUnsignedShort();
      } else if (second == 127) {
        length = in.readLong();
      }
      if (length < 0 || length > 16 << 20) {
        throw new IOException("a frame of " + length + " bytes");
      }
      byte[] payload = in.readNBytes((int) length);
      kind = first & 0x0f;
      switch (kind) {
        case TEXT, BINARY -> {
          return payload;
        }
        case PING -> pong(payload);
        case CLOSE -> {
          farewell = farewell(payload);
          return new byte[0];
        }
        default -> throw new IOException("a frame of kind " + kind);
      }
    }
  }

  /** Whether the message read last was binary. */
  public boolean isBinary() {
    return kind == BINARY;
  }

  /** The code and the reason with which the box has closed it; empty while it has not. */
  public String farewell() {
    return farewell;
  }

  /** RFC 6455 5.5.1. */
  private static String farewell(byte[] payload) {
    return payload.length < 2
        ? "without a code"
        : ((payload[0] & 0xff) << 8 | payload[1] & 0xff)
            + " "
            + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  /** Masked with zeros, as a client's frames have to be (RFC 6455 5.3). */
  private void pong(byte[] payload) throws IOException {
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) (0x80 | PONG);
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    socket.getOutputStream().write(frame);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
