package io.vedette.web.hls;

import io.vedette.live.OpenSegment;
import io.vedette.live.Part;
import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * A live media playlist of fragmented MP4 with low latency (RFC 8216bis 4.4). Players that know no
 * parts pass over the tags that they do not know and play the segments.
 */
public final class MediaPlaylist {

  /**
   * The first version with {@code EXT-X-MAP} outside of I-frame playlists is 6; players expect 7
   * with fragmented MP4. Partial segments need none of their own.
   */
  private static final int VERSION = 7;

  /** {@code EXT-X-SKIP} needs it (RFC 8216bis 8). */
  private static final int DELTA_VERSION = 9;

  /** Target durations from the end within which segments are listed in parts too (6.2.2). */
  private static final int WITH_PARTS = 3;

  /** Target durations from the end that a delta update always lists (4.4.3.8). */
  private static final int SKIP_BOUNDARY = 6;

  /** Part target durations that a player stays behind the end (4.4.3.8). */
  private static final int HOLD_BACK = 3;

  private static final double NANOS = 1e9;

  private final PlaylistWindow window;
  private final StringBuilder out = new StringBuilder(4096);
  private final long targetNanos;

  private MediaPlaylist(PlaylistWindow window) {
    this.window = window;
    this.targetNanos = window.targetDurationSeconds() * 1_000_000_000L;
  }

  /**
   * Renders what is there now.
   *
   * @param window at least one segment
   * @param reports where the other renditions of the stream are
   */
  public static String render(PlaylistWindow window, List<RenditionReport> reports) {
    return new MediaPlaylist(window).render(0, reports);
  }

  /**
   * Renders what is there now without what the client knows already (RFC 8216bis 6.2.5.1). Where
   * nothing can be skipped, that is the whole playlist.
   *
   * @param window at least one segment
   * @param reports where the other renditions of the stream are
   */
  public static String renderDelta(PlaylistWindow window, List<RenditionReport> reports) {
    MediaPlaylist playlist = new MediaPlaylist(window);
    return playlist.render(playlist.skippable(), reports);
  }

  private String render(int skipped, List<RenditionReport> reports) {
    header(skipped > 0 ? DELTA_VERSION : VERSION);
    List<Segment> segments = window.segments();
    long epoch = -1;
    if (skipped > 0) {
      out.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
      epoch = segments.get(skipped - 1).epoch();
    }
    long toEnd = lengthNanos(skipped);
    for (Segment segment : segments.subList(skipped, segments.size())) {
      begin(segment.discontinuity(), segment.epoch() != epoch, segment.epoch(), segment.start());
      epoch = segment.epoch();
      if (hasParts() && toEnd < WITH_PARTS * targetNanos) {
        parts(segment.mediaSequence(), segment.parts());
      }
      if (segment.gap()) {
        out.append("#EXT-X-GAP\n");
      }
      out.append("#EXTINF:");
      seconds(segment.durationNanos());
      out.append(",\n").append(segment.mediaSequence()).append(".m4s\n");
      toEnd -= segment.durationNanos();
    }
    if (hasParts()) {
      live(epoch);
    }
    for (RenditionReport report : reports) {
      out.append("#EXT-X-RENDITION-REPORT:URI=\"../").append(report.rendition());
      out.append("/index.m3u8\",LAST-MSN=").append(report.lastMediaSequence());
      out.append(",LAST-PART=").append(report.lastPart()).append('\n');
    }
    return out.toString();
  }

  /** The parts of the segment that is being filled, and the one that comes next. */
  private void live(long epoch) {
    if (window.open().isPresent()) {
      OpenSegment open = window.open().get();
      if (!open.parts().isEmpty()) {
        begin(open.discontinuity(), open.epoch() != epoch, open.epoch(), open.start());
        parts(open.mediaSequence(), open.parts());
      }
    }
    out.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"");
    partName(window.hintedMediaSequence(), window.hintedPart());
    out.append("\"\n");
  }

  /** Before the first part is complete nobody knows how long parts are. */
  private boolean hasParts() {
    return window.partTargetNanos() > 0;
  }

  private void header(int version) {
    out.append("#EXTM3U\n#EXT-X-VERSION:").append(version).append('\n');
    out.append("#EXT-X-TARGETDURATION:").append(window.targetDurationSeconds()).append('\n');
    out.append("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=");
    seconds(SKIP_BOUNDARY * targetNanos);
    if (hasParts()) {
      out.append(",PART-HOLD-BACK=");
      seconds(HOLD_BACK * window.partTargetNanos());
      out.append("\n#EXT-X-PART-INF:PART-TARGET=");
      seconds(window.partTargetNanos());
    }
    out.append("\n#EXT-X-MEDIA-SEQUENCE:")
        .append(window.segments().getFirst().mediaSequence())
        .append('\n');
    out.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
        .append(window.discontinuitySequence())
        .append('\n');
    out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
  }

  /** Tags that stand before the first part of a segment (RFC 8216bis 4.4.4.9). */
  private void begin(boolean discontinuity, boolean newInit, long epoch, Instant start) {
    if (discontinuity) {
      out.append("#EXT-X-DISCONTINUITY\n");
    }
    if (newInit) {
      out.append("#EXT-X-MAP:URI=\"init-").append(epoch).append(".mp4\"\n");
    }
    out.append("#EXT-X-PROGRAM-DATE-TIME:")
        .append(DateTimeFormatter.ISO_INSTANT.format(start.truncatedTo(ChronoUnit.MILLIS)))
        .append('\n');
  }

  private void parts(long mediaSequence, List<Part> parts) {
    for (Part part : parts) {
      out.append("#EXT-X-PART:DURATION=");
      seconds(part.durationNanos());
      out.append(",URI=\"");
      partName(mediaSequence, part.index());
      out.append('"');
      if (part.independent()) {
        out.append(",INDEPENDENT=YES");
      }
      if (part.gap()) {
        out.append(",GAP=YES");
      }
      out.append('\n');
    }
  }

  private void partName(long mediaSequence, int index) {
    out.append(mediaSequence).append('.').append(index).append(".m4s");
  }

  private void seconds(long nanos) {
    out.append(String.format(Locale.ROOT, "%.5f", nanos / NANOS));
  }

  /** Segments that lie wholly before the skip boundary. */
  private int skippable() {
    int skipped = 0;
    long toEnd = lengthNanos(0);
    for (Segment segment : window.segments()) {
      toEnd -= segment.durationNanos();
      if (toEnd < SKIP_BOUNDARY * targetNanos) {
        return skipped;
      }
      skipped++;
    }
    return skipped;
  }

  /** Time from the beginning of a listed segment to the end of the playlist. */
  private long lengthNanos(int fromSegment) {
    long nanos = 0;
    for (Segment segment : window.segments().subList(fromSegment, window.segments().size())) {
      nanos += segment.durationNanos();
    }
    for (Part part : window.open().map(OpenSegment::parts).orElse(List.of())) {
      nanos += part.durationNanos();
    }
    return nanos;
  }
}
