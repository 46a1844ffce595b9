package io.vedette.web.hls;

import io.vedette.fragment.InitSegment;
import io.vedette.live.StreamRate;
import java.util.List;
import java.util.Locale;

/** A multivariant playlist (RFC 8216bis 4.4.6.2). */
public final class MultivariantPlaylist {

  private MultivariantPlaylist() {}

  /**
   * One rendition.
   *
   * @param rendition folder of its media playlist, relative to this one
   * @param init its init segment
   * @param rate what it takes
   */
  public record Variant(String rendition, InitSegment init, StreamRate rate) {}

  /** Renders the playlist; players begin with the first variant. */
  public static String render(List<Variant> variants) {
    StringBuilder out =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (Variant variant : variants) {
      InitSegment init = variant.init();
      StreamRate rate = variant.rate();
      out.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(Math.max(1, rate.peakBitsPerSecond()));
      out.append(",AVERAGE-BANDWIDTH=").append(Math.max(1, rate.averageBitsPerSecond()));
      out.append(",CODECS=\"").append(init.codecs()).append('"');
      if (init.video()) {
        out.append(",RESOLUTION=").append(init.width()).append('x').append(init.height());
        out.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", rate.picturesPerSecond()));
      }
      out.append('\n').append(variant.rendition()).append("/index.m3u8\n");
    }
    return out.toString();
  }
}
