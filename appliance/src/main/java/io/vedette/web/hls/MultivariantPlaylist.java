package io.vedette.web.hls;

import io.vedette.fragment.InitSegment;
import io.vedette.live.Announcement;
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
   * @param codecs the codecs parameter of RFC 6381
   * @param width picture width in pixels, 0 without video
   * @param height picture height in pixels
   * @param rate what it takes
   */
  public record Variant(String rendition, String codecs, int width, int height, StreamRate rate) {

    /** A rendition that there is. */
    public static Variant of(String rendition, InitSegment init, StreamRate rate) {
      return new Variant(rendition, init.codecs(), init.width(), init.height(), rate);
    }

    /** A rendition that will be made when somebody fetches it. */
    public static Variant of(String rendition, Announcement announced) {
      long bits = announced.bitsPerSecond();
      return new Variant(
          rendition,
          announced.codecs(),
          announced.width(),
          announced.height(),
          new StreamRate(bits, bits, announced.picturesPerSecond()));
    }
  }

  /** Renders the playlist; players begin with the first variant. */
  public static String render(List<Variant> variants) {
    StringBuilder out =
        new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (Variant variant : variants) {
      StreamRate rate = variant.rate();
      out.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(Math.max(1, rate.peakBitsPerSecond()));
      out.append(",AVERAGE-BANDWIDTH=").append(Math.max(1, rate.averageBitsPerSecond()));
      out.append(",CODECS=\"").append(variant.codecs()).append('"');
      if (variant.width() > 0) {
        out.append(",RESOLUTION=").append(variant.width()).append('x').append(variant.height());
        out.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", rate.picturesPerSecond()));
      }
      out.append('\n').append(variant.rendition()).append("/index.m3u8\n");
    }
    return out.toString();
  }
}
