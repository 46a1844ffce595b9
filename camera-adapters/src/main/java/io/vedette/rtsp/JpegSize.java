package io.vedette.rtsp;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of JPEG pictures that the headers of RFC 2435 cannot tell, which end at 2040 pixels.
 *
 * @param width in pixels, 1 to 16384
 * @param height in pixels, 1 to 16384
 */
public record JpegSize(int width, int height) {

  private static final int MOST = 16_384;

  /**
   * GStreamer: {@code 2592,1944}. RFC 6064 6.2 has the payload type before it: {@code 26 640-480}.
   */
  private static final Pattern TOLD = Pattern.compile("(?:\\d{1,3}\\s+)?(\\d{1,5})[-,x](\\d{1,5})");

  private static final int START_OF_FRAME = 0xc0;
  private static final int LAST_START_OF_FRAME = 0xc2;

  /** The size that a session description tells, if it does. */
  public static Optional<JpegSize> of(Map<String, String> format) {
    String told = format.getOrDefault("x-dimensions", format.getOrDefault("framesize", ""));
    Matcher numbers = TOLD.matcher(told.replace("\"", "").strip());
    return numbers.matches()
        ? of(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
        : Optional.empty();
  }

  /**
   * The size in a header extension that holds segments of a JPEG file (ONVIF Streaming
   * Specification 5.1.3.3), if it has a frame header.
   */
  static Optional<JpegSize> ofSegments(byte[] buffer, int from, int length) {
    int end = from + length;
    for (int at = from; at + 9 <= end; at++) {
      int marker = buffer[at + 1] & 0xff;
      if (buffer[at] == -1 && marker >= START_OF_FRAME && marker <= LAST_START_OF_FRAME) {
        return of(u16(buffer, at + 7), u16(buffer, at + 5));
      }
    }
    return Optional.empty();
  }

  private static Optional<JpegSize> of(int width, int height) {
    return width < 1 || width > MOST || height < 1 || height > MOST
        ? Optional.empty()
        : Optional.of(new JpegSize(width, height));
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
