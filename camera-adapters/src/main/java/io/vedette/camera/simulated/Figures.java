package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** People who walk through the scenes. */
final class Figures {

  /** Metres of one step with each leg. */
  private static final double STRIDE = 1.45;

  private static final int SKIN = 0xb98a6d;

  /**
   * What somebody wears.
   *
   * @param coat colour of the upper half
   * @param trousers colour of the lower half
   * @param hair colour of hair or hat
   */
  record Look(int coat, int trousers, int hair) {}

  private Figures() {}

  /**
   * Draws somebody who walks.
   *
   * @param walked metres walked so far; moves legs and arms
   * @param side how much of the walk goes to the right of the picture, -1 to 1
   */
  static void walker(
      Graphics2D g, Lens lens, double x, double z, double walked, double side, Look look) {
    Point2D.Double feet = lens.at(x, 0, z);
    Point2D.Double head = lens.at(x, 1.72, z);
    double unit = feet.distance(head) / 1.72;
    g.setColor(Tone.clear(0x05070a, 0.3));
    g.fill(new Ellipse2D.Double(feet.x - 0.36 * unit, feet.y - 0.1 * unit, 0.8 * unit, 0.2 * unit));
    AffineTransform saved = g.getTransform();
    g.translate(feet.x, feet.y);
    g.scale(unit, unit);
    double phase = 2 * Math.PI * walked / STRIDE;
    double swing = 0.34 * Math.sin(phase) * Math.max(0.35, Math.abs(side));
    double bob = 0.025 * Math.abs(Math.cos(phase));
    g.translate(0, -bob);
    limb(g, 0.16, Tone.scaled(look.trousers, 0.8), 0.05, -0.9, -swing * 0.5, -0.45, -swing, -0.04);
    limb(g, 0.1, Tone.scaled(look.coat, 0.75), 0.06, -1.4, swing * 0.45, -1.12, swing * 0.8, -0.88);
    limb(g, 0.17, look.trousers, -0.02, -0.9, swing * 0.5 + 0.04 * side, -0.46, swing, -0.02);
    Path2D.Double torso = new Path2D.Double();
    torso.moveTo(-0.2, -1.42);
    torso.quadTo(0, -1.55, 0.2, -1.42);
    torso.lineTo(0.17, -0.8);
    torso.lineTo(-0.17, -0.8);
    torso.closePath();
    g.setColor(Tone.opaque(look.coat));
    g.fill(torso);
    limb(
        g,
        0.11,
        Tone.scaled(look.coat, 0.9),
        -0.1,
        -1.38,
        -swing * 0.45,
        -1.12,
        -swing * 0.8,
        -0.88);
    g.setColor(Tone.opaque(SKIN));
    g.fill(new Ellipse2D.Double(-0.1 + 0.03 * side, -1.74, 0.21, 0.26));
    g.setColor(Tone.opaque(look.hair));
    g.fill(new Ellipse2D.Double(-0.12, -1.77, 0.23, 0.17));
    g.setTransform(saved);
  }

  private static void limb(
      Graphics2D g,
      double thick,
      int colour,
      double x0,
      double y0,
      double x1,
      double y1,
      double x2,
      double y2) {
    g.setColor(Tone.opaque(colour));
    g.setStroke(new BasicStroke((float) thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(x0, y0, x1, y1));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }
}
