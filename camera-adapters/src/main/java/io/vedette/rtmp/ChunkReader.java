package io.vedette.rtmp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts messages together from chunks (RTMP 5.3), however those of several chunk streams lie between
 * each other. A message takes memory as it comes, not as it is announced. Used by one thread.
 */
final class ChunkReader {

  /** No picture of a camera is larger; what is, is garbage. */
  static final int MAX_VIDEO = 16 << 20;

  static final int MAX_OTHER = 64 * 1024;

  /** Chunk streams that have been used; encoders use five. */
  static final int MAX_STREAMS = 32;

  /** What all chunk streams of a peer who may send media keep together. */
  static final int MEDIA_BYTES = MAX_VIDEO + (4 << 20);

  /** What they keep of a peer who has not shown a key. */
  static final int STRANGER_BYTES = 256 * 1024;

  private static final int READ_BYTES = 64 * 1024;
  private static final int FIRST_CHUNK_SIZE = 128;
  private static final int EXTENDED = 0xff_ffff;

  /** What is known of one chunk stream. */
  private static final class Stream {
    byte[] bytes = new byte[512];
    int filled;
    boolean open;
    boolean began;
    boolean extended;
    int field;
    int timestamp;
    int length;
    int type;
    int streamId;
  }

  private final InputStream in;
  private final byte[] buffer = new byte[READ_BYTES];
  private int start;
  private int end;
  private long received;

  private final Map<Integer, Stream> streams = new HashMap<>();
  private int chunkSize = FIRST_CHUNK_SIZE;
  private int kept;
  private int mostKept = STRANGER_BYTES;

  /** Reads from here, after the handshake. */
  ChunkReader(InputStream in) {
    this.in = in;
  }

  /** From now on pictures may come. */
  void expectMedia() {
    mostKept = MEDIA_BYTES;
  }

  /** How many bytes have been read. */
  long received() {
    return received;
  }

  /**
   * The next message, but those that concern chunks only.
   *
   * @throws RtmpFormatException if what comes is no RTMP or beyond measure
   * @throws EOFException if the peer has closed its side
   * @throws IOException if the connection fails or a read times out
   */
  RtmpMessage next() throws IOException {
    while (true) {
      Stream whole = chunk();
      if (whole == null) {
        continue;
      }
      RtmpMessage message =
          new RtmpMessage(whole.type, whole.streamId, whole.timestamp, whole.bytes, whole.filled);
      switch (message.type()) {
        case RtmpMessage.SET_CHUNK_SIZE -> setChunkSize(message.number());
        case RtmpMessage.ABORT -> abort(message.number());
        default -> {
          return message;
        }
      }
    }
  }

  private void setChunkSize(int size) throws RtmpFormatException {
    if (size < 1) {
      throw new RtmpFormatException("chunks of " + size + " bytes");
    }
    // Nothing is longer than a message, whose length has its own bound.
    chunkSize = size;
  }

  private void abort(int chunkStream) {
    Stream stream = streams.get(chunkStream);
    if (stream != null) {
      stream.open = false;
    }
  }

  /** Reads one chunk; the stream whose message it completes, or null. */
  private Stream chunk() throws IOException {
    int first = u8();
    int format = first >> 6;
    int number = first & 0x3f;
    if (number == 0) {
      number = 64 + u8();
    } else if (number == 1) {
      number = 64 + u8() + (u8() << 8);
    }
    Stream stream = stream(number, format);
    header(stream, format);
    int piece = Math.min(chunkSize, stream.length - stream.filled);
    payload(stream, piece);
    if (stream.filled < stream.length) {
      return null;
    }
    stream.open = false;
    return stream;
  }

  private Stream stream(int number, int format) throws RtmpFormatException {
    Stream stream = streams.get(number);
    if (stream == null) {
      if (format != 0 && format != 1) {
        throw new RtmpFormatException("chunk stream " + number + " begins without a header");
      }
      if (streams.size() == MAX_STREAMS) {
        throw new RtmpFormatException("more than " + MAX_STREAMS + " chunk streams");
      }
      stream = new Stream();
      keep(stream.bytes.length);
      streams.put(number, stream);
    }
    return stream;
  }

  /** Message header (RTMP 5.3.1.2) and extended timestamp (5.3.1.3). */
  private void header(Stream stream, int format) throws IOException {
    boolean continues = format == 3 && stream.open;
    if (format < 3) {
      stream.field = u24();
      if (format < 2) {
        stream.length = u24();
        stream.type = u8();
      }
      if (format == 0) {
        stream.streamId = u8() | u8() << 8 | u8() << 16 | u8() << 24;
      }
      stream.extended = stream.field == EXTENDED;
    }
    if (stream.extended) {
      if (!continues) {
        stream.field = u32();
      } else if (peekU32() == stream.field) {
        // Some leave it out where a message goes on, though it belongs there too.
        u32();
      }
    }
    if (continues) {
      return;
    }
    // A header of its own within a message begins another: the rest of it will not come.
    boolean absolute = format == 0 || !stream.began;
    stream.timestamp = absolute ? stream.field : stream.timestamp + stream.field;
    stream.began = true;
    stream.open = true;
    stream.filled = 0;
    int most = stream.type == RtmpMessage.VIDEO ? MAX_VIDEO : MAX_OTHER;
    if (stream.length > most) {
      throw new RtmpFormatException(
          "a message of type " + stream.type + " of " + stream.length + " bytes");
    }
  }

  private void payload(Stream stream, int length) throws IOException {
    int left = length;
    while (left > 0) {
      if (start == end) {
        fill(1);
      }
      int here = Math.min(left, end - start);
      grow(stream, stream.filled + here);
      System.arraycopy(buffer, start, stream.bytes, stream.filled, here);
      start += here;
      stream.filled += here;
      left -= here;
    }
  }

  private void grow(Stream stream, int needed) throws RtmpFormatException {
    if (needed <= stream.bytes.length) {
      return;
    }
    int size = Math.max(needed, Math.min(stream.bytes.length * 2, stream.length));
    keep(size - stream.bytes.length);
    byte[] larger = new byte[size];
    System.arraycopy(stream.bytes, 0, larger, 0, stream.filled);
    stream.bytes = larger;
  }

  private void keep(int more) throws RtmpFormatException {
    kept += more;
    if (kept > mostKept) {
      throw new RtmpFormatException("messages of over " + mostKept + " bytes at once");
    }
  }

  private int u8() throws IOException {
    fill(1);
    return buffer[start++] & 0xff;
  }

  private int u24() throws IOException {
    return u8() << 16 | u8() << 8 | u8();
  }

  private int u32() throws IOException {
    return u8() << 24 | u24();
  }

  private int peekU32() throws IOException {
    fill(4);
    int value = u32();
    start -= 4;
    return value;
  }

  /** Makes so many bytes available from {@link #start} on. */
  private void fill(int needed) throws IOException {
    if (end - start >= needed) {
      return;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    while (end < needed) {
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        throw new EOFException("the connection was closed");
      }
      end += read;
      received += read;
    }
  }
}
