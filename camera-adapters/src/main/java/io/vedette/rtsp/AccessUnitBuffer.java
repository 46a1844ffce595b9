package io.vedette.rtsp;

import io.vedette.media.AccessUnit;
import java.util.Arrays;

/** The bytes of the access unit under way, used again for each. Used by one thread. */
final class AccessUnitBuffer {

  /** No picture of a camera is larger; what is, is garbage. */
  private static final int MAX_BYTES = 16 << 20;

  byte[] bytes = new byte[128 * 1024];
  int size;

  /** Makes room for more bytes; whether there may be so many. */
  boolean reserve(int more) {
    if (size + more > MAX_BYTES) {
      return false;
    }
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
    return true;
  }

  /** Appends bytes for which room has been made. */
  void append(byte[] from, int at, int length) {
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  /** What has been put together. */
  AccessUnit copy() {
    return AccessUnit.copyOf(bytes, 0, size);
  }
}
