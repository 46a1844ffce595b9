package io.vedette.live;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One rendition of one camera, live: a ring of fragments that begins with a key frame, with one
 * writer and many readers.
 *
 * <p>{@link #format}, {@link #publish} and {@link #interrupt} are called by the writer's thread and
 * never wait for a reader; everything else by any thread. Whole segments leave the ring together,
 * so that what is left can be played from its start.
 */
public final class LiveStream implements AutoCloseable {

  /**
   * Complete segments that age alone does not drop: one more than a playlist lists, for who is
   * still fetching it.
   */
  static final int MIN_SEGMENTS = Segmenter.LISTED + 1;

  private record Epoch(long number, long firstPosition, InitSegment init) {}

  private static final long NONE = -1;

  private final String id;
  private final RingLimits limits;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();

  private final FragmentRing ring = new FragmentRing();
  private final Segmenter segmenter;
  private final Deque<Epoch> epochs = new ArrayDeque<>();
  private long nextEpoch;
  private long newestKey = NONE;
  private boolean awaitingKey = true;
  private long lastVideoArrival;
  private boolean videoCame;
  private int viewers;
  private long lagged;
  private boolean closed;

  /**
   * An empty stream.
   *
   * @param id names it in messages
   * @param limits how much it keeps
   * @param clock the wall clock: program date-time, and where sequence numbers start
   */
  public LiveStream(String id, RingLimits limits, InstantSource clock) {
    this.id = id;
    this.limits = limits;
    this.clock = clock;
    this.nextEpoch = clock.instant().getEpochSecond();
    this.segmenter = new Segmenter(nextEpoch);
  }

  /** From here on fragments need this init segment. Ends the segment under way. */
  public void format(InitSegment init) {
    lock.lock();
    try {
      segmenter.interrupt();
      awaitingKey = true;
      newestKey = NONE;
      epochs.addLast(new Epoch(nextEpoch++, ring.end(), init));
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands a fragment to the viewers. What comes before the first key frame after a format or an
   * interruption is left out: nobody could show it.
   *
   * @throws IllegalStateException if no format has been set
   */
  public void publish(Fragment fragment) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (epochs.isEmpty()) {
        throw new IllegalStateException("stream " + id + " has no format");
      }
      Epoch epoch = epochs.getLast();
      boolean beginsGop = fragment.isVideoKey() || !epoch.init().video();
      if (awaitingKey && !beginsGop) {
        return;
      }
      awaitingKey = false;
      if (beginsGop) {
        newestKey = ring.end();
      }
      if (fragment.video()) {
        videoCame = true;
        lastVideoArrival = fragment.arrivalNanos();
      }
      ring.add(fragment);
      segmenter.add(fragment, beginsGop, epoch.number(), clock.instant());
      evict(fragment);
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The camera went away. The segment under way ends; viewers stay, and what comes next begins with
   * a key frame.
   */
  public void interrupt() {
    lock.lock();
    try {
      segmenter.interrupt();
      awaitingKey = true;
      newestKey = NONE;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A new viewer, who begins at the newest key frame; while the camera is away, with the next that
   * comes.
   */
  public FragmentCursor open() {
    lock.lock();
    try {
      viewers++;
      return new FragmentCursor(this, newestKey == NONE ? ring.end() : newestKey);
    } finally {
      lock.unlock();
    }
  }

  /** What a media playlist lists now. */
  public PlaylistWindow window() {
    lock.lock();
    try {
      return segmenter.window();
    } finally {
      lock.unlock();
    }
  }

  /** A complete segment, if it is in the ring. */
  public Optional<Segment> segment(long mediaSequence) {
    lock.lock();
    try {
      return segmenter.find(mediaSequence);
    } finally {
      lock.unlock();
    }
  }

  /** The init segment of an epoch of which fragments are in the ring, or of the newest. */
  public Optional<InitSegment> init(long epoch) {
    lock.lock();
    try {
      return epochs.stream().filter(known -> known.number() == epoch).map(Epoch::init).findFirst();
    } finally {
      lock.unlock();
    }
  }

  /** The newest init segment, if the camera has ever sent one. */
  public Optional<InitSegment> currentInit() {
    lock.lock();
    try {
      return Optional.ofNullable(epochs.peekLast()).map(Epoch::init);
    } finally {
      lock.unlock();
    }
  }

  /** Viewers at the moment. */
  public int viewers() {
    lock.lock();
    try {
      return viewers;
    } finally {
      lock.unlock();
    }
  }

  /** Fragments that viewers have missed so far, over all of them. */
  public long lagged() {
    lock.lock();
    try {
      return lagged;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes in the ring. */
  public long bytes() {
    lock.lock();
    try {
      return ring.bytes();
    } finally {
      lock.unlock();
    }
  }

  /** {@link System#nanoTime()} at which the newest picture was read off the camera's socket. */
  public Optional<Long> lastVideoArrivalNanos() {
    lock.lock();
    try {
      return videoCame ? Optional.of(lastVideoArrival) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream for good: every viewer is told, and nothing is kept. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ring.dropBefore(ring.end());
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next step of a cursor, and the cursor moved by it. */
  CursorStep step(FragmentCursor cursor, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          return new CursorStep.Ended();
        }
        if (cursor.position < ring.first()) {
          return catchUp(cursor);
        }
        Epoch epoch = epochAt(cursor.position);
        if (epoch != null && epoch.number() != cursor.epoch) {
          cursor.epoch = epoch.number();
          return new CursorStep.Format(epoch.init(), epoch.number());
        }
        if (cursor.position < ring.end()) {
          return new CursorStep.Next(ring.get(cursor.position++));
        }
        if (nanos <= 0) {
          return new CursorStep.Idle();
        }
        nanos = published.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A viewer goes; what it has missed by then without having been told counts too. */
  void leave(FragmentCursor cursor) {
    lock.lock();
    try {
      viewers--;
      lagged += Math.max(0, ring.first() - cursor.position);
    } finally {
      lock.unlock();
    }
  }

  private CursorStep catchUp(FragmentCursor cursor) {
    long from = cursor.position;
    cursor.position = newestKey == NONE ? ring.end() : newestKey;
    cursor.lagged += cursor.position - from;
    lagged += cursor.position - from;
    return new CursorStep.Lagged(from, cursor.position);
  }

  /** The epoch in force at a position; the newest one is in force at the ring's end already. */
  private Epoch epochAt(long position) {
    Epoch found = null;
    for (Epoch epoch : epochs) {
      if (epoch.firstPosition() <= position) {
        found = epoch;
      }
    }
    return found;
  }

  private void evict(Fragment newest) {
    long oldestAllowed = newest.arrivalNanos() - limits.maxAge().toNanos();
    while (segmenter.completeCount() > 0) {
      Segment oldest = segmenter.oldest().orElseThrow();
      boolean tooOld =
          oldest.fragments().getFirst().arrivalNanos() < oldestAllowed
              && segmenter.completeCount() > MIN_SEGMENTS;
      if (!tooOld && ring.bytes() <= limits.maxBytes()) {
        break;
      }
      segmenter.dropOldest();
      ring.dropBefore(ring.first() + oldest.fragments().size());
    }
    if (ring.bytes() > limits.maxBytes()) {
      // One GOP alone is too large. It can't be kept in part: its rest could not be decoded.
      segmenter.abandonCurrent();
      ring.dropBefore(ring.end());
      awaitingKey = true;
      newestKey = NONE;
    }
    while (epochs.size() > 1 && secondEpochStart() <= ring.first()) {
      epochs.removeFirst();
    }
  }

  private long secondEpochStart() {
    var remaining = epochs.iterator();
    remaining.next();
    return remaining.next().firstPosition();
  }
}
