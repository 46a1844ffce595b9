package io.vedette.live;

import io.vedette.fragment.Fragment;
import java.time.Instant;
import java.util.List;

/**
 * A complete HLS media segment (RFC 8216 3): fragments from one key frame up to, not including,
 * another.
 *
 * @param mediaSequence its media sequence number, one more than that of the segment before it
 * @param epoch the number of the init segment it needs
 * @param discontinuity whether its timestamps do not continue those of the segment before it
 * @param start wall clock at which its first fragment came
 * @param durationNanos its length on the timeline
 * @param byteLength its size
 * @param fragments its fragments in order
 */
public record Segment(
    long mediaSequence,
    long epoch,
    boolean discontinuity,
    Instant start,
    long durationNanos,
    long byteLength,
    List<Fragment> fragments) {}
