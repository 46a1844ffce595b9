package io.vedette.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a stream's playlists list, one window after the other. Players of HLS wait by hundreds for
 * the same part, so nobody who waits or reads holds a lock. {@link #list} is called under the
 * stream's lock, everything else by any thread.
 */
final class Listings {

  /** What is listed, and what is opened when that is not the newest any more. */
  private record Listing(PlaylistWindow window, CountDownLatch outdated) {}

  private volatile Listing listing;
  private volatile boolean closed;

  Listings(PlaylistWindow window) {
    listing = new Listing(window, new CountDownLatch(1));
  }

  /** This is listed now. */
  void list(PlaylistWindow window) {
    Listing before = listing;
    listing = new Listing(window, new CountDownLatch(1));
    before.outdated().countDown();
  }

  /** Lets go of all who wait; nothing will be listed any more. */
  void close() {
    closed = true;
    listing.outdated().countDown();
  }

  PlaylistWindow window() {
    return listing.window();
  }

  /** As {@link LiveStream#await}. */
  Optional<PlaylistWindow> await(long mediaSequence, int part, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!closed) {
      Listing now = listing;
      if (now.window().reaches(mediaSequence, part)) {
        return Optional.of(now.window());
      }
      if (!now.outdated().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** As {@link LiveStream#part}. */
  Optional<Part> part(long mediaSequence, int index, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!closed) {
      Listing now = listing;
      Optional<Part> found = now.window().part(mediaSequence, index);
      boolean hinted =
          mediaSequence == now.window().hintedMediaSequence() && index == now.window().hintedPart();
      if (found.isPresent()
          || !hinted
          || !now.outdated().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return found;
      }
    }
    return Optional.empty();
  }
}
