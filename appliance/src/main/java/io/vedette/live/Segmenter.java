package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the stream into HLS segments at key frames. Guarded by the stream's lock.
 *
 * <p>A segment ends at the first key frame that finds it at least {@link #TARGET} long, less half a
 * frame: a GOP of one second gives segments of two, one of ten gives segments of ten. The target
 * duration announced is the longest segment so far, rounded; it must not change while a playlist
 * lasts (RFC 8216bis 4.4.3.1), yet no segment may exceed it either, and of the two the second is
 * what players stumble over: so it rises when a longer segment comes, and never falls.
 */
final class Segmenter {

  static final Duration TARGET = Duration.ofSeconds(2);

  /**
   * Complete segments that a playlist lists at most. More than six target durations, so that there
   * is something for a delta update to skip (RFC 8216bis 4.4.3.8).
   */
  static final int LISTED = 7;

  /**
   * Segments whose parts are kept: three target durations of them are listed, and three more can be
   * fetched (6.2.2). They are all among those listed, where who asks for a part looks.
   */
  private static final int WITH_PARTS = 6;

  private final SequenceSpace numbers;
  private final PartTarget partTarget = new PartTarget();
  private final RateMeter meter = new RateMeter();
  private final List<Segment> complete = new ArrayList<>();
  private Optional<SegmentBuilder> current = Optional.empty();
  private long nextSequence;
  private long discontinuitiesGone;
  private int targetSeconds = (int) TARGET.toSeconds();
  private Instant start = Instant.EPOCH;
  private boolean discontinuityPending;
  private long version;

  Segmenter(SequenceSpace numbers) {
    this.numbers = numbers;
    this.nextSequence = numbers.first();
    this.discontinuitiesGone = numbers.firstDiscontinuity();
  }

  /**
   * For a stream that takes this one's place under its name. To players it is the same one behind a
   * discontinuity, whose count must not go back (RFC 8216bis 6.2.2).
   */
  Segmenter successor() {
    Segmenter next = new Segmenter(numbers);
    next.targetSeconds = targetSeconds;
    next.discontinuityPending = discontinuityPending || current.isPresent() || !complete.isEmpty();
    next.discontinuitiesGone =
        discontinuitiesGone
            + listed().stream().filter(Segment::discontinuity).count()
            + current.map(SegmentBuilder::published).filter(OpenSegment::discontinuity).stream()
                .count();
    return next;
  }

  /**
   * A fragment came. The first one ever, and the first after an {@link #interrupt}, is a key.
   *
   * @param beginsGop whether decoding can begin with it
   * @param leads whether it is of the track by which time is measured
   * @param itsEpoch number of the init segment it needs
   * @return whether a part or a segment was completed
   */
  boolean add(Fragment fragment, boolean beginsGop, boolean leads, long itsEpoch) {
    boolean completed = false;
    if (current.isPresent() && beginsGop && isLongEnough(current.get(), fragment)) {
      end(current.get(), fragment.timeNanos());
      completed = true;
    }
    if (current.isEmpty()) {
      begin(itsEpoch, Instant.ofEpochSecond(0, fragment.captureEpochNanos()));
    }
    completed |= current.orElseThrow().add(fragment, leads);
    if (completed) {
      version++;
    }
    return completed;
  }

  /**
   * What comes next does not continue what came so far.
   *
   * @param newFormat whether it comes in another format too
   */
  void interrupt(boolean newFormat) {
    if (current.isPresent()) {
      end(current.get(), current.get().endNanos());
      discontinuityPending = true;
      version++;
    }
    if (newFormat) {
      partTarget.formatChanged();
      meter.reset();
    }
  }

  /** Forgets all that is complete. */
  void clear() {
    interrupt(false);
    while (!complete.isEmpty()) {
      dropOldest();
    }
  }

  /** Makes a gap of the segment under way, whose fragments are gone from the ring. */
  void loseCurrent() {
    if (current.isPresent()) {
      add(current.get().lost());
      discontinuityPending = true;
      version++;
    }
  }

  /** The oldest complete segment. */
  Optional<Segment> oldest() {
    return complete.isEmpty() ? Optional.empty() : Optional.of(complete.getFirst());
  }

  int completeCount() {
    return complete.size();
  }

  void dropOldest() {
    Segment dropped = complete.removeFirst();
    version++;
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

  StreamRate rate() {
    return meter.rate();
  }

  PlaylistWindow window() {
    return new PlaylistWindow(
        version,
        discontinuitiesGone,
        targetSeconds,
        partTarget.announcedNanos(),
        List.copyOf(listed()),
        current.map(SegmentBuilder::published),
        nextSequence);
  }

  private List<Segment> listed() {
    return complete.subList(Math.max(0, complete.size() - LISTED), complete.size());
  }

  private void begin(long itsEpoch, Instant captured) {
    // Program date-time must not go back where the timeline goes on (RFC 8216bis 4.4.4.6). Behind a
    // discontinuity it may: a clock that was years ahead must not hold it there for ever.
    start = discontinuityPending || captured.isAfter(start) ? captured : start;
    numbers.use(nextSequence);
    current =
        Optional.of(
            new SegmentBuilder(nextSequence++, itsEpoch, discontinuityPending, start, partTarget));
    discontinuityPending = false;
  }

  private void end(SegmentBuilder builder, long timeNanos) {
    Segment segment = builder.complete(timeNanos);
    meter.add(segment.byteLength(), segment.durationNanos(), builder.pictures());
    add(segment);
  }

  private void add(Segment segment) {
    complete.add(segment);
    current = Optional.empty();
    targetSeconds = (int) Math.max(targetSeconds, Math.round(segment.durationNanos() / 1e9));
    int listedFrom = complete.size() - LISTED;
    // A discontinuity counts as gone when its segment leaves the list, though it stays in the ring
    // for those who still fetch it.
    if (listedFrom > 0 && complete.get(listedFrom - 1).discontinuity()) {
      discontinuitiesGone++;
    }
    int partsFrom = complete.size() - WITH_PARTS;
    if (partsFrom > 0) {
      complete.set(partsFrom - 1, complete.get(partsFrom - 1).withoutParts());
    }
  }

  private static boolean isLongEnough(SegmentBuilder builder, Fragment fragment) {
    return builder.nanosUntil(fragment.timeNanos())
        >= TARGET.toNanos() - fragment.durationNanos() / 2;
  }
}
