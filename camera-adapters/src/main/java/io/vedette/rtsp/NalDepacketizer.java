package io.vedette.rtsp;

/**
 * What the payloads of H.264 (RFC 6184) and H.265 (RFC 7798) have in common: NAL units that come
 * alone, several in a packet, or in fragments. Copies each byte into a buffer that is used again,
 * and allocates nothing but the finished access unit.
 *
 * <p>Some cameras set the marker on every slice: once a slice that continues a picture follows a
 * marker, markers are no longer believed.
 */
abstract sealed class NalDepacketizer implements VideoDepacketizer
    permits H264Depacketizer, H265Depacketizer {

  private static final int LENGTH_BYTES = 4;

  /** What a NAL unit is to the access unit. */
  enum Role {
    /** The first slice of a picture. */
    PICTURE,
    /** A further slice of it. */
    CONTINUATION,
    /** Told apart from the pictures. */
    PARAMETER_SET,
    /** Of no use to a decoder. */
    DROPPED,
    /** Carried along as it is. */
    OTHER
  }

  final AccessUnitSink sink;
  private final AccessUnitBuffer unit = new AccessUnitBuffer();
  private int timestamp;
  private boolean open;
  private boolean hasPicture;
  private boolean damaged;

  private int fragmentStart = -1;
  private boolean awaitingKey = true;
  private boolean markersLie;
  private int lastEmitted;
  private boolean emittedByMarker;
  private boolean leadingDropped;
  private int keyTimestamp;

  NalDepacketizer(AccessUnitSink sink) {
    this.sink = sink;
  }

  /** Takes the payload of a packet apart, with the methods below. */
  abstract void payload(byte[] buffer, int at, int length);

  /** What a NAL unit is, looked at once in each access unit. */
  abstract Role role(byte[] buffer, int at, int length);

  /** A new access unit begins. */
  abstract void begin();

  /**
   * Whether decoding can begin with the access unit, which is whole.
   *
   * @param awaited whether decoding has to begin
   * @param itsTimestamp its RTP timestamp
   */
  abstract boolean isKey(boolean awaited, int itsTimestamp);

  /**
   * Whether pictures that follow the access unit, which is a key, but refer to what was before it
   * are to be dropped.
   *
   * @param awaited whether decoding begins with it
   */
  abstract boolean dropsLeading(boolean awaited);

  /** Whether the access unit, which is no key, refers to what was before the last key. */
  abstract boolean isLeading(int ticksBehindKey);

  @Override
  public final void lost() {
    damaged = true;
    fragmentStart = -1;
    awaitingKey = true;
  }

  @Override
  public final void packet(RtpHeader header, byte[] buffer) {
    if (open && header.timestamp() != timestamp) {
      finish(false);
    }
    if (!open) {
      open(header.timestamp());
    }
    if (header.payloadLength() > 0) {
      payload(buffer, header.payloadOffset(), header.payloadLength());
    }
    if (header.marker() && !markersLie) {
      finish(true);
    }
  }

  private void open(int itsTimestamp) {
    open = true;
    timestamp = itsTimestamp;
    unit.size = 0;
    hasPicture = false;
    fragmentStart = -1;
    begin();
  }

  /** The access unit is not whole. */
  final void damaged() {
    damaged = true;
  }

  /**
   * A fragment of a NAL unit.
   *
   * @param header the header of the NAL unit; its lowest byte, or its two lowest
   * @param headerBytes how many bytes that is
   */
  final void fragment(
      boolean start, boolean end, int header, int headerBytes, byte[] buffer, int at, int length) {
    if (start) {
      abandonFragments();
      if (!reserve(LENGTH_BYTES + headerBytes)) {
        return;
      }
      fragmentStart = unit.size;
      unit.size += LENGTH_BYTES;
      for (int i = headerBytes - 1; i >= 0; i--) {
        unit.bytes[unit.size++] = (byte) (header >> 8 * i);
      }
    } else if (fragmentStart < 0) {
      // Its beginning is lost.
      damaged = true;
      return;
    }
    if (!reserve(length)) {
      return;
    }
    unit.append(buffer, at, length);
    if (end) {
      int nal = fragmentStart + LENGTH_BYTES;
      int nalLength = unit.size - nal;
      if (nalLength > headerBytes && isKept(unit.bytes, nal, nalLength)) {
        putLength(fragmentStart, nalLength);
      } else {
        unit.size = fragmentStart;
      }
      fragmentStart = -1;
    }
  }

  /** A NAL unit. */
  final void nal(byte[] buffer, int at, int length) {
    abandonFragments();
    if (isKept(buffer, at, length) && reserve(LENGTH_BYTES + length)) {
      int start = unit.size;
      unit.size += LENGTH_BYTES;
      unit.append(buffer, at, length);
      putLength(start, length);
    }
  }

  /** The pieces before never ended. */
  private void abandonFragments() {
    if (fragmentStart >= 0) {
      unit.size = fragmentStart;
      fragmentStart = -1;
      damaged = true;
    }
  }

  private boolean isKept(byte[] buffer, int at, int length) {
    return switch (role(buffer, at, length)) {
      case PICTURE -> {
        hasPicture = true;
        yield true;
      }
      case CONTINUATION -> {
        if (!hasPicture && emittedByMarker && timestamp == lastEmitted) {
          markersLie = true;
          damaged = true;
        }
        hasPicture = true;
        yield true;
      }
      case PARAMETER_SET -> {
        sink.parameterSet(buffer, at, length);
        yield false;
      }
      case DROPPED -> false;
      case OTHER -> true;
    };
  }

  private void finish(boolean byMarker) {
    if (fragmentStart >= 0) {
      damaged = true;
    }
    if (!hasPicture && byMarker) {
      // Parameter sets with a marker of their own; the picture follows under the same timestamp.
      return;
    }
    open = false;
    boolean whole = !damaged && hasPicture && unit.size > 0;
    if (damaged) {
      awaitingKey = true;
    }
    damaged = false;
    if (!whole) {
      return;
    }
    boolean key = isKey(awaitingKey, timestamp);
    if (key) {
      leadingDropped = dropsLeading(awaitingKey);
      keyTimestamp = timestamp;
      awaitingKey = false;
    } else if (awaitingKey || leadingDropped && isLeading(timestamp - keyTimestamp)) {
      return;
    }
    lastEmitted = timestamp;
    emittedByMarker = byMarker;
    sink.accessUnit(unit.copy(), key, timestamp);
  }

  private void putLength(int at, int length) {
    unit.bytes[at] = (byte) (length >> 24);
    unit.bytes[at + 1] = (byte) (length >> 16);
    unit.bytes[at + 2] = (byte) (length >> 8);
    unit.bytes[at + 3] = (byte) length;
  }

  /** Makes room. An access unit that grows beyond all measure is garbage and is emptied. */
  private boolean reserve(int more) {
    if (unit.reserve(more)) {
      return true;
    }
    damaged = true;
    unit.size = 0;
    fragmentStart = -1;
    return false;
  }
}
