package io.vedette.rtsp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads one side of an RTSP connection: messages, and between them interleaved binary frames (RFC
 * 2326 10.12). Takes what lies in the socket in one read, and hands a frame over where it lies,
 * without copying it.
 *
 * <p>Some cameras break the interleaved framing when the network is congested: part of a frame is
 * lost and the next begins in its middle. The reader then looks for the next place at which a frame
 * can begin.
 *
 * <p>Used by one thread.
 */
public final class RtspReader {

  /** What was read. */
  public enum Kind {
    /** See {@link #lastMessage()}. */
    MESSAGE,
    /** See {@link #channel()}, {@link #buffer()}, {@link #offset()}, {@link #length()}. */
    FRAME,
    /** The peer has closed its side. */
    END
  }

  /** Twice what an interleaved frame can have. */
  private static final int BUFFER_BYTES = 128 * 1024;

  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int FRAME_HEADER = 4;
  private static final int RTP_HEADER = 12;
  private static final int RTCP_HEADER = 8;

  /** Bytes without a frame after which nobody can call this a stream any more. */
  private static final long MAX_SKIPPED = 1 << 20;

  /** Content type of RTSP within HTTP. */
  private static final String TUNNELLED = "application/x-rtsp-tunnelled";

  private static final byte[] NO_BODY = {};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;

  private int channels;
  private long skippedInARow;
  private long resyncs;

  private RtspMessage message;
  private int channel;
  private int offset;
  private int length;

  /**
   * Reads from here; a time-out that the stream has comes through as its exception, and nothing is
   * lost by it.
   */
  public RtspReader(InputStream in) {
    this.in = in;
  }

  /**
   * From now on interleaved frames of these channels may come.
   *
   * @param count channels 0 to count - 1 are expected; 0 is none: then everything that is no
   *     message is an error
   */
  public void expectChannels(int count) {
    channels = count;
  }

  /**
   * Reads the next message or frame. What the last one lay in is overwritten.
   *
   * @throws RtspFormatException if what comes is neither, and looking for the next place to go on
   *     did not help
   * @throws IOException if the connection fails or a read times out; after a time-out it may be
   *     called again
   */
  public Kind next() throws IOException {
    while (true) {
      if (start == end && !fill(1)) {
        return Kind.END;
      }
      byte first = buffer[start];
      if (first == '$' && channels > 0) {
        if (!fill(FRAME_HEADER)) {
          return Kind.END;
        }
        if (isFrameHeader(start)) {
          return frame();
        }
        resynchronise();
      } else if (first == '\r' || first == '\n') {
        // Some servers end a body with a line break that Content-Length does not count.
        start++;
      } else if (first >= 'A' && first <= 'Z' && channels == 0) {
        return message();
      } else if (channels > 0) {
        if (!fill(FRAME_HEADER + RTP_HEADER)) {
          return Kind.END;
        }
        if (looksLikeMessage()) {
          return message();
        }
        resynchronise();
      } else {
        throw new RtspFormatException("not an RTSP message: \"" + excerpt() + "\"");
      }
    }
  }

  /** The message that {@link #next()} has read. */
  public RtspMessage lastMessage() {
    return message;
  }

  /** The frame's channel. */
  public int channel() {
    return channel;
  }

  /** Where the frame lies, until the next read. */
  public byte[] buffer() {
    return buffer;
  }

  /** Index of the frame's first byte. */
  public int offset() {
    return offset;
  }

  /** The frame's bytes, without its header. */
  public int length() {
    return length;
  }

  /** How often the framing was broken so far. */
  public long resyncs() {
    return resyncs;
  }

  private Kind frame() throws IOException {
    int size = u16(start + 2);
    if (!fill(FRAME_HEADER + size)) {
      return Kind.END;
    }
    channel = buffer[start + 1] & 0xff;
    offset = start + FRAME_HEADER;
    length = size;
    start = offset + size;
    skippedInARow = 0;
    return Kind.FRAME;
  }

  private boolean isFrameHeader(int at) {
    return buffer[at] == '$' && (buffer[at + 1] & 0xff) < channels && u16(at + 2) >= RTCP_HEADER;
  }

  /** Skips to the next place at which a frame of RTP or RTCP, or a response, can begin. */
  private void resynchronise() throws IOException {
    resyncs++;
    do {
      start++;
      if (++skippedInARow > MAX_SKIPPED) {
        throw new RtspFormatException(
            "no RTP frame in the last " + MAX_SKIPPED + " bytes of the interleaved stream");
      }
      if (!fill(FRAME_HEADER + RTP_HEADER)) {
        return;
      }
    } while (!canBeginFrame() && !looksLikeMessage());
  }

  private boolean canBeginFrame() {
    if (!isFrameHeader(start) || (buffer[start + FRAME_HEADER] & 0xc0) != 0x80) {
      return false;
    }
    int type = buffer[start + FRAME_HEADER + 1] & 0xff;
    boolean control = type >= 200 && type <= 207;
    // RTP goes on even channels, RTCP on odd ones (RFC 2326 12.39).
    if (control != ((buffer[start + 1] & 1) == 1)) {
      return false;
    }
    int next = start + FRAME_HEADER + u16(start + 2);
    return next >= end || buffer[next] == '$' || buffer[next] == 'R';
  }

  private boolean looksLikeMessage() {
    return startsWith("RTSP/1.")
        || startsWith("OPTIONS ")
        || startsWith("GET_PARA")
        || startsWith("SET_PARA")
        || startsWith("ANNOUNCE")
        || startsWith("PLAY ")
        || startsWith("PAUSE ")
        || startsWith("TEARDOWN")
        || startsWith("DESCRIBE")
        || startsWith("SETUP ")
        || startsWith("REDIRECT");
  }

  private boolean startsWith(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (start + i >= end || buffer[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Kind message() throws IOException {
    int headEnd = headEnd();
    if (headEnd < 0) {
      return Kind.END;
    }
    String head = new String(buffer, start, headEnd - start, StandardCharsets.UTF_8);
    String[] lines = head.split("\r?\n");
    RtspHeaders headers = RtspHeaders.read(lines);
    int bodyLength = bodyLength(headers);
    int headLength = headEnd - start;
    if (!fill(headLength + bodyLength)) {
      return Kind.END;
    }
    byte[] body = NO_BODY;
    if (bodyLength > 0) {
      body = new byte[bodyLength];
      System.arraycopy(buffer, start + headLength, body, 0, bodyLength);
    }
    start += headLength + bodyLength;
    message = parse(lines[0], headers, body);
    return Kind.MESSAGE;
  }

  private static RtspMessage parse(String startLine, RtspHeaders headers, byte[] body)
      throws RtspFormatException {
    String[] words = startLine.split(" ", 3);
    if (words[0].startsWith("RTSP/") || words[0].startsWith("HTTP/")) {
      if (words.length >= 2 && words[1].matches("\\d{3}")) {
        return new RtspResponse(
            words[0], Integer.parseInt(words[1]), words.length == 3 ? words[2] : "", headers, body);
      }
    } else if (words.length == 3 && words[2].startsWith("RTSP/")) {
      return new RtspRequest(words[0], words[1], headers, body);
    }
    throw new RtspFormatException("not an RTSP message: \"" + printable(startLine) + "\"");
  }

  private static int bodyLength(RtspHeaders headers) throws RtspFormatException {
    if (headers.first("Content-Type").orElse("").startsWith(TUNNELLED)) {
      // The body is the conversation itself, whatever length a server makes up for it.
      return 0;
    }
    String text = headers.first("Content-Length").orElse("0");
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > MAX_BODY_BYTES) {
      throw new RtspFormatException("a body of " + printable(text) + " bytes");
    }
    return Integer.parseInt(text);
  }

  /** Index behind the empty line that ends the head; -1 if the peer closed before. */
  private int headEnd() throws IOException {
    int scanned = 0;
    while (true) {
      for (; start + scanned < end; scanned++) {
        if (buffer[start + scanned] == '\n' && scanned > 0) {
          byte before = buffer[start + scanned - 1];
          boolean empty =
              before == '\n'
                  || before == '\r' && scanned > 1 && buffer[start + scanned - 2] == '\n';
          if (empty && scanned <= MAX_HEAD_BYTES) {
            return start + scanned + 1;
          }
        }
      }
      if (scanned > MAX_HEAD_BYTES) {
        throw new RtspFormatException(
            "a message head of over " + MAX_HEAD_BYTES + " bytes: \"" + excerpt() + "\"");
      }
      if (!fill(scanned + 1)) {
        return -1;
      }
    }
  }

  /**
   * Makes at least so many bytes available from {@link #start} on; false if the peer closes before.
   */
  private boolean fill(int needed) throws IOException {
    if (end - start >= needed) {
      return true;
    }
    if (start == end) {
      start = 0;
      end = 0;
    } else if (start + needed > buffer.length) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    while (end - start < needed) {
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  private int u16(int at) {
    return (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
  }

  private String excerpt() {
    return printable(
        new String(buffer, start, Math.min(40, end - start), StandardCharsets.ISO_8859_1));
  }

  private static String printable(String text) {
    return text.substring(0, Math.min(80, text.length())).replaceAll("[^\\x20-\\x7e]", ".");
  }
}
