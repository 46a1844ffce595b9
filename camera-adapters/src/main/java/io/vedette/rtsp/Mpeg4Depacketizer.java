package io.vedette.rtsp;

import io.vedette.media.AccessUnit;

/**
 * MPEG-4 video over RTP (RFC 6416 5): VOPs and what stands before them, cut anywhere. Used by one
 * thread.
 *
 * <p>Headers are told apart from the pictures. Several small VOPs may come in one packet, as
 * GStreamer sends them; the timestamp is that of the first. Decoding begins with an I-VOP.
 */
public final class Mpeg4Depacketizer implements VideoDepacketizer {

  private static final int FIRST_LAYER_START = 0x20;
  private static final int LAST_LAYER_START = 0x2f;
  private static final int SEQUENCE_START = 0xb0;
  private static final int GROUP_START = 0xb3;
  private static final int OBJECT_START = 0xb5;
  private static final int PICTURE_START = 0xb6;
  private static final int START_CODE_BYTES = 4;

  private static final int CLOCK_RATE = 90_000;

  /** Where VOPs of one packet do not tell how far apart they are. */
  private static final int GUESSED_STEP = CLOCK_RATE / 30;

  /** Further apart than that they are in no packet. */
  private static final int MOST_STEP = 2 * CLOCK_RATE;

  private final AccessUnitSink sink;
  private final AccessUnitBuffer unit = new AccessUnitBuffer();
  private final VopClock clock = new VopClock();
  private int timestamp;
  private boolean open;
  private boolean damaged;
  private boolean awaitingKey = true;

  // Of the unit that is taken apart: where pieces begin, -1 where there is none.
  private int headers;
  private int picture;
  private int pictureHeader;
  private boolean hasLayer;
  private boolean hasFirst;
  private boolean firstTold;
  private long firstTicks;
  private int step;

  /** Hands everything to this sink. */
  public Mpeg4Depacketizer(AccessUnitSink sink) {
    this.sink = sink;
  }

  /** Takes headers that are told beforehand, and hands them on. */
  public void described(byte[] bytes) {
    if (unit.reserve(bytes.length)) {
      unit.size = 0;
      unit.append(bytes, 0, bytes.length);
      take();
      unit.size = 0;
    }
  }

  @Override
  public void lost() {
    damaged = true;
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
    }
    if (unit.reserve(header.payloadLength())) {
      unit.append(buffer, header.payloadOffset(), header.payloadLength());
    } else {
      damaged = true;
      unit.size = 0;
    }
    if (header.marker()) {
      finish();
    }
  }

  private void finish() {
    open = false;
    boolean whole = !damaged;
    awaitingKey |= damaged;
    damaged = false;
    if (whole) {
      take();
    }
  }

  private void take() {
    byte[] bytes = unit.bytes;
    headers = -1;
    picture = -1;
    pictureHeader = -1;
    hasLayer = false;
    hasFirst = false;
    step = 0;
    for (int at = 0; at + START_CODE_BYTES <= unit.size; at++) {
      if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
        piece(bytes[at + 3] & 0xff, at);
        at += START_CODE_BYTES - 1;
      }
    }
    endPicture(unit.size);
    endHeaders(unit.size);
  }

  private void piece(int code, int at) {
    int content = at + START_CODE_BYTES;
    switch (code) {
      case PICTURE_START -> {
        endPicture(at);
        endHeaders(at);
        picture = picture < 0 ? at : picture;
        pictureHeader = content;
      }
      case GROUP_START -> {
        endPicture(at);
        endHeaders(at);
        picture = at;
        clock.group(unit.bytes, content, unit.size);
      }
      default -> {
        boolean layer = code >= FIRST_LAYER_START && code <= LAST_LAYER_START;
        if (code < FIRST_LAYER_START || layer || code == SEQUENCE_START || code == OBJECT_START) {
          endPicture(at);
          headers = headers < 0 ? at : headers;
        }
        if (layer) {
          hasLayer = true;
          clock.layer(unit.bytes, content, unit.size);
        }
      }
    }
  }

  private void endHeaders(int end) {
    if (headers >= 0 && hasLayer) {
      sink.parameterSet(unit.bytes, headers, end - headers);
    }
    headers = -1;
    hasLayer = false;
  }

  private void endPicture(int end) {
    int begin = picture;
    int header = pictureHeader;
    if (header < 0) {
      // A group without a picture is kept for the one that follows it; before headers it is none.
      return;
    }
    picture = -1;
    pictureHeader = -1;
    if (header >= end) {
      awaitingKey = true;
      return;
    }
    int offset = offset(header, end);
    // vop_coding_type 0: I
    boolean key = (unit.bytes[header] & 0xc0) == 0;
    if (key || !awaitingKey) {
      awaitingKey = false;
      sink.accessUnit(AccessUnit.copyOf(unit.bytes, begin, end - begin), key, timestamp + offset);
    }
  }

  /** How many ticks a VOP is behind the first of its unit. */
  private int offset(int header, int end) {
    boolean told = clock.picture(unit.bytes, header, end);
    if (!hasFirst) {
      hasFirst = true;
      firstTold = told;
      firstTicks = clock.ticks();
      return 0;
    }
    step += GUESSED_STEP;
    if (!told || !firstTold) {
      return step;
    }
    long exact =
        Math.round((double) (clock.ticks() - firstTicks) * CLOCK_RATE / clock.resolution());
    return exact == 0 || Math.abs(exact) > MOST_STEP ? step : (int) exact;
  }
}
