package io.vedette.camera.ffmpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the byte stream format of H.264 (ITU-T H.264 Annex B). */
public final class AnnexB {

  private static final int START_CODE = 3;

  private AnnexB() {}

  /**
   * The NAL units of an access unit, without start codes and the zero bytes around them, as views
   * of the array.
   */
  public static List<ByteBuffer> nalUnits(byte[] annexB) {
    List<ByteBuffer> units = new ArrayList<>();
    int start = startCode(annexB, 0);
    while (start < annexB.length) {
      int from = start + START_CODE;
      int next = startCode(annexB, from);
      int to = next;
      // A NAL unit never ends with a zero byte: those belong to what follows (7.4.1).
      while (to > from && annexB[to - 1] == 0) {
        to--;
      }
      if (to > from) {
        units.add(ByteBuffer.wrap(annexB, from, to - from).slice());
      }
      start = next;
    }
    return units;
  }

  /** Index of the next 00 00 01 at or behind a place; the length if there is none. */
  private static int startCode(byte[] bytes, int from) {
    for (int i = from; i + 2 < bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        return i;
      }
    }
    return bytes.length;
  }
}
