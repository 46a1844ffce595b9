package io.vedette.rtsp;

/**
 * AV1 over RTP (RTP Payload Format For AV1, Alliance for Open Media, 4.4): OBU elements, some of
 * them fragments, behind an aggregation header. Used by one thread.
 *
 * <p>What comes out are temporal units as ISO-BMFF has them (AV1 Codec ISO Media File Format
 * Binding 2.4): each OBU with its size, no temporal delimiters. Decoding begins with a key frame
 * that is shown and comes with a sequence header.
 */
public final class Av1Depacketizer implements VideoDepacketizer {

  private static final int SEQUENCE_HEADER = 1;
  private static final int TEMPORAL_DELIMITER = 2;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;
  private static final int TILE_LIST = 8;
  private static final int PADDING = 15;

  private static final int EXTENSION_FLAG = 4;
  private static final int SIZE_FLAG = 2;
  private static final int MAX_SIZE_BYTES = 4;

  private final AccessUnitSink sink;
  private final AccessUnitBuffer unit = new AccessUnitBuffer();
  private final AccessUnitBuffer obu = new AccessUnitBuffer();
  private boolean obuOpen;

  private int timestamp;
  private boolean open;
  private boolean damaged;
  private boolean sequenceHeader;
  private boolean hasPicture;
  private boolean keyFrame;
  private boolean awaitingKey = true;

  /** Hands everything to this sink. */
  public Av1Depacketizer(AccessUnitSink sink) {
    this.sink = sink;
  }

  @Override
  public void lost() {
    damaged = true;
    obuOpen = false;
    awaitingKey = true;
  }

  @Override
  public void packet(RtpHeader header, byte[] buffer) {
    if (open && header.timestamp() != timestamp) {
      finish();
    }
    if (!open) {
      open = true;
      timestamp = header.timestamp();
      unit.size = 0;
      sequenceHeader = false;
      hasPicture = false;
      keyFrame = false;
    }
    if (header.payloadLength() > 1) {
      int at = header.payloadOffset();
      elements(buffer, at, at + header.payloadLength());
    }
    if (header.marker()) {
      finish();
    }
  }

  private void elements(byte[] buffer, int from, int end) {
    int aggregation = buffer[from];
    boolean continues = (aggregation & 0x80) != 0;
    boolean continued = (aggregation & 0x40) != 0;
    int count = aggregation >> 4 & 3;
    int at = from + 1;
    for (int i = 1; at < end; i++) {
      int length = end - at;
      if (i != count) {
        // The last element has no length where the count is told.
        int sizeBytes = sizeBytes(buffer, at, end);
        length = sizeBytes == 0 ? -1 : size(buffer, at, sizeBytes);
        at += sizeBytes;
      }
      if (length < 0 || length > end - at) {
        damaged = true;
        obuOpen = false;
        return;
      }
      element(buffer, at, length, continues && i == 1, continued && at + length == end);
      at += length;
    }
  }

  private void element(byte[] buffer, int at, int length, boolean continues, boolean continued) {
    if (continues != obuOpen) {
      // Its beginning is lost, or the end of the one before.
      damaged = true;
    }
    if (!continues) {
      obu.size = 0;
    }
    if (!obu.reserve(length)) {
      damaged = true;
      obuOpen = false;
      return;
    }
    obu.append(buffer, at, length);
    obuOpen = continued;
    if (!continued && !damaged) {
      complete();
    }
  }

  /** An OBU is whole: appends it to the temporal unit with its size. */
  private void complete() {
    byte[] bytes = obu.bytes;
    int headerBytes = obu.size > 0 && (bytes[0] & EXTENSION_FLAG) != 0 ? 2 : 1;
    int data = headerBytes;
    int end = obu.size;
    if (end >= data && (bytes[0] & SIZE_FLAG) != 0) {
      int sizeBytes = sizeBytes(bytes, data, end);
      data += sizeBytes;
      end = sizeBytes == 0 ? -1 : Math.min(end, data + size(bytes, headerBytes, sizeBytes));
    }
    if (end < data || bytes[0] < 0) {
      damaged = true;
      return;
    }
    int type = bytes[0] >> 3 & 0x0f;
    if (type == TEMPORAL_DELIMITER || type == TILE_LIST || type == PADDING) {
      return;
    }
    int length = end - data;
    if (!unit.reserve(headerBytes + MAX_SIZE_BYTES + length)) {
      damaged = true;
      return;
    }
    int start = unit.size;
    unit.append(bytes, 0, headerBytes);
    unit.bytes[start] |= SIZE_FLAG;
    putSize(length);
    unit.append(bytes, data, length);
    if (type == SEQUENCE_HEADER) {
      sequenceHeader = true;
      sink.parameterSet(unit.bytes, start, unit.size - start);
    } else if ((type == FRAME || type == FRAME_HEADER) && !hasPicture && length > 0) {
      hasPicture = true;
      // show_existing_frame 0, frame_type KEY_FRAME, show_frame 1 (AV1 5.9.2)
      keyFrame = (bytes[data] & 0xf0) == 0x10;
    }
  }

  private void finish() {
    open = false;
    boolean whole = !damaged && !obuOpen && hasPicture;
    if (damaged || obuOpen) {
      awaitingKey = true;
    }
    damaged = false;
    obuOpen = false;
    boolean key = keyFrame && sequenceHeader;
    if (whole && (key || !awaitingKey)) {
      awaitingKey = false;
      sink.accessUnit(unit.copy(), key, timestamp);
    }
  }

  /**
   * Bytes of the leb128 (AV1 4.10.5) that begins there, or 0 if it does not end or is too large.
   */
  private static int sizeBytes(byte[] buffer, int at, int end) {
    for (int i = 0; i < MAX_SIZE_BYTES && at + i < end; i++) {
      if (buffer[at + i] >= 0) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int size(byte[] buffer, int at, int sizeBytes) {
    int size = 0;
    for (int i = 0; i < sizeBytes; i++) {
      size |= (buffer[at + i] & 0x7f) << 7 * i;
    }
    return size;
  }

  private void putSize(int size) {
    int rest = size;
    while (rest > 0x7f) {
      unit.bytes[unit.size++] = (byte) (rest & 0x7f | 0x80);
      rest >>= 7;
    }
    unit.bytes[unit.size++] = (byte) rest;
  }
}
