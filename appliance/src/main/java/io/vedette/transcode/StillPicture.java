package io.vedette.transcode;

/**
 * One decoded picture on the heap: 8 bits a sample, 4:2:0, full range, planes one behind the other
 * without padding.
 *
 * @param width in pixels
 * @param height in pixels
 * @param planes luma, then the two chroma planes of half the size, rounded up; not to be changed
 */
public record StillPicture(int width, int height, byte[] planes) {

  @Override
  public String toString() {
    return "picture of " + width + "x" + height;
  }
}
