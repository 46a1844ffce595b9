package io.vedette.web.hls;

import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A live media playlist of fragmented MP4 (RFC 8216 4.3.3, 6.2.2). */
public final class MediaPlaylist {

  /**
   * The first version with {@code EXT-X-MAP} outside of I-frame playlists is 6; players expect 7
   * with fragmented MP4.
   */
  private static final int VERSION = 7;

  private static final double NANOS = 1e9;

  private MediaPlaylist() {}

  /**
   * Renders what is there now.
   *
   * @param window at least one segment
   */
  public static String render(PlaylistWindow window) {
    StringBuilder out = new StringBuilder(1024);
    out.append("#EXTM3U\n#EXT-X-VERSION:").append(VERSION).append('\n');
    out.append("#EXT-X-TARGETDURATION:").append(window.targetDurationSeconds()).append('\n');
    out.append("#EXT-X-MEDIA-SEQUENCE:")
        .append(window.segments().getFirst().mediaSequence())
        .append('\n');
    out.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
        .append(window.discontinuitySequence())
        .append('\n');
    out.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    long epoch = -1;
    for (Segment segment : window.segments()) {
      if (segment.discontinuity()) {
        out.append("#EXT-X-DISCONTINUITY\n");
      }
      if (segment.epoch() != epoch) {
        epoch = segment.epoch();
        out.append("#EXT-X-MAP:URI=\"").append(initName(epoch)).append("\"\n");
      }
      out.append("#EXT-X-PROGRAM-DATE-TIME:")
          .append(
              DateTimeFormatter.ISO_INSTANT.format(segment.start().truncatedTo(ChronoUnit.MILLIS)))
          .append('\n');
      out.append(String.format(Locale.ROOT, "#EXTINF:%.5f,\n", segment.durationNanos() / NANOS));
      out.append(segmentName(segment.mediaSequence())).append('\n');
    }
    return out.toString();
  }

  private static String initName(long epoch) {
    return "init-" + epoch + ".mp4";
  }

  private static String segmentName(long mediaSequence) {
    return mediaSequence + ".m4s";
  }
}
