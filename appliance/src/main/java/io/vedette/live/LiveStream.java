package io.vedette.live;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import java.time.Duration;
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

  /** Complete segments that age alone does not drop: as many as a player needs to begin. */
  static final int MIN_SEGMENTS = 4;

  private static final long NONE = -1;

  /** A player of HLS comes by far more often. */
  private static final Duration TOUCHED = Duration.ofSeconds(30);

  private final String id;
  private final RingLimits limits;
  private final SequenceSpace numbers;
  private final Optional<Announcer> announcer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();

  private final Demand demand = new Demand();
  private final FragmentRing ring = new FragmentRing();
  private final RingBudget.Share share;
  private final NewestKeyFrame keyFrames = new NewestKeyFrame();
  private final Epochs epochs = new Epochs();
  private final Segmenter segmenter;
  private final Listings listings;
  private long nextEpoch;
  private long newestKey = NONE;

  /** Everything before it went because nobody wanted it. */
  private long cleared;

  private long newestArrival;
  private boolean awaitingKey = true;
  private long lagged;
  private boolean closed;

  /**
   * An empty stream.
   *
   * @param id names it in messages
   * @param limits how much it keeps
   * @param numbers where sequence numbers start
   */
  public LiveStream(String id, RingLimits limits, SequenceSpace numbers) {
    this(id, limits, new RingBudget(Long.MAX_VALUE), numbers, Optional.empty(), Optional.empty());
  }

  /**
   * An empty stream among others.
   *
   * @param budget what all of them may hold
   * @param announcer tells what it will be, if it is made of another while somebody watches it
   * @param before the closed one whose place it takes under its name; to players of HLS it is the
   *     same, behind a discontinuity
   */
  LiveStream(
      String id,
      RingLimits limits,
      RingBudget budget,
      SequenceSpace numbers,
      Optional<Announcer> announcer,
      Optional<LiveStream> before) {
    this.id = id;
    this.announcer = announcer;
    this.limits = limits;
    this.numbers = numbers;
    this.nextEpoch = numbers.first();
    this.segmenter = before.map(LiveStream::continuation).orElseGet(() -> new Segmenter(numbers));
    this.listings = new Listings(segmenter.window());
    this.share = budget.share();
  }

  private Segmenter continuation() {
    lock.lock();
    try {
      return segmenter.successor();
    } finally {
      lock.unlock();
    }
  }

  /** Names it in messages. */
  public String id() {
    return id;
  }

  /** Tells what it will be, if it is made of another stream while somebody watches it. */
  public Optional<Announcer> announcer() {
    return announcer;
  }

  /** From here on fragments need this init segment. Ends the segment under way. */
  public void format(InitSegment init) {
    lock.lock();
    try {
      segmenter.interrupt(true);
      awaitingKey = true;
      newestKey = NONE;
      numbers.use(nextEpoch);
      epochs.add(new Epochs.Epoch(nextEpoch++, ring.end(), init));
      published.signalAll();
      list();
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
      Epochs.Epoch epoch =
          epochs
              .newest()
              .orElseThrow(() -> new IllegalStateException("stream " + id + " has no format"));
      boolean beginsGop = fragment.isVideoKey() || !epoch.init().video();
      if (awaitingKey && !beginsGop) {
        return;
      }
      awaitingKey = false;
      newestArrival = fragment.arrivalNanos();
      if (beginsGop) {
        newestKey = ring.end();
      }
      if (fragment.isVideoKey()) {
        keyFrames.come(new KeyFrame(epoch.init(), fragment, ring.end()));
      }
      ring.add(fragment);
      boolean leads = fragment.video() || !epoch.init().video();
      boolean listed = segmenter.add(fragment, beginsGop, leads, epoch.number());
      if (evict(fragment) || listed) {
        list();
      }
      share.hold(ring.bytes());
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
      segmenter.interrupt(false);
      awaitingKey = true;
      newestKey = NONE;
      list();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets everything if nothing has come for longer than the ring keeps it: old pictures must not
   * look new to who comes then.
   *
   * @param nowNanos the time, of {@link System#nanoTime()}
   */
  public void expire(long nowNanos) {
    lock.lock();
    try {
      if (ring.end() > ring.first() && nowNanos - newestArrival > limits.listedAge().toNanos()) {
        clear();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything: nobody watches any more, and who comes next wants what is new then. */
  public void clear() {
    lock.lock();
    try {
      segmenter.clear();
      empty();
      cleared = ring.end();
      awaitingKey = true;
      newestKey = NONE;
      list();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The newest key frame, for who wants one picture, waiting for one. It is there while the camera
   * is away, until it {@linkplain #expire expires}.
   *
   * @param behind a position; a key frame there or before it is not meant
   * @param atMost the longest wait
   * @return empty if there was none in time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<KeyFrame> awaitKeyFrame(long behind, Duration atMost)
      throws InterruptedException {
    return keyFrames.await(behind, atMost);
  }

  /**
   * A new viewer, who begins at the newest key frame; while the camera is away, with the next that
   * comes.
   */
  public FragmentCursor open() {
    lock.lock();
    try {
      demand.come();
      return new FragmentCursor(this, newest());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that somebody is interested who holds no cursor, such as a player that fetches segments.
   */
  public void touch() {
    demand.touch();
  }

  /**
   * Whether there is a viewer, or was one a short time ago.
   *
   * @param linger how long the last one counts after it has gone
   */
  public boolean isDemanded(Duration linger) {
    return demand.isThere(linger);
  }

  /**
   * Waits until somebody is interested.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void awaitDemand(Duration linger) throws InterruptedException {
    demand.await(linger);
  }

  /** What a media playlist lists now. */
  public PlaylistWindow window() {
    return listings.window();
  }

  /**
   * What a media playlist lists once it has come as far as a client wants it, waiting for that.
   *
   * @param mediaSequence media sequence number of a segment
   * @param part index of a part of it, or {@link PlaylistWindow#WHOLE}
   * @param atMost the longest wait
   * @return empty if it did not come so far in time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<PlaylistWindow> await(long mediaSequence, int part, Duration atMost)
      throws InterruptedException {
    return listings.await(mediaSequence, part, atMost);
  }

  /**
   * What a media playlist lists once there is a complete segment, waiting for that.
   *
   * @param atMost the longest wait
   * @return empty if there was none in time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<PlaylistWindow> awaitFirst(Duration atMost) throws InterruptedException {
    PlaylistWindow window = window();
    return window.segments().isEmpty()
        ? await(window.hintedMediaSequence(), PlaylistWindow.WHOLE, atMost)
            .filter(now -> !now.segments().isEmpty())
        : Optional.of(window);
  }

  /** What this rendition takes. */
  public StreamRate rate() {
    lock.lock();
    try {
      return segmenter.rate();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A part; the one that a playlist hints at is waited for (RFC 8216bis 6.2.2).
   *
   * @param mediaSequence media sequence number of its segment
   * @param index its place in it
   * @param atMost the longest wait
   * @return empty if there is no such part, or not in time
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<Part> part(long mediaSequence, int index, Duration atMost)
      throws InterruptedException {
    return listings.part(mediaSequence, index, atMost);
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
      return epochs.init(epoch);
    } finally {
      lock.unlock();
    }
  }

  /** The newest init segment, if the camera has ever sent one. */
  public Optional<InitSegment> currentInit() {
    lock.lock();
    try {
      return epochs.newest().map(Epochs.Epoch::init);
    } finally {
      lock.unlock();
    }
  }

  /** Viewers at the moment. */
  public int viewers() {
    return demand.viewers();
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

  /** Ends the stream for good: every viewer is told, and nothing is kept. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      empty();
      published.signalAll();
      listings.close();
      keyFrames.close();
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
        passCleared(cursor);
        if (cursor.position < ring.first()) {
          return catchUp(cursor);
        }
        Epochs.Epoch epoch = epochs.at(cursor.position);
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
      demand.leave();
      passCleared(cursor);
      lagged += Math.max(0, ring.first() - cursor.position);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Who came just before everything was cleared away, and has begun with none of it, missed
   * nothing.
   */
  private void passCleared(FragmentCursor cursor) {
    if (!cursor.hasBegun() && cursor.position < cleared) {
      cursor.position = newest();
    }
  }

  private CursorStep catchUp(FragmentCursor cursor) {
    long from = cursor.position;
    cursor.position = newest();
    cursor.lagged += cursor.position - from;
    lagged += cursor.position - from;
    return new CursorStep.Lagged(from, cursor.position);
  }

  /** Where a viewer begins: at the newest key frame, or at the next. */
  private long newest() {
    return newestKey == NONE ? ring.end() : newestKey;
  }

  private void list() {
    listings.list(segmenter.window());
  }

  private void empty() {
    dropBefore(ring.end());
    share.hold(0);
  }

  private void dropBefore(long position) {
    ring.dropBefore(position);
    keyFrames.dropBefore(position);
  }

  /** Whether what is listed may have changed. */
  private boolean evict(Fragment newest) {
    boolean dropped = false;
    Duration age = demand.isTouched(TOUCHED) ? limits.listedAge() : limits.maxAge();
    long most = Math.min(limits.maxBytes(), share.most());
    long oldestAllowed = newest.arrivalNanos() - age.toNanos();
    while (segmenter.completeCount() > 0) {
      Segment oldest = segmenter.oldest().orElseThrow();
      boolean tooOld =
          oldest.arrivalNanos() < oldestAllowed && segmenter.completeCount() > MIN_SEGMENTS;
      if (!tooOld && ring.bytes() <= most) {
        break;
      }
      segmenter.dropOldest();
      dropped = true;
      dropBefore(ring.first() + oldest.fragments().size());
    }
    if (ring.bytes() > most) {
      // One GOP alone is too large. It can't be kept in part: its rest could not be decoded.
      segmenter.loseCurrent();
      dropped = true;
      dropBefore(ring.end());
      awaitingKey = true;
      newestKey = NONE;
    }
    epochs.dropBefore(ring.first());
    return dropped;
  }
}
