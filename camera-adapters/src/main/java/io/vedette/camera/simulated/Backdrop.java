package io.vedette.camera.simulated;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The picture that a scene's background is painted on. Used by one thread. */
final class Backdrop {

  /** Colours the ground. */
  @FunctionalInterface
  interface Ground {

    /**
     * @param x place on the ground, in metres
     * @param z place on the ground, in metres
     * @param distance from the camera, in metres
     */
    int colour(double x, double z, double distance);
  }

  /** Colours the sky. */
  @FunctionalInterface
  interface Sky {

    /**
     * @param side direction to the right, in radians
     * @param elevation above the horizon, in radians
     */
    int colour(double side, double elevation);
  }

  private final BufferedImage image;

  Backdrop(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  BufferedImage image() {
    return image;
  }

  /** A canvas in scene units. */
  Graphics2D canvas() {
    return canvas(image);
  }

  /** A canvas in scene units on any picture. */
  static Graphics2D canvas(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(image.getWidth() / Scene.WIDTH, image.getHeight() / Scene.HEIGHT);
    return g;
  }

  /** Colours every pixel by what its ray meets: the ground, or nothing but sky. */
  void fill(Lens lens, Ground ground, Sky sky) {
    int[] pixels = pixels();
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        double[] ray =
            lens.ray(
                (column + 0.5) * Scene.WIDTH / image.getWidth(),
                (row + 0.5) * Scene.HEIGHT / image.getHeight());
        double length = Math.sqrt(ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2]);
        double down = -ray[1];
        if (down > 1e-4) {
          double reach = lens.height() / down;
          pixels[row * image.getWidth() + column] =
              ground.colour(ray[0] * reach, ray[2] * reach, length * reach);
        } else {
          pixels[row * image.getWidth() + column] =
              sky.colour(Math.atan2(ray[0], ray[2]), Math.asin(ray[1] / length));
        }
      }
    }
  }

  /** What a cheap lens does: darker corners, and the grain of the surface it cannot resolve. */
  void finish() {
    int[] pixels = pixels();
    double width = image.getWidth();
    double height = image.getHeight();
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        double x = column / width - 0.5;
        double y = row / height - 0.5;
        double grain = (Noise.corner(column, row) - 0.5) * 0.045;
        int index = row * image.getWidth() + column;
        pixels[index] = Tone.scaled(pixels[index], 1.03 - 0.42 * (x * x + y * y) + grain);
      }
    }
  }

  private int[] pixels() {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }
}
