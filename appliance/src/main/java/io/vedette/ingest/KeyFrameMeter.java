package io.vedette.ingest;

import io.vedette.media.Timebase;
import java.util.Arrays;

/**
 * How far a stream's key frames are apart: the middle one of the last {@value #WINDOW} distances,
 * which neither a loss makes longer nor a change of scene shorter. Used by one thread.
 */
final class KeyFrameMeter {

  static final int WINDOW = 3;

  private final long[] distances = new long[WINDOW];
  private int count;
  private boolean began;
  private long lastNanos;

  /** A key frame came, at that time on a timeline. */
  void key(long timeNanos) {
    if (began) {
      distances[count++ % WINDOW] = timeNanos - lastNanos;
    }
    began = true;
    lastNanos = timeNanos;
  }

  /** What comes next does not continue what came. */
  void interrupt() {
    began = false;
  }

  /** Seconds between key frames, rounded to tenths; 0 until there have been two. */
  double seconds() {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(distances, Math.min(count, WINDOW));
    Arrays.sort(sorted);
    return Math.round(sorted[(sorted.length - 1) / 2] * 10.0 / Timebase.NANOS) / 10.0;
  }
}
