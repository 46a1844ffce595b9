package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/** What floats in the harbour. */
final class Boats {

  private static final int GLASS = 0x26333c;

  private Boats() {}

  /** A fishing boat, 9 m long. */
  static Model trawler(int hull, int house) {
    Model.Builder boat =
        new Model.Builder()
            .extrude(
                new double[][] {{-4.2, -0.2}, {-4.5, 1.2}, {1.5, 1.25}, {4.9, 1.9}, {4, -0.2}},
                -1.35,
                1.35,
                hull)
            .over()
            .extrude(
                new double[][] {
                  {-4.5, 1.2}, {-4.5, 1.4}, {1.5, 1.45}, {4.95, 2.1}, {4.9, 1.9}, {1.5, 1.25}
                },
                -1.4,
                1.4,
                0xf2eee3)
            .over()
            .box(-0.95, 0.95, 1.3, 3.3, -2.2, 0.6, house)
            .over()
            .box(-1.1, 1.1, 3.3, 3.45, -2.4, 0.9, Tone.scaled(house, 0.85));
    for (double side : new double[] {-0.96, 0.96}) {
      for (double z = -1.9; z < 0.3; z += 0.85) {
        boat.patch(
            GLASS,
            new double[] {side, 2.3, z},
            new double[] {side, 2.3, z + 0.6},
            new double[] {side, 2.95, z + 0.6},
            new double[] {side, 2.95, z});
      }
    }
    return boat.over()
        .box(-0.06, 0.06, 3.4, 6.6, -0.7, -0.58, 0x6a5a45)
        .box(-0.05, 0.05, 1.5, 4.6, 2.4, 2.5, 0x6a5a45)
        .build();
  }

  /** A car ferry, 28 m long. */
  static Model ferry() {
    Model.Builder boat =
        new Model.Builder()
            .extrude(
                new double[][] {{-13, -0.3}, {-14, 2.8}, {14.5, 3.2}, {12.5, -0.3}},
                -4,
                4,
                0x22405f)
            .over()
            .box(-3.8, 3.8, 2.8, 5.6, -12, 9.5, 0xf2f0ea)
            .over()
            .box(-3.4, 3.4, 5.6, 7.8, -8, 6, 0xeae7df)
            .over()
            .box(-1.2, 1.2, 7.8, 10.6, -5.5, -2.8, 0xb8392f);
    for (double z = -11; z < 8.5; z += 1.7) {
      boat.patch(
          GLASS,
          new double[] {3.81, 3.9, z},
          new double[] {3.81, 3.9, z + 1.1},
          new double[] {3.81, 4.8, z + 1.1},
          new double[] {3.81, 3.9 + 0.9, z});
    }
    return boat.build();
  }

  /** A rowing boat, 4 m long. */
  static Model dinghy() {
    return new Model.Builder()
        .extrude(
            new double[][] {{-1.8, -0.1}, {-2, 0.55}, {2.2, 0.75}, {1.6, -0.1}},
            -0.75,
            0.75,
            0xd9d2bf)
        .over()
        .patch(
            0x7b5c3c,
            new double[] {-0.6, 0.68, -1.75},
            new double[] {0.6, 0.68, -1.75},
            new double[] {0.5, 0.82, 1.5},
            new double[] {-0.5, 0.82, 1.5})
        .over()
        .box(-0.68, 0.68, 0.62, 0.7, -0.5, -0.15, 0xb28a58)
        .build();
  }

  /**
   * Draws a sailing boat that shows its side.
   *
   * @param heel how far it leans to the right of the picture, in radians
   */
  static void sailing(Graphics2D g, Lens lens, double x, double z, double heel) {
    double lean = Math.tan(heel + 0.05);
    Brush.face(
        g,
        lens,
        Tone.clear(0xe4ecea, 0.3),
        new double[] {x - 2.6, 0, z - 1},
        new double[] {x + 2.6, 0, z - 1},
        new double[] {x + 1.4, 0, z - 9},
        new double[] {x - 0.6, 0, z - 9});
    Brush.face(
        g,
        lens,
        Tone.opaque(0x31495c),
        new double[] {x - 3.4, 1, z},
        new double[] {x + 3.6, 1.1, z},
        new double[] {x + 2.7, 0, z},
        new double[] {x - 2.8, 0, z});
    Brush.face(
        g,
        lens,
        Tone.opaque(0xf8f4ea),
        new double[] {x - 0.15 + 9.4 * lean, 9.6, z},
        new double[] {x - 0.1 + 1.7 * lean, 1.7, z},
        new double[] {x - 3.1 + 1.7 * lean, 1.8, z});
    Brush.face(
        g,
        lens,
        Tone.opaque(0xe6dfce),
        new double[] {x + 0.1 + 8.6 * lean, 8.6, z},
        new double[] {x + 3.4 + 1.3 * lean, 1.3, z},
        new double[] {x + 0.35 + 1.6 * lean, 1.6, z});
    g.setColor(Tone.opaque(0x4a4238));
    g.setStroke(new BasicStroke(1.8f));
    g.draw(new Line2D.Double(lens.at(x, 1, z), lens.at(x + 9.8 * lean, 10, z)));
  }
}
