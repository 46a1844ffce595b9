package io.vedette.web.hls;

import io.vedette.live.PlaylistWindow;
import java.util.List;

/**
 * How far another rendition of the same stream has come (RFC 8216bis 4.4.5.4).
 *
 * @param rendition its folder
 * @param lastMediaSequence media sequence number of its last segment, complete or not
 * @param lastPart index of that segment's last part
 */
public record RenditionReport(String rendition, long lastMediaSequence, int lastPart) {

  /** The report of a rendition that lists this; none as long as it has no part. */
  public static List<RenditionReport> of(String rendition, PlaylistWindow window) {
    if (window.open().isPresent() && window.hintedPart() > 0) {
      return List.of(
          new RenditionReport(rendition, window.hintedMediaSequence(), window.hintedPart() - 1));
    }
    return window.segments().isEmpty() || window.segments().getLast().parts().isEmpty()
        ? List.of()
        : List.of(
            new RenditionReport(
                rendition,
                window.segments().getLast().mediaSequence(),
                window.segments().getLast().parts().size() - 1));
  }
}
