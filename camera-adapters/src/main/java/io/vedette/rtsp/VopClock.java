package io.vedette.rtsp;

/**
 * The times that MPEG-4 video has in itself (ISO/IEC 14496-2 6.3.3 to 6.3.5). They tell how far
 * apart the pictures of one RTP packet are, which has one timestamp only. Used by one thread.
 */
final class VopClock {

  private static final int EXTENDED_ASPECT_RATIO = 15;
  private static final int BUFFER_PARAMETER_BITS = 79;
  private static final int GRAYSCALE = 3;
  private static final int MOST_SECONDS = 60;
  private static final int B = 2;

  private int resolution;
  private long anchorSecond;
  private long lastAnchorSecond;
  private long ticks;

  /** Reads the resolution out of a video object layer; the first byte follows its start code. */
  void layer(byte[] bytes, int from, int to) {
    try {
      PayloadBits in = new PayloadBits(bytes, from, to);
      in.skip(9); // random_accessible_vol, video_object_type_indication
      int version = 1;
      if (in.flag()) {
        version = in.bits(4);
        in.skip(3);
      }
      if (in.bits(4) == EXTENDED_ASPECT_RATIO) {
        in.skip(16);
      }
      if (in.flag()) {
        in.skip(3); // chroma_format, low_delay
        if (in.flag()) {
          in.skip(BUFFER_PARAMETER_BITS);
        }
      }
      if (in.bits(2) == GRAYSCALE && version != 1) {
        in.skip(4);
      }
      in.skip(1);
      resolution = in.bits(16);
    } catch (IllegalArgumentException e) {
      resolution = 0;
    }
  }

  /** Takes the time code of a group of VOPs; the first byte follows its start code. */
  void group(byte[] bytes, int from, int to) {
    if (to - from >= 3) {
      PayloadBits in = new PayloadBits(bytes, from, to);
      int minutes = in.bits(5) * 60 + in.bits(6);
      in.skip(1);
      anchorSecond = minutes * 60L + in.bits(6);
    }
  }

  /**
   * Takes the header of a VOP; the first byte follows its start code.
   *
   * @return whether its time can be told
   */
  boolean picture(byte[] bytes, int from, int to) {
    if (resolution == 0) {
      return false;
    }
    try {
      PayloadBits in = new PayloadBits(bytes, from, to);
      boolean between = in.bits(2) == B;
      int seconds = 0;
      while (in.flag()) {
        if (++seconds > MOST_SECONDS) {
          return false;
        }
      }
      in.skip(1);
      int increment =
          in.bits(Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(resolution - 1)));
      if (!between) {
        lastAnchorSecond = anchorSecond;
        anchorSecond += seconds;
      }
      ticks = (between ? lastAnchorSecond + seconds : anchorSecond) * resolution + increment;
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The time of the last VOP taken, in ticks of the resolution. */
  long ticks() {
    return ticks;
  }

  /** Ticks per second; 0 while unknown. */
  int resolution() {
    return resolution;
  }
}
