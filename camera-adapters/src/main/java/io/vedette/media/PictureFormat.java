package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a video stream's headers say of its pictures.
 *
 * @param width picture width after cropping, in pixels
 * @param height picture height after cropping, in pixels
 * @param chromaFormat 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 * @param lumaDepth bits per luma sample
 * @param chromaDepth bits per chroma sample
 * @param frameRate pictures per second, if the stream tells it
 * @param colour what the samples mean as colours, if the stream tells it
 * @param reordered how many pictures may come before one in decoding order and follow it in
 *     presentation, 0 to 16; empty if the stream does not tell
 */
public record PictureFormat(
    int width,
    int height,
    int chromaFormat,
    int lumaDepth,
    int chromaDepth,
    OptionalDouble frameRate,
    Optional<Colour> colour,
    OptionalInt reordered) {

  private static final int MAX_DIMENSION = 16_384;
  private static final int MAX_DEPTH = 16;

  public PictureFormat {
    if (width < 1 || width > MAX_DIMENSION || height < 1 || height > MAX_DIMENSION) {
      throw new IllegalArgumentException("a picture of " + width + " by " + height + " pixels");
    }
    if (chromaFormat < 0 || chromaFormat > 3) {
      throw new IllegalArgumentException("chroma format " + chromaFormat);
    }
    if (lumaDepth > MAX_DEPTH || chromaDepth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "samples of " + Math.max(lumaDepth, chromaDepth) + " bits");
    }
  }

  /** How chroma is sampled, as people write it, such as {@code 4:2:0}. */
  public String chromaName() {
    return switch (chromaFormat) {
      case 0 -> "4:0:0";
      case 1 -> "4:2:0";
      case 2 -> "4:2:2";
      default -> "4:4:4";
    };
  }
}
