package io.vedette.rtsp;

import java.util.Arrays;

/**
 * Puts access units together from RTP packets (RFC 6184, packetization modes 0 and 1: single NAL
 * unit, STAP-A, FU-A). Copies each byte into a buffer that is used again, and allocates nothing but
 * the finished access unit. Used by one thread.
 *
 * <p>An access unit is handed on at its marker bit (RFC 6184 5.1). If that is lost or never set,
 * the next timestamp ends it. Some cameras set it on every slice: once a slice that continues a
 * picture follows a marker, markers are no longer believed.
 *
 * <p>After a loss everything up to the next IDR picture is dropped: it could not be decoded without
 * damage.
 */
public final class H264Depacketizer {

  /** Takes what comes out, on the thread that puts packets in. */
  public interface Sink {

    /**
     * The parameter sets of the access units from here on. Called before the first one and whenever
     * they change.
     *
     * @param sps NAL unit, header byte included
     * @param pps NAL unit, header byte included
     */
    void parameterSets(byte[] sps, byte[] pps);

    /**
     * A whole access unit.
     *
     * @param data NAL units, each behind its length in four bytes, without parameter sets,
     *     delimiters and filler; the sink's own
     * @param key whether it is an IDR picture
     * @param timestamp RTP timestamp, all 32 bits
     */
    void accessUnit(byte[] data, boolean key, int timestamp);
  }

  private static final int SLICE = 1;
  private static final int IDR = 5;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;
  private static final int FILLER = 12;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int LENGTH_BYTES = 4;

  /** No picture of a camera is larger; what is, is garbage. */
  private static final int MAX_BYTES = 16 << 20;

  private final Sink sink;
  private byte[] unit = new byte[128 * 1024];
  private int size;
  private int timestamp;
  private boolean open;
  private boolean key;
  private boolean hasPicture;
  private boolean damaged;

  private int fragmentStart = -1;
  private boolean awaitingKey = true;
  private boolean markersLie;
  private int lastEmitted;
  private boolean emittedByMarker;

  private byte[] sps = {};
  private byte[] pps = {};
  private boolean setsChanged;

  /** Hands everything to this sink. */
  public H264Depacketizer(Sink sink) {
    this.sink = sink;
  }

  /**
   * Parameter sets known from elsewhere, such as {@code sprop-parameter-sets}; other NAL units are
   * passed over.
   */
  public void parameterSet(byte[] nal) {
    if (nal.length > 0) {
      noteParameterSet(nal, 0, nal.length);
    }
  }

  /** Packets are missing before the next one. */
  public void lost() {
    damaged = true;
    fragmentStart = -1;
    awaitingKey = true;
  }

  /** Takes a packet. */
  public void packet(RtpHeader header, byte[] buffer) {
    if (open && header.timestamp() != timestamp) {
      finish(false);
    }
    if (!open) {
      begin(header.timestamp());
    }
    int at = header.payloadOffset();
    int length = header.payloadLength();
    if (length > 0) {
      switch (buffer[at] & 0x1f) {
        case STAP_A -> aggregate(buffer, at + 1, length - 1);
        case FU_A -> fragment(buffer, at, length);
        default -> nal(buffer, at, length);
      }
    }
    if (header.marker() && !markersLie) {
      finish(true);
    }
  }

  private void begin(int itsTimestamp) {
    open = true;
    timestamp = itsTimestamp;
    size = 0;
    key = false;
    hasPicture = false;
    fragmentStart = -1;
  }

  /** STAP-A (RFC 6184 5.7.1): NAL units, each behind its size in two bytes. */
  private void aggregate(byte[] buffer, int from, int length) {
    int at = from;
    int end = from + length;
    while (at + 2 <= end) {
      int nalLength = (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
      at += 2;
      if (nalLength == 0 || at + nalLength > end) {
        damaged = true;
        return;
      }
      nal(buffer, at, nalLength);
      at += nalLength;
    }
  }

  /** FU-A (RFC 6184 5.8): a piece of one NAL unit. */
  private void fragment(byte[] buffer, int at, int length) {
    if (length < 2) {
      damaged = true;
      return;
    }
    int indicator = buffer[at];
    int fuHeader = buffer[at + 1];
    if ((fuHeader & 0x80) != 0) {
      reserve(LENGTH_BYTES + 1);
      fragmentStart = size;
      size += LENGTH_BYTES;
      unit[size++] = (byte) (indicator & 0xe0 | fuHeader & 0x1f);
    } else if (fragmentStart < 0) {
      // Its beginning is lost.
      damaged = true;
      return;
    }
    append(buffer, at + 2, length - 2);
    if ((fuHeader & 0x40) != 0 && fragmentStart >= 0) {
      endFragments();
    }
  }

  private void endFragments() {
    int start = fragmentStart;
    fragmentStart = -1;
    int nalAt = start + LENGTH_BYTES;
    int nalLength = size - nalAt;
    if (isDropped(unit, nalAt, nalLength)) {
      size = start;
      return;
    }
    putLength(start, nalLength);
  }

  private void nal(byte[] buffer, int at, int length) {
    if (fragmentStart >= 0) {
      // The pieces before it never ended.
      size = fragmentStart;
      fragmentStart = -1;
      damaged = true;
    }
    if (!isDropped(buffer, at, length)) {
      reserve(LENGTH_BYTES + length);
      int start = size;
      size += LENGTH_BYTES;
      append(buffer, at, length);
      putLength(start, length);
    }
  }

  /** Notes what the NAL unit means; whether it has no place in the access unit. */
  private boolean isDropped(byte[] buffer, int at, int length) {
    int type = buffer[at] & 0x1f;
    switch (type) {
      case SPS, PPS -> noteParameterSet(buffer, at, length);
      case SLICE, 2, IDR -> {
        boolean continues = length > 1 && (buffer[at + 1] & 0x80) == 0;
        if (continues && !hasPicture && emittedByMarker && timestamp == lastEmitted) {
          markersLie = true;
          damaged = true;
        }
        hasPicture = true;
        key |= type == IDR;
      }
      default -> {
        // Carried along as it is.
      }
    }
    return type == SPS || type == PPS || type >= DELIMITER && type <= FILLER || type == 0;
  }

  private void noteParameterSet(byte[] buffer, int at, int length) {
    boolean sequence = (buffer[at] & 0x1f) == SPS;
    boolean picture = (buffer[at] & 0x1f) == PPS;
    byte[] known = sequence ? sps : pps;
    if ((sequence || picture) && !Arrays.equals(known, 0, known.length, buffer, at, at + length)) {
      byte[] set = Arrays.copyOfRange(buffer, at, at + length);
      if (sequence) {
        sps = set;
      } else {
        pps = set;
      }
      setsChanged = true;
    }
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
    boolean whole = !damaged && hasPicture && size > 0;
    if (damaged) {
      awaitingKey = true;
    }
    damaged = false;
    if (!whole || awaitingKey && !key || sps.length == 0 || pps.length == 0) {
      return;
    }
    awaitingKey = false;
    lastEmitted = timestamp;
    emittedByMarker = byMarker;
    if (setsChanged) {
      setsChanged = false;
      sink.parameterSets(sps, pps);
    }
    sink.accessUnit(Arrays.copyOf(unit, size), key, timestamp);
  }

  private void append(byte[] from, int at, int length) {
    reserve(length);
    System.arraycopy(from, at, unit, size, length);
    size += length;
  }

  private void putLength(int at, int length) {
    unit[at] = (byte) (length >> 24);
    unit[at + 1] = (byte) (length >> 16);
    unit[at + 2] = (byte) (length >> 8);
    unit[at + 3] = (byte) length;
  }

  /**
   * Makes room for more bytes. An access unit that grows beyond all measure is garbage and is
   * emptied.
   */
  private void reserve(int more) {
    if (size + more > MAX_BYTES) {
      damaged = true;
      size = 0;
      fragmentStart = -1;
    }
    if (size + more > unit.length) {
      unit = Arrays.copyOf(unit, Math.max(unit.length * 2, size + more));
    }
  }
}
