package io.vedette.rtsp;

import java.util.Arrays;
import java.util.Optional;

/**
 * JPEG over RTP (RFC 2435). What comes out are whole JPEG files, each of which stands for itself:
 * after a loss the picture that it hit is dropped and no other. Used by one thread.
 */
public final class JpegDepacketizer implements VideoDepacketizer {

  private static final int HEADER_BYTES = 8;
  private static final int RESTART_BYTES = 4;
  private static final int TABLE_HEADER_BYTES = 4;
  private static final int FIRST_RESTART_TYPE = 64;
  private static final int LAST_RESTART_TYPE = 127;

  /** From here on tables are sent, and may be left out where they are those of the last time. */
  private static final int FIRST_SENT_TABLES = 128;

  private static final int TABLES_ALWAYS_SENT = 255;
  private static final byte[] NONE = new byte[0];

  private final AccessUnitSink sink;
  private final Optional<JpegSize> described;
  private final AccessUnitBuffer picture = new AccessUnitBuffer();

  /** Tables by Q less 128, and the precision of each; null where none have come. */
  private final byte[][] sentTables = new byte[TABLES_ALWAYS_SENT - FIRST_SENT_TABLES][];

  private final int[] sentPrecisions = new int[TABLES_ALWAYS_SENT - FIRST_SENT_TABLES];

  private boolean open;
  private int timestamp;
  private int headerBytes;

  private byte[] tables = NONE;
  private int precision;
  private int tablesOfQuality;

  // What the headers at hand were made of.
  private byte[] headers = NONE;
  private byte[] headersTables = NONE;
  private int headersPrecision;
  private int headersType;
  private int headersRestart;
  private JpegSize headersSize = new JpegSize(1, 1);

  /**
   * @param described the size of pictures that are too large to tell it themselves, if the session
   *     description has it
   */
  public JpegDepacketizer(AccessUnitSink sink, Optional<JpegSize> described) {
    this.sink = sink;
    this.described = described;
  }

  @Override
  public void lost() {
    open = false;
  }

  @Override
  public void packet(RtpHeader header, byte[] buffer) {
    if (open && header.timestamp() != timestamp) {
      finish();
    }
    int at = header.payloadOffset();
    int end = at + header.payloadLength();
    if (header.payloadLength() >= HEADER_BYTES) {
      fragment(header, buffer, at, end);
    }
    if (open && header.marker()) {
      finish();
    }
  }

  private void fragment(RtpHeader header, byte[] buffer, int from, int end) {
    int offset = u16(buffer, from + 1) << 8 | buffer[from + 3] & 0xff;
    int type = buffer[from + 4] & 0xff;
    int at = from + HEADER_BYTES;
    int restartInterval = 0;
    if (type >= FIRST_RESTART_TYPE && type <= LAST_RESTART_TYPE) {
      if (end - at < RESTART_BYTES) {
        open = false;
        return;
      }
      restartInterval = u16(buffer, at);
      at += RESTART_BYTES;
    }
    if (offset == 0) {
      at = begin(header, buffer, from, at, end, restartInterval);
    } else if (open && picture.size - headerBytes != offset) {
      // A piece is missing that no gap of the sequence numbers has told of.
      open = false;
    }
    if (!open || at > end) {
      return;
    }
    if (picture.reserve(end - at + 2)) {
      picture.append(buffer, at, end - at);
    } else {
      open = false;
    }
  }

  /** The first fragment of a picture: puts the headers there; where the samples begin. */
  private int begin(
      RtpHeader header, byte[] buffer, int from, int afterRestart, int end, int restartInterval) {
    open = false;
    int type = buffer[from + 4] & 0xff;
    int quality = buffer[from + 5] & 0xff;
    int layout = type & 0x3f;
    if (type > LAST_RESTART_TYPE || layout > 1) {
      sink.refused(
          "the camera sends JPEG of type " + type + " (RFC 2435 4.1), which is not supported");
      return end;
    }
    int at = afterRestart;
    if (quality >= FIRST_SENT_TABLES) {
      at = takeTables(buffer, at, end, quality);
    } else if (tablesOfQuality != quality || tables.length == 0) {
      tables = JpegHeaders.tables(quality);
      precision = 0;
      tablesOfQuality = quality;
    }
    if (at > end || tables.length == 0) {
      return end;
    }
    Optional<JpegSize> size =
        size(header, buffer, (buffer[from + 6] & 0xff) * 8, (buffer[from + 7] & 0xff) * 8);
    if (size.isEmpty()) {
      sink.refused(
          "the camera's JPEG pictures are larger than 2040 pixels, and it does not tell their size");
      return end;
    }
    byte[] before = headers(size.get(), layout, restartInterval);
    picture.size = 0;
    if (picture.reserve(before.length)) {
      picture.append(before, 0, before.length);
      headerBytes = before.length;
      timestamp = header.timestamp();
      open = true;
    }
    return at;
  }

  /**
   * The quantization table header (RFC 2435 3.1.8); where it ends, behind the packet if nowhere.
   */
  private int takeTables(byte[] buffer, int from, int end, int quality) {
    tables = NONE;
    tablesOfQuality = quality;
    if (end - from < TABLE_HEADER_BYTES) {
      return end + 1;
    }
    int told = buffer[from + 1] & 3;
    int length = u16(buffer, from + 2);
    int at = from + TABLE_HEADER_BYTES;
    if (length > end - at) {
      return end + 1;
    }
    int index = quality - FIRST_SENT_TABLES;
    boolean kept = quality < TABLES_ALWAYS_SENT;
    if (length == 0) {
      // What has not come yet, or was lost, will come again.
      if (kept && sentTables[index] != null) {
        tables = sentTables[index];
        precision = sentPrecisions[index];
      }
      return at;
    }
    int first = JpegHeaders.tableBytes(told & 1);
    int both = first + JpegHeaders.tableBytes(told >> 1);
    int used = length >= both ? both : first;
    if (length < used) {
      return end + 1;
    }
    byte[] last = kept ? sentTables[index] : headersTables;
    tables =
        last != null && Arrays.equals(last, 0, last.length, buffer, at, at + used)
            ? last
            : Arrays.copyOfRange(buffer, at, at + used);
    precision = told;
    if (kept) {
      sentTables[index] = tables;
      sentPrecisions[index] = told;
    }
    return at + length;
  }

  private Optional<JpegSize> size(RtpHeader header, byte[] buffer, int width, int height) {
    if (width > 0 && height > 0) {
      return headersSize.width() == width && headersSize.height() == height
          ? Optional.of(headersSize)
          : Optional.of(new JpegSize(width, height));
    }
    return JpegSize.ofSegments(buffer, header.extensionOffset(), header.extensionLength())
        .or(() -> described);
  }

  /** The headers of this picture, which are nearly always those of the last. */
  private byte[] headers(JpegSize size, int layout, int restartInterval) {
    if (headers.length == 0
        || headersTables != tables
        || headersPrecision != precision
        || headersType != layout
        || headersRestart != restartInterval
        || !headersSize.equals(size)) {
      headers = JpegHeaders.write(size, layout == 1, restartInterval, tables, precision);
      headersTables = tables;
      headersPrecision = precision;
      headersType = layout;
      headersRestart = restartInterval;
      headersSize = size;
    }
    return headers;
  }

  private void finish() {
    open = false;
    if (picture.size == headerBytes) {
      return;
    }
    byte[] bytes = picture.bytes;
    if (picture.size - headerBytes < 2
        || bytes[picture.size - 2] != -1
        || bytes[picture.size - 1] != (byte) 0xd9) {
      // The end-of-image marker may be left out; room for it has been made.
      bytes[picture.size++] = -1;
      bytes[picture.size++] = (byte) 0xd9;
    }
    sink.accessUnit(picture.copy(), true, timestamp);
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
