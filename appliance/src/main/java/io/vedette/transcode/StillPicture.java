package io.vedette.transcode;

import io.vedette.media.Orientation;

/**
 * One decoded picture on the heap: 8 bits a sample, 4:2:0, full range, planes one behind the other
 * without padding.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes luma, then the two chroma planes of half the size, rounded up; not to be changed
 */
public record StillPicture(int width, int height, byte[] planes) {

  /** The picture as it is seen. */
  public StillPicture turned(Orientation orientation) {
    if (orientation.equals(Orientation.UPRIGHT)) {
      return this;
    }
    byte[] out = new byte[planes.length];
    int chromaWidth = (width + 1) / 2;
    int chromaHeight = (height + 1) / 2;
    int luma = width * height;
    turn(orientation, out, 0, width, height);
    turn(orientation, out, luma, chromaWidth, chromaHeight);
    turn(orientation, out, luma + chromaWidth * chromaHeight, chromaWidth, chromaHeight);
    return orientation.isSideways()
        ? new StillPicture(height, width, out)
        : new StillPicture(width, height, out);
  }

  /** Turns one plane: samples of a row lie apart by one step, and rows by another. */
  private void turn(Orientation orientation, byte[] out, int plane, int planeWidth, int rows) {
    int right =
        switch (orientation.degrees()) {
          case 90 -> rows;
          case 180 -> -1;
          case 270 -> -rows;
          default -> 1;
        };
    int down =
        switch (orientation.degrees()) {
          case 90 -> -1;
          case 180 -> -planeWidth;
          case 270 -> 1;
          default -> planeWidth;
        };
    // The upper left corner goes to where neither step leads out of the plane.
    int corner = plane + Math.max(0, -right * (planeWidth - 1)) + Math.max(0, -down * (rows - 1));
    if (orientation.mirrored()) {
      corner += right * (planeWidth - 1);
      right = -right;
    }
    int from = plane;
    for (int row = 0; row < rows; row++) {
      int to = corner + row * down;
      for (int column = 0; column < planeWidth; column++, to += right) {
        out[to] = planes[from++];
      }
    }
  }

  @Override
  public String toString() {
    return "picture of " + width + "x" + height;
  }
}
