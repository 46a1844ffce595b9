package io.vedette.camera.simulated;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;

/** What every scene paints with. */
final class Brush {

  private Brush() {}

  /** Fills a flat polygon of the world. */
  static void face(Graphics2D g, Lens lens, Color colour, double[]... corners) {
    g.setColor(colour);
    g.fill(lens.outline(corners));
  }

  /** Fills an upright rectangle that faces the camera's side of the world. */
  static void wall(
      Graphics2D g, Lens lens, int colour, double x0, double x1, double y0, double y1, double z) {
    face(
        g,
        lens,
        Tone.opaque(colour),
        new double[] {x0, y0, z},
        new double[] {x1, y0, z},
        new double[] {x1, y1, z},
        new double[] {x0, y1, z});
  }

  /** Fills a rectangle on the ground. */
  static void ground(
      Graphics2D g, Lens lens, Color colour, double x0, double x1, double z0, double z1) {
    face(
        g,
        lens,
        colour,
        new double[] {x0, 0, z0},
        new double[] {x1, 0, z0},
        new double[] {x1, 0, z1},
        new double[] {x0, 0, z1});
  }

  /** Light that fades from a place in the picture. */
  static void glow(Graphics2D g, double x, double y, double radius, int colour, double opacity) {
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new float[] {0, 0.15f, 1},
            new Color[] {
              Tone.clear(colour, opacity), Tone.clear(colour, opacity * 0.35), Tone.clear(colour, 0)
            }));
    g.fill(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2));
  }

  /** A leafy crown of many strokes, lit from the upper left. */
  static void crown(
      Graphics2D g, double x, double y, double radius, int dark, int bright, int seed) {
    for (int i = 0; i < 260; i++) {
      double angle = 2 * Math.PI * Noise.corner(i, seed);
      double reach = Math.sqrt(Noise.corner(i, seed + 1)) * radius;
      double dx = Math.cos(angle) * reach;
      double dy = Math.sin(angle) * reach * 0.82;
      double lit = 0.5 - (dx + 1.6 * dy) / radius * 0.35 + 0.3 * (Noise.corner(i, seed + 2) - 0.5);
      double size = radius * (0.14 + 0.16 * Noise.corner(i, seed + 3));
      g.setColor(Tone.opaque(Tone.mix(dark, bright, lit)));
      g.fill(new Ellipse2D.Double(x + dx - size, y + dy - size, size * 2, size * 1.7));
    }
  }
}
