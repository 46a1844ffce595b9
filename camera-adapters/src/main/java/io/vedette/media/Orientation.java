package io.vedette.media;

/**
 * How a picture has to be turned to be seen upright: mirrored first, where it is, and then turned.
 *
 * @param degrees clockwise: 0, 90, 180 or 270
 * @param mirrored whether left and right are exchanged before it is turned
 */
public record Orientation(int degrees, boolean mirrored) {

  /** As the camera sends it. */
  public static final Orientation UPRIGHT = new Orientation(0, false);

  public Orientation {
    if (degrees != 0 && degrees != 90 && degrees != 180 && degrees != 270) {
      throw new IllegalArgumentException("a picture cannot be turned by " + degrees + " degrees");
    }
  }

  /** Whether width and height change places. */
  public boolean isSideways() {
    return degrees == 90 || degrees == 270;
  }
}
