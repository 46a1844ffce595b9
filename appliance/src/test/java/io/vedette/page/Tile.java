package io.vedette.page;

import com.microsoft.playwright.Locator;
import java.util.Map;

/** A camera's tile on the page. */
public record Tile(Locator locator) {

  /** What the tile says of itself. */
  String state() {
    return locator.getAttribute("data-state");
  }

  /** By what its picture comes. */
  public String protocol() {
    return locator.getAttribute("data-protocol");
  }

  /** Which of the camera's streams is on show. */
  String rendition() {
    return locator.getAttribute("data-rendition");
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

  /** The position in seconds of the media element on show. */
  public double currentTime() {
    return number("video.currentTime");
  }

  /** Pictures decoded so far by the media element on show. */
  double decodedFrames() {
    return number("video.getVideoPlaybackQuality().totalVideoFrames");
  }

  /** Where what is buffered ends, in seconds; 0 while nothing is. */
  double bufferedEnd() {
    return number("video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0");
  }

  /** How wide the picture on show is; 0 while there is none. */
  int videoWidth() {
    return (int) number("video.videoWidth");
  }

  /** The width of the still picture on show; 0 while there is none. */
  int stillWidth() {
    return ((Number)
            locator.evaluate(
                "tile => tile.shadowRoot.querySelector('img.front')?.naturalWidth ?? 0"))
        .intValue();
  }

  /** Bytes of sound that have gone through the decoder. */
  double decodedAudioBytes() {
    return number("video.webkitAudioDecodedByteCount");
  }

  private double number(String expression) {
    Object value =
        locator.evaluate(
            "tile => { const video = tile.shadowRoot.querySelector('video.front'); return video ? { value: "
                + expression
                + " } : { value: 0 }; }");
    return ((Number) ((Map<?, ?>) value).get("value")).doubleValue();
  }
}
