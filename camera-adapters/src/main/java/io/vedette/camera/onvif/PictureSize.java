package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The size of a picture. Sizes are in the order of their areas.
 *
 * @param width in pixels, from 1 to 65535
 * @param height in pixels, from 1 to 65535
 */
public record PictureSize(int width, int height) implements Comparable<PictureSize> {

  private static final int MOST = 65_535;
  private static final Comparator<PictureSize> ORDER =
      Comparator.comparingLong(PictureSize::area).thenComparingInt(PictureSize::width);

  public PictureSize {
    if (!isPossible(width) || !isPossible(height)) {
      throw new IllegalArgumentException("no size of a picture: " + width + "x" + height);
    }
  }

  /** Of an element with Width and Height; empty if they are not there or cannot be. */
  static Optional<PictureSize> of(XmlElement element) {
    OptionalInt width = element.intAt("Width");
    OptionalInt height = element.intAt("Height");
    return isPossible(width.orElse(0)) && isPossible(height.orElse(0))
        ? Optional.of(new PictureSize(width.getAsInt(), height.getAsInt()))
        : Optional.empty();
  }

  private static boolean isPossible(int length) {
    return length >= 1 && length <= MOST;
  }

  /** In pixels. */
  public long area() {
    return (long) width * height;
  }

  @Override
  public int compareTo(PictureSize other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
