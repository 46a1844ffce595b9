package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the stream into HLS segments at key frames. Guarded by the stream's lock.
 *
 * <p>A segment ends at the first key frame that finds it at least {@link #TARGET} long, less half a
 * frame: a GOP of one second gives segments of two, one of ten gives segments of ten. The target
 * duration announced is the longest segment so far, rounded; it must not change while a playlist
 * lasts (RFC 8216 4.3.3.1), yet no segment may exceed it either, and of the two the second is what
 * players stumble over: so it rises when a longer segment comes, and never falls.
 *
 * <p>Media sequence numbers start at the wall clock's seconds since 1970. A segment takes two
 * seconds or more, so a process that starts later starts higher than its predecessor ended.
 */
final class Segmenter {

  static final Duration TARGET = Duration.ofSeconds(2);

  /**
   * Segments that a playlist lists: three target durations must remain when one is taken off (RFC
   * 8216 6.2.2).
   */
  static final int LISTED = 3;

  private final Deque<Segment> complete = new ArrayDeque<>();
  private long nextSequence;
  private long discontinuitiesGone;
  private int targetSeconds = (int) TARGET.toSeconds();

  private List<Fragment> current = List.of();
  private long epoch;
  private Instant start = Instant.EPOCH;
  private boolean startsDiscontinuous;
  private boolean discontinuityPending;

  Segmenter(long firstSequence) {
    nextSequence = firstSequence;
  }

  /**
   * A fragment came, whose init segment has that epoch. The first one ever, and the first after an
   * {@link #interrupt}, is a key.
   */
  void add(Fragment fragment, boolean beginsGop, long itsEpoch, Instant now) {
    if (current.isEmpty()) {
      begin(itsEpoch, now);
    } else if (beginsGop
        && fragment.timeNanos() - current.getFirst().timeNanos() >= leastNanos(fragment)) {
      end(fragment.timeNanos() - current.getFirst().timeNanos());
      begin(itsEpoch, now);
    }
    current.add(fragment);
  }

  /** What comes next does not continue what came so far. */
  void interrupt() {
    if (!current.isEmpty()) {
      Fragment last = current.getLast();
      for (Fragment fragment : current) {
        last = fragment.timeNanos() > last.timeNanos() ? fragment : last;
      }
      end(last.timeNanos() + last.durationNanos() - current.getFirst().timeNanos());
      discontinuityPending = true;
    }
  }

  /** Forgets the segment under way, whose fragments are gone from the ring. */
  void abandonCurrent() {
    current = List.of();
    discontinuityPending = true;
  }

  /** The oldest complete segment. */
  Optional<Segment> oldest() {
    return Optional.ofNullable(complete.peekFirst());
  }

  int completeCount() {
    return complete.size();
  }

  void dropOldest() {
    Segment dropped = complete.removeFirst();
    // Off the ring is off the list: where bytes press, the list is as short as the ring.
    if (dropped.discontinuity() && complete.size() < LISTED) {
      discontinuitiesGone++;
    }
  }

  Optional<Segment> find(long mediaSequence) {
    for (Segment segment : complete) {
      if (segment.mediaSequence() == mediaSequence) {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }

  PlaylistWindow window() {
    List<Segment> all = List.copyOf(complete);
    return new PlaylistWindow(
        discontinuitiesGone,
        targetSeconds,
        all.subList(Math.max(0, all.size() - LISTED), all.size()));
  }

  private void begin(long itsEpoch, Instant now) {
    current = new ArrayList<>();
    epoch = itsEpoch;
    // Program date-time must not go back where the timeline goes on (RFC 8216 4.3.2.6).
    start = now.isAfter(start) ? now : start;
    startsDiscontinuous = discontinuityPending;
    discontinuityPending = false;
  }

  private void end(long durationNanos) {
    long bytes = 0;
    for (Fragment fragment : current) {
      bytes += fragment.bytes().length;
    }
    complete.addLast(
        new Segment(
            nextSequence++,
            epoch,
            startsDiscontinuous,
            start,
            durationNanos,
            bytes,
            List.copyOf(current)));
    current = List.of();
    targetSeconds = (int) Math.max(targetSeconds, Math.round(durationNanos / 1e9));
    countUnlisted();
  }

  /**
   * A discontinuity counts as gone when its segment leaves the list, though it stays in the ring
   * for those who still fetch it.
   */
  private void countUnlisted() {
    int position = complete.size();
    for (Segment segment : complete) {
      if (position-- == LISTED + 1 && segment.discontinuity()) {
        discontinuitiesGone++;
      }
    }
  }

  private static long leastNanos(Fragment fragment) {
    return TARGET.toNanos() - fragment.durationNanos() / 2;
  }
}
