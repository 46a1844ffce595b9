package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A thing made of flat faces, standing on the ground around the origin and looking along z; in
 * metres. Immutable once built.
 */
final class Model {

  /** Where the light comes from, and how much of it comes from everywhere. */
  private static final double[] LIGHT = {-0.45, 0.8, -0.4};

  private static final double AMBIENT = 0.55;

  private static final int SHADOW_STEPS = 9;

  private static final BasicStroke SEAM = new BasicStroke(0.6f);

  private record Face(double[][] corners, double[] normal, int colour, boolean glows, int layer) {}

  private record Placed(Face face, double[][] corners, double[] normal, double distance) {}

  private final List<Face> faces;

  private Model(List<Face> faces) {
    this.faces = List.copyOf(faces);
  }

  /** Draws it at a place on the ground, turned to the right by the heading in radians. */
  void draw(Graphics2D g, Lens lens, double x, double z, double heading) {
    draw(g, lens, x, 0, z, heading);
  }

  /** Draws it at a place in the air. */
  void draw(Graphics2D g, Lens lens, double x, double y, double z, double heading) {
    List<Placed> seen = new ArrayList<>();
    for (Face face : faces) {
      double[] normal = turned(face.normal, heading);
      double[][] corners = new double[face.corners.length][];
      double[] middle = new double[3];
      for (int i = 0; i < corners.length; i++) {
        double[] corner = turned(face.corners[i], heading);
        corners[i] = new double[] {corner[0] + x, corner[1] + y, corner[2] + z};
        for (int axis = 0; axis < 3; axis++) {
          middle[axis] += corners[i][axis] / corners.length;
        }
      }
      double facing =
          -normal[0] * middle[0] + normal[1] * (lens.height() - middle[1]) - normal[2] * middle[2];
      if (facing > 0) {
        double distance = lens.distance(middle[0], middle[1], middle[2]);
        seen.add(new Placed(face, corners, normal, distance));
      }
    }
    seen.sort(
        Comparator.<Placed>comparingInt(placed -> placed.face.layer)
            .thenComparing(Comparator.comparingDouble(Placed::distance).reversed()));
    g.setStroke(SEAM);
    for (Placed placed : seen) {
      double light = placed.face.glows ? 1 : brightness(placed.normal);
      g.setColor(Tone.opaque(Tone.scaled(placed.face.colour, light)));
      Path2D outline = lens.outline(placed.corners);
      g.fill(outline);
      g.draw(outline);
    }
  }

  /** A soft shadow on the ground under something so wide and long. */
  static void shadow(
      Graphics2D g,
      Lens lens,
      double x,
      double z,
      double heading,
      double width,
      double length,
      double opacity) {
    for (int i = 0; i < SHADOW_STEPS; i++) {
      double w = width / 2 - 0.12 + 0.05 * i;
      double l = length / 2 - 0.12 + 0.05 * i;
      double[][] corners = {{-w, 0, -l}, {w, 0, -l}, {w, 0, l}, {-w, 0, l}};
      for (double[] corner : corners) {
        double[] moved = turned(corner, heading);
        corner[0] = moved[0] + x;
        corner[2] = moved[2] + z;
      }
      g.setColor(Tone.clear(0x05070a, opacity * 1.4 / SHADOW_STEPS));
      g.fill(lens.outline(corners));
    }
  }

  private static double[] turned(double[] point, double heading) {
    double cos = Math.cos(heading);
    double sin = Math.sin(heading);
    return new double[] {
      point[0] * cos + point[2] * sin, point[1], point[2] * cos - point[0] * sin
    };
  }

  private static double brightness(double[] normal) {
    double dot = normal[0] * LIGHT[0] + normal[1] * LIGHT[1] + normal[2] * LIGHT[2];
    return AMBIENT + (1 - AMBIENT) * Math.max(0, dot);
  }

  /** Puts a model together; later layers cover earlier ones. Used by one thread. */
  static final class Builder {

    private final List<Face> faces = new ArrayList<>();
    private int layer;

    /** What follows lies over what was before. */
    Builder over() {
      layer++;
      return this;
    }

    /** A box. */
    Builder box(double x0, double x1, double y0, double y1, double z0, double z1, int colour) {
      return taper(
          new double[] {x0, x1, z0, z1}, y0, new double[] {x0, x1, z0, z1}, y1, colour, colour);
    }

    /**
     * A box whose top is of another size than its bottom.
     *
     * @param bottom {@code {x0, x1, z0, z1}} at y0
     * @param top likewise at y1
     */
    Builder taper(double[] bottom, double y0, double[] top, double y1, int sides, int cover) {
      double[][] low = ring(bottom, y0);
      double[][] high = ring(top, y1);
      double[] middle = middle(low, high);
      for (int i = 0; i < 4; i++) {
        int j = (i + 1) % 4;
        add(new double[][] {low[i], low[j], high[j], high[i]}, middle, sides, false);
      }
      add(high, middle, cover, false);
      return this;
    }

    /** A profile of {@code {z, y}} points, seen from the side, as thick as from x0 to x1. */
    Builder extrude(double[][] profile, double x0, double x1, int colour) {
      double[][] left =
          Arrays.stream(profile).map(p -> new double[] {x0, p[1], p[0]}).toArray(double[][]::new);
      double[][] right =
          Arrays.stream(profile).map(p -> new double[] {x1, p[1], p[0]}).toArray(double[][]::new);
      double[] middle = middle(left, right);
      for (int i = 0; i < profile.length; i++) {
        int j = (i + 1) % profile.length;
        add(new double[][] {left[i], left[j], right[j], right[i]}, middle, colour, false);
      }
      add(left, middle, colour, false);
      add(right, middle, colour, false);
      return this;
    }

    /** A round disc on a side, such as a wheel; it faces away from the middle. */
    Builder disc(double x, double y, double z, double radius, int colour) {
      int count = 14;
      double[][] corners = new double[count][];
      for (int i = 0; i < count; i++) {
        double angle = 2 * Math.PI * i / count;
        corners[i] = new double[] {x, y + radius * Math.sin(angle), z + radius * Math.cos(angle)};
      }
      add(corners, new double[] {0, y, z}, colour, false);
      return this;
    }

    /** A flat patch that faces away from the middle of the thing. */
    Builder patch(int colour, double[]... corners) {
      add(corners, new double[] {0, 0.8, 0}, colour, false);
      return this;
    }

    /** A patch that shines, whatever the light. */
    Builder lamp(int colour, double[]... corners) {
      add(corners, new double[] {0, 0.8, 0}, colour, true);
      return this;
    }

    Model build() {
      return new Model(faces);
    }

    private void add(double[][] corners, double[] middle, int colour, boolean glows) {
      double[] normal = normal(corners);
      double[] centre = middle(corners, corners);
      double outwards = 0;
      for (int axis = 0; axis < 3; axis++) {
        outwards += normal[axis] * (centre[axis] - middle[axis]);
      }
      if (outwards < 0) {
        for (int axis = 0; axis < 3; axis++) {
          normal[axis] = -normal[axis];
        }
      }
      faces.add(new Face(corners, normal, colour, glows, layer));
    }

    private static double[][] ring(double[] bounds, double y) {
      return new double[][] {
        {bounds[0], y, bounds[2]},
        {bounds[1], y, bounds[2]},
        {bounds[1], y, bounds[3]},
        {bounds[0], y, bounds[3]}
      };
    }

    private static double[] middle(double[][] some, double[][] others) {
      double[] sum = new double[3];
      int count = some.length + others.length;
      for (double[][] points : List.of(some, others)) {
        for (double[] point : points) {
          for (int axis = 0; axis < 3; axis++) {
            sum[axis] += point[axis] / count;
          }
        }
      }
      return sum;
    }

    /** The normal after Newell, good for any flat polygon. */
    private static double[] normal(double[][] corners) {
      double[] sum = new double[3];
      for (int i = 0; i < corners.length; i++) {
        double[] a = corners[i];
        double[] b = corners[(i + 1) % corners.length];
        sum[0] += (a[1] - b[1]) * (a[2] + b[2]);
        sum[1] += (a[2] - b[2]) * (a[0] + b[0]);
        sum[2] += (a[0] - b[0]) * (a[1] + b[1]);
      }
      double length = Math.sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]);
      return new double[] {sum[0] / length, sum[1] / length, sum[2] / length};
    }
  }
}
