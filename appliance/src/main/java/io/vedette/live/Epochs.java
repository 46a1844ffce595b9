package io.vedette.live;

import io.vedette.fragment.InitSegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Which init segment a fragment in the ring needs. Guarded by the stream's lock. */
final class Epochs {

  /**
   * A stretch of the stream with one format.
   *
   * @param number names it in addresses; never used again
   * @param firstPosition of the first fragment that needs the init segment
   */
  record Epoch(long number, long firstPosition, InitSegment init) {}

  private final Deque<Epoch> epochs = new ArrayDeque<>();

  /** What follows the newest fragment belongs to this. */
  void add(Epoch next) {
    epochs.addLast(next);
  }

  /** The newest, if there is any. */
  Optional<Epoch> newest() {
    return Optional.ofNullable(epochs.peekLast());
  }

  /**
   * The epoch in force at a position; the newest one is in force at the ring's end already. Null
   * where none is.
   */
  Epoch at(long position) {
    Epoch found = null;
    for (Epoch epoch : epochs) {
      if (epoch.firstPosition() <= position) {
        found = epoch;
      }
    }
    return found;
  }

  /** One of which fragments are in the ring, or the newest. */
  Optional<InitSegment> init(long number) {
    return epochs.stream().filter(known -> known.number() == number).map(Epoch::init).findFirst();
  }

  /** No fragment before a position is left. */
  void dropBefore(long position) {
    while (epochs.size() > 1 && second().firstPosition() <= position) {
      epochs.removeFirst();
    }
  }

  private Epoch second() {
    Iterator<Epoch> all = epochs.iterator();
    all.next();
    return all.next();
  }
}
