package io.vedette.live;

import java.util.List;
import java.util.Optional;

/**
 * What a media playlist lists at one moment.
 *
 * @param version rises with everything that changes what is listed
 * @param discontinuitySequence how many discontinuities have left the playlist (RFC 8216bis
 *     4.4.3.3)
 * @param targetDurationSeconds no segment is longer, rounded to the nearest second (RFC 8216bis
 *     4.4.3.1)
 * @param partTargetNanos no part is longer (RFC 8216bis 4.4.3.7); 0 until the first is complete
 * @param segments complete segments, oldest first; empty until the first is complete
 * @param open the segment that is being filled, if there is one
 * @param nextMediaSequence media sequence number of the segment behind the last one mentioned here
 */
public record PlaylistWindow(
    long version,
    long discontinuitySequence,
    int targetDurationSeconds,
    long partTargetNanos,
    List<Segment> segments,
    Optional<OpenSegment> open,
    long nextMediaSequence) {

  /** No part is meant, but the whole segment. */
  public static final int WHOLE = -1;

  /** Media sequence number of the part that comes next. */
  public long hintedMediaSequence() {
    return open.map(OpenSegment::mediaSequence).orElse(nextMediaSequence);
  }

  /** Index of the part that comes next. */
  public int hintedPart() {
    return open.map(segment -> segment.parts().size()).orElse(0);
  }

  /** A part that has been published, if it is still kept. */
  public Optional<Part> part(long mediaSequence, int index) {
    for (Segment segment : segments) {
      if (segment.mediaSequence() == mediaSequence) {
        return at(segment.parts(), index);
      }
    }
    return open.filter(under -> under.mediaSequence() == mediaSequence)
        .flatMap(under -> at(under.parts(), index));
  }

  private static Optional<Part> at(List<Part> parts, int index) {
    return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
  }

  /**
   * Whether the list has come as far as a client wants it (RFC 8216bis 6.2.5.2).
   *
   * @param mediaSequence media sequence number of a segment
   * @param part index of a part of it, or {@link #WHOLE}
   */
  public boolean reaches(long mediaSequence, int part) {
    long hinted = hintedMediaSequence();
    return mediaSequence < hinted
        || part != WHOLE && mediaSequence == hinted && part < hintedPart();
  }
}
