package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.util.List;

/**
 * A partial segment of low-latency HLS (RFC 8216bis 4.4.4.9): some fragments of a segment,
 * published before the segment is complete. Immutable; its bytes are joined when they are first
 * asked for and kept for as long as the part is listed. Compared by identity.
 */
public final class Part {

  private final int index;
  private final boolean independent;
  private final boolean gap;
  private final long durationNanos;
  private final List<Fragment> fragments;
  private volatile byte[] joined;

  /**
   * @param index its place in the segment, from 0
   * @param independent whether it holds a key frame
   * @param gap whether its fragments could not be kept
   * @param durationNanos its length on the timeline
   * @param fragments its fragments in order
   */
  public Part(
      int index, boolean independent, boolean gap, long durationNanos, List<Fragment> fragments) {
    this.index = index;
    this.independent = independent;
    this.gap = gap;
    this.durationNanos = durationNanos;
    this.fragments = List.copyOf(fragments);
  }

  public int index() {
    return index;
  }

  public boolean independent() {
    return independent;
  }

  public boolean gap() {
    return gap;
  }

  public long durationNanos() {
    return durationNanos;
  }

  /** Its fragments as one array, shared by all who ask for it; not to be changed. */
  public byte[] bytes() {
    byte[] bytes = joined;
    if (bytes == null) {
      // Two who ask at once may both join it; either result is right.
      bytes = join();
      joined = bytes;
    }
    return bytes;
  }

  /** The same part after its fragments had to be dropped. */
  Part lost() {
    return new Part(index, independent, true, durationNanos, List.of());
  }

  private byte[] join() {
    if (fragments.size() == 1) {
      return fragments.getFirst().bytes();
    }
    int length = 0;
    for (Fragment fragment : fragments) {
      length += fragment.bytes().length;
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (Fragment fragment : fragments) {
      System.arraycopy(fragment.bytes(), 0, bytes, at, fragment.bytes().length);
      at += fragment.bytes().length;
    }
    return bytes;
  }
}
