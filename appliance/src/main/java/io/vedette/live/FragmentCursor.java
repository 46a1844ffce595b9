package io.vedette.live;

import java.time.Duration;

/** One viewer's place in a live stream. Used by one thread; closing it twice counts once. */
public final class FragmentCursor implements AutoCloseable {

  private static final long NO_EPOCH = -1;

  private final LiveStream stream;
  private boolean open = true;

  // The stream moves these, under its lock.
  long position;
  long epoch = NO_EPOCH;
  long lagged;

  FragmentCursor(LiveStream stream, long position) {
    this.stream = stream;
    this.position = position;
  }

  /**
   * The next step, waiting for it if need be.
   *
   * @param atMost the longest wait; zero asks what is there
   * @return a {@link CursorStep.Format} before the first fragment and whenever it changes, {@link
   *     CursorStep.Idle} if nothing came in time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public CursorStep next(Duration atMost) throws InterruptedException {
    return stream.step(this, atMost);
  }

  /** Whether the viewer has been given anything. */
  boolean hasBegun() {
    return epoch != NO_EPOCH;
  }

  /** Fragments that this viewer has missed. */
  public long laggedFragments() {
    return lagged;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      stream.leave(this);
    }
  }
}
