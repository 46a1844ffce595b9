package io.vedette.camera.rtmp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where those who push and those who read meet, by keys. There is one stream for a key: whoever
 * comes later takes the place of who is there, as a camera that has lost its power or its network
 * comes back long before anybody notices that its last connection is dead. Safe for use by any
 * thread.
 */
final class PushDesk {

  /** What became of a stream that was offered. */
  enum Outcome {
    /** Somebody reads it. */
    TAKEN,
    /** Another has come with the same key before anybody read it. */
    SUPERSEDED,
    /** Nobody has this key. */
    UNKNOWN_KEY,
    /** Nobody reads this camera now: it is switched off. */
    NOT_WANTED
  }

  /** What belongs to one key. */
  private static final class Place {
    private boolean announced;
    private Optional<PushedStream> offered = Optional.empty();
    private Optional<PushedStream> taken = Optional.empty();
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** By their keys; what strangers send is only ever compared by {@link #find}. */
  private final Map<String, Place> places = new HashMap<>();

  /** From now on these are the keys. Streams of others end. */
  void expect(Collection<String> keys) {
    lock.lock();
    try {
      List<String> gone = new ArrayList<>(places.keySet());
      gone.removeAll(keys);
      for (String key : gone) {
        Place place = places.remove(key);
        place.offered.ifPresent(PushedStream::close);
        place.taken.ifPresent(PushedStream::close);
      }
      keys.forEach(key -> places.computeIfAbsent(key, _ -> new Place()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Offers a stream and waits until somebody reads it. Whoever was there with this key is ended.
   *
   * @param atMost the longest wait
   */
  Outcome offer(String key, PushedStream stream, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Optional<Place> found = find(key);
      if (found.isEmpty()) {
        return Outcome.UNKNOWN_KEY;
      }
      Place place = found.get();
      place.offered.ifPresent(PushedStream::supersede);
      place.taken.ifPresent(PushedStream::supersede);
      place.offered = Optional.of(stream);
      changed.signalAll();
      long nanos = atMost.toNanos();
      while (place.offered.filter(stream::equals).isPresent() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (place.offered.filter(stream::equals).isPresent()) {
        place.offered = Optional.empty();
        return Outcome.NOT_WANTED;
      }
      return place.taken.filter(stream::equals).isPresent() || !stream.isSuperseded()
          ? Outcome.TAKEN
          : Outcome.SUPERSEDED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the stream of a key. Says once that it does, and is then to be called again.
   *
   * @throws CameraException with {@link Reason#AWAITED} if nobody is there and that was not said
   *     yet; with {@link Reason#STOPPED} if the thread was interrupted, or the key is none any more
   */
  PushedStream await(String key) throws CameraException {
    lock.lock();
    try {
      Place place = places.get(key);
      while (place != null && places.get(key) == place) {
        if (place.offered.isPresent()) {
          PushedStream stream = place.offered.get();
          place.offered = Optional.empty();
          place.taken = Optional.of(stream);
          place.announced = false;
          changed.signalAll();
          return stream;
        }
        if (!place.announced) {
          place.announced = true;
          throw new CameraException(Reason.AWAITED, "RTMP", "waiting for the camera to connect");
        }
        changed.await();
      }
      throw new CameraException(Reason.STOPPED, "RTMP", "the camera has no such key any more");
    } catch (InterruptedException e) {
      throw new CameraException(Reason.STOPPED, "RTMP", "the box waits no longer", e);
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads this stream any more. */
  void left(String key, PushedStream stream) {
    lock.lock();
    try {
      Place place = places.get(key);
      if (place != null && place.taken.filter(stream::equals).isPresent()) {
        place.taken = Optional.empty();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks at every key, however early one is found, so that the time tells nothing. */
  private Optional<Place> find(String key) {
    byte[] digest = digest(key);
    Optional<Place> found = Optional.empty();
    for (Map.Entry<String, Place> place : places.entrySet()) {
      if (MessageDigest.isEqual(digest(place.getKey()), digest)) {
        found = Optional.of(place.getValue());
      }
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
