package io.vedette.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What renditions the box makes of a camera's main stream while somebody watches them.
 *
 * @param name what they are called in addresses: a letter, then letters, digits and hyphens, at
 *     most 20; in lower case
 * @param width what the pictures fit into, {@value #LEAST_SIZE} to {@value #MOST_SIZE} pixels
 * @param height the same
 * @param frameRate most pictures a second, 1 to {@value #MOST_FRAME_RATE}
 * @param bitRate bits per second of pictures that fill it, {@value #LEAST_BIT_RATE} to {@value
 *     #MOST_BIT_RATE}
 * @param offer when playlists list it
 */
public record RenditionProfile(
    String name, int width, int height, int frameRate, int bitRate, Offer offer) {

  /** When the multivariant playlist lists a rendition; it can be asked for by name at any time. */
  public enum Offer {
    /** Where browsers do not play what the camera sends. */
    WHEN_NEEDED,
    /** For every camera. */
    ALWAYS;

    /** Its name in the database and the API. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The profile that is always there, for cameras that browsers cannot play. */
  public static final String DEFAULT = "h264";

  /** Least width and height in pixels. */
  public static final int LEAST_SIZE = 64;

  /** Most width and height in pixels. */
  public static final int MOST_SIZE = 3840;

  /** Most pictures a second. */
  public static final int MOST_FRAME_RATE = 60;

  /** Least bits per second. */
  public static final int LEAST_BIT_RATE = 100_000;

  /** Most bits per second. */
  public static final int MOST_BIT_RATE = 20_000_000;

  /** What the camera's own streams are called. */
  private static final Set<String> TAKEN = Set.of("main", "sub");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  public RenditionProfile {
    if (!isName(name)
        || !isSize(width)
        || !isSize(height)
        || frameRate < 1
        || frameRate > MOST_FRAME_RATE
        || bitRate < LEAST_BIT_RATE
        || bitRate > MOST_BIT_RATE) {
      throw new IllegalArgumentException(
          "profile %s: %dx%d, %d pictures and %d bits a second"
              .formatted(name, width, height, frameRate, bitRate));
    }
  }

  /** Whether a rendition may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !TAKEN.contains(name);
  }

  private static boolean isSize(int pixels) {
    return pixels >= LEAST_SIZE && pixels <= MOST_SIZE;
  }
}
