package io.vedette.testing;

import java.nio.ByteBuffer;

/**
 * Tells how much video of a stream of fragmented MP4 there is by the times that its pictures carry,
 * however late they come (ISO/IEC 14496-12).
 */
public final class MediaLength {

  private static final int MOOV = 0x6d6f6f76;
  private static final int TRAK = 0x7472616b;
  private static final int TKHD = 0x746b6864;
  private static final int MDIA = 0x6d646961;
  private static final int MDHD = 0x6d646864;
  private static final int HDLR = 0x68646c72;
  private static final int MOOF = 0x6d6f6f66;
  private static final int TRAF = 0x74726166;
  private static final int TFHD = 0x74666864;
  private static final int TFDT = 0x74666474;
  private static final int VIDEO = 0x76696465;
  private static final int HEADER = 8;

  private int track;
  private long timescale;
  private int videoTrack;
  private long videoTimescale;
  private boolean begun;
  private long first;
  private long last;

  /** Takes one or more boxes, each of them whole. */
  public void take(byte[] boxes) {
    take(ByteBuffer.wrap(boxes));
  }

  private void take(ByteBuffer boxes) {
    while (boxes.remaining() >= HEADER) {
      int start = boxes.position();
      int size = boxes.getInt(start);
      int type = boxes.getInt(start + Integer.BYTES);
      box(type, boxes.slice(start + HEADER, size - HEADER));
      boxes.position(start + size);
    }
  }

  private void box(int type, ByteBuffer content) {
    switch (type) {
      case MOOV, TRAK, MDIA, MOOF, TRAF -> take(content);
      case TKHD -> track = content.getInt(isLong(content) ? 20 : 12);
      case MDHD -> timescale = content.getInt(isLong(content) ? 20 : 12);
      case HDLR -> {
        if (content.getInt(8) == VIDEO) {
          videoTrack = track;
          videoTimescale = timescale;
        }
      }
      case TFHD -> track = content.getInt(4);
      case TFDT -> {
        if (track == videoTrack) {
          last = isLong(content) ? content.getLong(4) : content.getInt(4);
          first = begun ? first : last;
          begun = true;
        }
      }
      default -> {
        // Says nothing of time.
      }
    }
  }

  /** Whether times take 64 bits: version 1. */
  private static boolean isLong(ByteBuffer fullBox) {
    return fullBox.get(0) == 1;
  }

  /** Seconds from the decoding of the first picture to that of the last one. */
  public double seconds() {
    return begun ? (last - first) / (double) videoTimescale : 0;
  }
}
