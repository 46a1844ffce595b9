package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.util.Arrays;

/** Fragments by their position in the stream; positions only rise. Guarded by the stream's lock. */
final class FragmentRing {

  private Fragment[] slots = new Fragment[512];
  private long first;
  private long end;
  private long bytes;

  /** Position of the oldest fragment, or {@link #end()} if there is none. */
  long first() {
    return first;
  }

  /** Position that the next fragment will have. */
  long end() {
    return end;
  }

  /** Bytes of all fragments. */
  long bytes() {
    return bytes;
  }

  /** The fragment at a position from {@link #first()} to before {@link #end()}. */
  Fragment get(long position) {
    return slots[slot(position)];
  }

  void add(Fragment fragment) {
    if (end - first == slots.length) {
      grow();
    }
    slots[slot(end++)] = fragment;
    bytes += fragment.bytes().length;
  }

  /** Drops every fragment before a position. */
  void dropBefore(long position) {
    while (first < position) {
      int slot = slot(first++);
      bytes -= slots[slot].bytes().length;
      slots[slot] = null;
    }
  }

  private void grow() {
    Fragment[] old = slots;
    Fragment[] larger = Arrays.copyOf(old, old.length * 2);
    Arrays.fill(larger, null);
    for (long position = first; position < end; position++) {
      larger[(int) (position & larger.length - 1)] = old[slot(position)];
    }
    slots = larger;
  }

  private int slot(long position) {
    return (int) (position & slots.length - 1);
  }
}
