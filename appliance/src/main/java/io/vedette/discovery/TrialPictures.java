package io.vedette.discovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * JPEG pictures of cameras that were tried, in memory only: the oldest go when there are too many
 * bytes of them, and all go after a while. Safe for use by any thread.
 */
final class TrialPictures {

  private record Kept(byte[] jpeg, Instant since) {}

  private final long mostBytes;
  private final Duration age;
  private final InstantSource clock;
  private final Map<String, Kept> byCamera = new LinkedHashMap<>();
  private long bytes;

  TrialPictures(long mostBytes, Duration age, InstantSource clock) {
    this.mostBytes = mostBytes;
    this.age = age;
    this.clock = clock;
  }

  /**
   * Keeps a picture in place of the one before; one that is larger than all there is room for is
   * not kept.
   *
   * @return whether it is
   */
  synchronized boolean keep(String camera, byte[] jpeg) {
    remove(camera);
    if (jpeg.length > mostBytes) {
      return false;
    }
    byCamera.put(camera, new Kept(jpeg, clock.instant()));
    bytes += jpeg.length;
    drop();
    return true;
  }

  /** The picture of a camera; not to be changed. */
  synchronized Optional<byte[]> find(String camera) {
    drop();
    return Optional.ofNullable(byCamera.get(camera)).map(Kept::jpeg);
  }

  /** Forgets a camera's picture. */
  synchronized void remove(String camera) {
    Kept before = byCamera.remove(camera);
    if (before != null) {
      bytes -= before.jpeg().length;
    }
  }

  private void drop() {
    Instant oldest = clock.instant().minus(age);
    Iterator<Kept> kept = byCamera.values().iterator();
    while (kept.hasNext()) {
      Kept next = kept.next();
      if (bytes <= mostBytes && next.since().isAfter(oldest)) {
        return;
      }
      kept.remove();
      bytes -= next.jpeg().length;
    }
  }
}
