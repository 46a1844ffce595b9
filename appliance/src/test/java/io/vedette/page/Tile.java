package io.vedette.page;

import com.microsoft.playwright.Locator;
import java.util.Map;

/** A camera's tile on the page. */
record Tile(Locator locator) {

  /** What the tile says of itself. */
  String state() {
    return locator.getAttribute("data-state");
  }

  String protocol() {
    return locator.getAttribute("data-protocol");
  }

  int behindMillis() {
    String value = locator.getAttribute("data-behind-ms");
    return value == null || value.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(value);
  }

  /** All that can be read on it. */
  String text() {
    return (String)
        locator.evaluate(
            "tile => [...tile.shadowRoot.querySelectorAll('*')].map(e => e.innerText ?? '').join(' ')");
  }

  /** The media element's position in seconds. */
  double currentTime() {
    return number("video.currentTime");
  }

  /** Pictures decoded so far. */
  double decodedFrames() {
    return number("video.getVideoPlaybackQuality().totalVideoFrames");
  }

  /** Bytes of sound that have gone through the decoder. */
  double decodedAudioBytes() {
    return number("video.webkitAudioDecodedByteCount");
  }

  private double number(String expression) {
    Object value =
        locator.evaluate(
            "tile => { const video = tile.shadowRoot.querySelector('video'); return video ? { value: "
                + expression
                + " } : { value: 0 }; }");
    return ((Number) ((Map<?, ?>) value).get("value")).doubleValue();
  }
}
