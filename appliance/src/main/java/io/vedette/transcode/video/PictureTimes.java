package io.vedette.transcode.video;

import io.vedette.media.Packet;

/**
 * When the last pictures arrived and were captured, by their presentation time. Used by one thread;
 * allocates nothing after its construction.
 */
final class PictureTimes {

  /** More than decoder, filters and encoder hold together. */
  private static final int KEPT = 64;

  private final long[] pts = new long[KEPT];
  private final long[] arrivals = new long[KEPT];
  private final long[] captures = new long[KEPT];
  private int next;
  private int found;

  void note(long time, Packet packet) {
    pts[next] = time;
    arrivals[next] = packet.arrivalNanos();
    captures[next] = packet.captureEpochNanos();
    next = (next + 1) % KEPT;
  }

  /** Goes to the picture of a time, or the one nearest to it. */
  void find(long time) {
    long nearest = Long.MAX_VALUE;
    for (int i = 0; i < KEPT; i++) {
      // From the newest back: times may come again after the source began anew.
      int at = (next - 1 - i + KEPT) % KEPT;
      long distance = Math.abs(pts[at] - time);
      if (distance < nearest) {
        nearest = distance;
        found = at;
      }
    }
  }

  /** {@link Packet#arrivalNanos()} of the one found. */
  long arrivalNanos() {
    return arrivals[found];
  }

  /** {@link Packet#captureEpochNanos()} of the one found. */
  long captureEpochNanos() {
    return captures[found];
  }
}
