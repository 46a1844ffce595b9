package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.time.Instant;
import java.util.List;

/**
 * A complete HLS media segment (RFC 8216bis 3): fragments from one key frame up to, not including,
 * another.
 *
 * @param mediaSequence its media sequence number, one more than that of the segment before it
 * @param epoch the number of the init segment it needs
 * @param discontinuity whether its timestamps do not continue those of the segment before it
 * @param gap whether its fragments could not be kept (RFC 8216bis 4.4.4.7)
 * @param start wall clock of its first fragment
 * @param arrivalNanos {@link System#nanoTime()} at which its first fragment came
 * @param durationNanos its length on the timeline
 * @param byteLength its size
 * @param fragments its fragments in order; empty if it is a gap
 * @param parts its parts in order; empty once it is too old for a playlist to list them
 */
public record Segment(
    long mediaSequence,
    long epoch,
    boolean discontinuity,
    boolean gap,
    Instant start,
    long arrivalNanos,
    long durationNanos,
    long byteLength,
    List<Fragment> fragments,
    List<Part> parts) {

  Segment withoutParts() {
    return new Segment(
        mediaSequence,
        epoch,
        discontinuity,
        gap,
        start,
        arrivalNanos,
        durationNanos,
        byteLength,
        fragments,
        List.of());
  }
}
