package io.vedette.live;

import java.time.Instant;
import java.util.List;

/**
 * The segment that is being filled, as far as it has been published in parts.
 *
 * @param mediaSequence the media sequence number that it will have
 * @param epoch the number of the init segment it needs
 * @param discontinuity whether its timestamps do not continue those of the segment before it
 * @param start wall clock of its first fragment
 * @param parts the parts so far; possibly none
 */
public record OpenSegment(
    long mediaSequence, long epoch, boolean discontinuity, Instant start, List<Part> parts) {}
