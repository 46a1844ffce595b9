package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One segment while it is being filled, and its parts. Guarded by the stream's lock. */
final class SegmentBuilder {

  private final long mediaSequence;
  private final long epoch;
  private final boolean discontinuity;
  private final Instant start;
  private final PartTarget target;
  private final List<Fragment> fragments = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  private long arrivalNanos;
  private long startNanos;
  private long endNanos;
  private long bytes;
  private int pictures;

  private int partFrom;
  private boolean partLed;
  private long partStartNanos;
  private boolean partIndependent;

  SegmentBuilder(
      long mediaSequence, long epoch, boolean discontinuity, Instant start, PartTarget target) {
    this.mediaSequence = mediaSequence;
    this.epoch = epoch;
    this.discontinuity = discontinuity;
    this.start = start;
    this.target = target;
  }

  /**
   * Takes the next fragment.
   *
   * @param leads whether it is of the track by which time is measured: video, where there is any
   * @return whether a part was completed by it
   */
  boolean add(Fragment fragment, boolean leads) {
    boolean completed = false;
    if (fragments.isEmpty()) {
      arrivalNanos = fragment.arrivalNanos();
    }
    long end = fragment.timeNanos() + fragment.durationNanos();
    if (leads) {
      if (fragments.isEmpty()) {
        startNanos = fragment.timeNanos();
      }
      if (partLed && target.isExceeded(end - partStartNanos)) {
        endPart(fragment.timeNanos());
        completed = true;
      }
      if (!partLed) {
        partLed = true;
        partStartNanos = fragment.timeNanos();
      }
      partIndependent |= fragment.key();
      pictures += fragment.video() ? 1 : 0;
      endNanos = Math.max(endNanos, end);
    }
    fragments.add(fragment);
    bytes += fragment.bytes().length;
    if (leads && target.isReached(end - partStartNanos, fragment.durationNanos())) {
      endPart(end);
      completed = true;
    }
    return completed;
  }

  /** Time from the first fragment to a moment on the timeline. */
  long nanosUntil(long timeNanos) {
    return timeNanos - startNanos;
  }

  /** The end of what came so far, on the timeline. */
  long endNanos() {
    return endNanos;
  }

  int pictures() {
    return pictures;
  }

  /** The segment as it ends at a moment on the timeline. */
  Segment complete(long timeNanos) {
    if (fragments.size() > partFrom) {
      long nanos = partLed ? timeNanos - partStartNanos : 0;
      long most = target.announcedNanos();
      addPart(most > 0 ? Math.min(nanos, most) : nanos);
    }
    return new Segment(
        mediaSequence,
        epoch,
        discontinuity,
        false,
        start,
        arrivalNanos,
        nanosUntil(timeNanos),
        bytes,
        List.copyOf(fragments),
        List.copyOf(parts));
  }

  /** The segment when its fragments had to be dropped: what was published of it is a gap. */
  Segment lost() {
    return new Segment(
        mediaSequence,
        epoch,
        discontinuity,
        true,
        start,
        arrivalNanos,
        nanosUntil(endNanos),
        0,
        List.of(),
        parts.stream().map(Part::lost).toList());
  }

  OpenSegment published() {
    return new OpenSegment(mediaSequence, epoch, discontinuity, start, List.copyOf(parts));
  }

  private void endPart(long timeNanos) {
    addPart(target.completed(timeNanos - partStartNanos));
  }

  private void addPart(long nanos) {
    List<Fragment> its = fragments.subList(partFrom, fragments.size());
    parts.add(new Part(parts.size(), partIndependent, false, nanos, its));
    partFrom = fragments.size();
    partLed = false;
    partIndependent = false;
  }
}
