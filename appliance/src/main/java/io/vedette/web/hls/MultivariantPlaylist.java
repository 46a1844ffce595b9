package io.vedette.web.hls;

import io.vedette.fragment.InitSegment;
import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import java.util.Locale;

/** A multivariant playlist of one rendition (RFC 8216 4.3.4.2). */
public final class MultivariantPlaylist {

  private static final double NANOS = 1e9;

  private MultivariantPlaylist() {}

  /**
   * Renders the playlist.
   *
   * @param rendition folder of the media playlist, relative to this one
   * @param init the stream's init segment
   * @param window what the media playlist lists; at least one segment
   */
  public static String render(String rendition, InitSegment init, PlaylistWindow window) {
    long peak = 1;
    long bytes = 0;
    long nanos = 0;
    long pictures = 0;
    for (Segment segment : window.segments()) {
      peak = Math.max(peak, bitsPerSecond(segment.byteLength(), segment.durationNanos()));
      bytes += segment.byteLength();
      nanos += segment.durationNanos();
      pictures += segment.fragments().stream().filter(fragment -> fragment.video()).count();
    }
    StringBuilder out =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    out.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(peak);
    out.append(",AVERAGE-BANDWIDTH=").append(bitsPerSecond(bytes, nanos));
    out.append(",CODECS=\"").append(init.codecs()).append('"');
    if (init.video()) {
      out.append(",RESOLUTION=").append(init.width()).append('x').append(init.height());
      out.append(
          String.format(Locale.ROOT, ",FRAME-RATE=%.3f", pictures * NANOS / Math.max(1, nanos)));
    }
    return out.append('\n').append(rendition).append("/index.m3u8\n").toString();
  }

  private static long bitsPerSecond(long bytes, long nanos) {
    return Math.max(1, Math.round(bytes * Byte.SIZE * NANOS / Math.max(1, nanos)));
  }
}
