package io.vedette.rtmp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The server's side of the handshake (RTMP 5.2). Only the plain one: who asks for a digest of
 * Adobe's own is answered plainly and takes it, as only Flash players insisted.
 */
final class Handshake {

  /** Bytes of C1, C2, S1 and S2. */
  static final int SIZE = 1536;

  private static final int VERSION = 3;

  private Handshake() {}

  /**
   * Shakes hands.
   *
   * @throws RtmpFormatException if the peer does not begin as one of RTMP does
   * @throws IOException if the connection fails
   */
  static void answer(InputStream in, OutputStream out) throws IOException {
    int version = in.read();
    if (version < 0) {
      throw new EOFException("the connection was closed before the handshake");
    }
    if (version != VERSION) {
      throw new RtmpFormatException(
          version == 6 || version == 8
              ? "the peer wants RTMPE, which is not supported; set it to plain RTMP"
              : "it does not begin as RTMP does (with 3, but with " + version + ")");
    }
    byte[] theirs = in.readNBytes(SIZE);
    if (theirs.length < SIZE) {
      throw new EOFException("the connection was closed in the handshake");
    }
    byte[] answer = new byte[1 + 2 * SIZE];
    answer[0] = VERSION;
    // S1: time 0, zeros, and what may be anything. Nothing hangs on its being random.
    Arrays.fill(answer, 9, 1 + SIZE, (byte) 0x56);
    System.arraycopy(theirs, 0, answer, 1 + SIZE, SIZE);
    out.write(answer);
    if (in.readNBytes(SIZE).length < SIZE) {
      throw new EOFException("the connection was closed in the handshake");
    }
  }
}
