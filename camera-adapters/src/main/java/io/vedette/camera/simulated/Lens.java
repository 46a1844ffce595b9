package io.vedette.camera.simulated;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * How a scene's camera sees its world. The world is in metres: x to the right, y up from the
 * ground, z ahead of the mast that the camera hangs on. Immutable.
 *
 * @param height of the camera above the ground
 * @param pitch how far it looks down, in radians
 * @param yaw how far it looks to the right, in radians
 * @param focal focal length in scene units
 */
record Lens(double height, double pitch, double yaw, double focal) {

  private static final double NEAR = 0.3;

  /** A point of the world, as {@code {x, y, z}}, in the camera's own axes. */
  private double[] turned(double[] point) {
    double x = point[0] * Math.cos(yaw) - point[2] * Math.sin(yaw);
    double z = point[0] * Math.sin(yaw) + point[2] * Math.cos(yaw);
    double y = point[1] - height;
    return new double[] {
      x, y * Math.cos(pitch) + z * Math.sin(pitch), z * Math.cos(pitch) - y * Math.sin(pitch)
    };
  }

  /** Where a point, which has to lie in front of the camera, is seen. */
  Point2D.Double at(double x, double y, double z) {
    return seen(turned(new double[] {x, y, z}));
  }

  private Point2D.Double seen(double[] turned) {
    return new Point2D.Double(
        Scene.WIDTH / 2 + focal * turned[0] / turned[2],
        Scene.HEIGHT / 2 - focal * turned[1] / turned[2]);
  }

  /** How far away a point is. */
  double distance(double x, double y, double z) {
    double[] turned = turned(new double[] {x, y, z});
    return Math.hypot(Math.hypot(turned[0], turned[1]), turned[2]);
  }

  /** How many scene units a metre is at a point. */
  double scale(double x, double y, double z) {
    return focal / Math.max(NEAR, turned(new double[] {x, y, z})[2]);
  }

  /** The outline of a flat polygon, cut off where it comes too near. */
  Path2D.Double outline(double[]... corners) {
    Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, corners.length + 2);
    boolean begun = false;
    for (int i = 0; i < corners.length; i++) {
      double[] from = turned(corners[i]);
      double[] to = turned(corners[(i + 1) % corners.length]);
      if (from[2] >= NEAR) {
        begun = add(path, from, begun);
      }
      if (from[2] >= NEAR != to[2] >= NEAR) {
        double part = (NEAR - from[2]) / (to[2] - from[2]);
        double[] cut = {
          from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]), NEAR
        };
        begun = add(path, cut, begun);
      }
    }
    if (begun) {
      path.closePath();
    }
    return path;
  }

  private boolean add(Path2D.Double path, double[] turned, boolean begun) {
    Point2D.Double point = seen(turned);
    if (begun) {
      path.lineTo(point.x, point.y);
    } else {
      path.moveTo(point.x, point.y);
    }
    return true;
  }

  /** The direction of a ray through a place in the picture, in the world's axes. */
  double[] ray(double sceneX, double sceneY) {
    double x = (sceneX - Scene.WIDTH / 2) / focal;
    double up = (Scene.HEIGHT / 2 - sceneY) / focal;
    double y = up * Math.cos(pitch) - Math.sin(pitch);
    double ahead = up * Math.sin(pitch) + Math.cos(pitch);
    return new double[] {
      x * Math.cos(yaw) + ahead * Math.sin(yaw), y, ahead * Math.cos(yaw) - x * Math.sin(yaw)
    };
  }
}
