package io.vedette.live;

import java.util.List;

/**
 * What a media playlist lists at one moment.
 *
 * @param discontinuitySequence how many discontinuities have left the playlist (RFC 8216 4.3.3.3)
 *     since the stream began
 * @param targetDurationSeconds no segment is longer, rounded to the nearest second (RFC 8216
 *     4.3.3.1)
 * @param segments complete segments, oldest first; empty until the first is complete
 */
public record PlaylistWindow(
    long discontinuitySequence, int targetDurationSeconds, List<Segment> segments) {}
