package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.List;

/** A street of shops in daylight: a bus, cars, people under trees. */
final class Street implements Scene {

  private static final Lens LENS = new Lens(5.2, 0.13, 0.3, 830);
  private static final double KERB_NEAR = 12.5;
  private static final double KERB_FAR = 21;
  private static final double FACADES = 25;
  private static final int[] WALLS = {
    0xb6674f, 0xd9cdb4, 0x8f9aa3, 0xc79b63, 0xa85a48, 0xe2dccb, 0x74848c, 0xbf8d79
  };
  private static final int[] AWNINGS = {0x2f6b52, 0x9d2f35, 0x2d4f7c, 0xcfa13a};

  private final Model bus = Vehicles.bus();
  private final List<Model> cars =
      List.of(
          Vehicles.car(0x2f5d8a, false),
          Vehicles.car(0xc9ccce, false),
          Vehicles.car(0x8f2d2a, false));

  @Override
  public String name() {
    return "HIGH STREET";
  }

  @Override
  public void paintBackground(Backdrop backdrop) {
    backdrop.fill(LENS, Street::ground, Street::sky);
    Graphics2D g = backdrop.canvas();
    double x = -14;
    for (int i = 0; x < 95; i++) {
      double width = 6.5 + 4 * Noise.corner(i, 5);
      house(g, x, x + width, 8 + 3.5 * Noise.corner(i, 6), i);
      x += width;
    }
    for (double at = 88; at > -10; at -= 9.5) {
      tree(g, at, 22.4, (int) at);
    }
    crossing(g);
    backdrop.finish();
    g.dispose();
  }

  private static int ground(double x, double z, double distance) {
    double grit = (Noise.at(x * 12, z * 12) - 0.5) * Math.min(1, 16 / distance);
    double wear = Noise.layered(x * 0.3, z * 0.5, 4);
    if (z > KERB_NEAR && z < KERB_FAR) {
      int asphalt = Tone.mix(0x54575b, 0x73767a, wear + grit * 0.4);
      double middle = (KERB_NEAR + KERB_FAR) / 2;
      boolean dash = Math.abs(z - middle) < 0.08 && Math.floorMod((int) Math.floor(x / 3), 2) == 0;
      boolean edge = Math.abs(z - KERB_NEAR - 0.5) < 0.06 || Math.abs(z - KERB_FAR + 0.5) < 0.06;
      return dash ? 0xe6e4da : edge ? 0xd8b93c : asphalt;
    }
    if (Math.abs(z - KERB_NEAR) < 0.18 || Math.abs(z - KERB_FAR) < 0.18) {
      return 0xb9b6ad;
    }
    boolean joint = joint(x, 1.1) || joint(z, 0.8);
    int slab = Tone.mix(0x9b968b, 0xbdb8ac, wear + grit * 0.5);
    return joint ? Tone.scaled(slab, 1 - 0.25 * Math.min(1, 14 / distance)) : slab;
  }

  private static boolean joint(double at, double size) {
    double rest = at / size - Math.floor(at / size);
    return rest < 0.04;
  }

  private static int sky(double side, double elevation) {
    int blue = Tone.mix(0xd5e3ea, 0x6f9fd0, elevation / 0.35);
    double cloud = Noise.layered(side * 3.2, elevation * 9, 5);
    return Tone.mix(blue, 0xf7f7f4, (cloud - 0.46) * 4);
  }

  private static void house(Graphics2D g, double x0, double x1, double high, int index) {
    int wall = WALLS[index % WALLS.length];
    Brush.wall(g, LENS, wall, x0, x1, 0, high, FACADES);
    Brush.wall(g, LENS, Tone.scaled(wall, 1.15), x0, x1, high - 0.35, high, FACADES);
    Brush.face(
        g,
        LENS,
        Tone.opaque(Tone.mix(0x5a4038, 0x49505a, Noise.corner(index, 8))),
        new double[] {x0 - 0.1, high, FACADES - 0.2},
        new double[] {x1 + 0.1, high, FACADES - 0.2},
        new double[] {x1, high + 2.2, FACADES + 3},
        new double[] {x0, high + 2.2, FACADES + 3});
    int columns = (int) Math.round((x1 - x0) / 2.2);
    double pitch = (x1 - x0) / columns;
    for (double sill = 4.1; sill + 1.9 < high; sill += 2.7) {
      for (int column = 0; column < columns; column++) {
        window(g, x0 + (column + 0.5) * pitch, sill, wall, index * 31 + column + (int) sill);
      }
    }
    shop(g, x0, x1, index);
  }

  private static void window(Graphics2D g, double middle, double sill, int wall, int seed) {
    Brush.wall(
        g,
        LENS,
        Tone.scaled(wall, 1.25),
        middle - 0.66,
        middle + 0.66,
        sill - 0.12,
        sill + 1.72,
        FACADES - 0.02);
    int glass = Tone.mix(0x28343d, 0x9fb6c4, Noise.corner(seed, 2) * 0.75);
    Brush.wall(g, LENS, glass, middle - 0.54, middle + 0.54, sill, sill + 1.6, FACADES - 0.03);
    Brush.wall(g, LENS, 0xefece4, middle - 0.03, middle + 0.03, sill, sill + 1.6, FACADES - 0.04);
    Brush.wall(
        g, LENS, 0xefece4, middle - 0.54, middle + 0.54, sill + 0.77, sill + 0.83, FACADES - 0.04);
  }

  private static void shop(Graphics2D g, double x0, double x1, int index) {
    int trim = AWNINGS[index % AWNINGS.length];
    Brush.wall(g, LENS, Tone.scaled(trim, 0.7), x0 + 0.2, x1 - 0.2, 0, 3.4, FACADES - 0.02);
    Brush.wall(g, LENS, 0x2b3439, x0 + 0.45, x1 - 2, 0.5, 2.6, FACADES - 0.04);
    Brush.wall(g, LENS, 0xe7c98d, x0 + 0.7, x1 - 2.4, 0.6, 1.5, FACADES - 0.05);
    Brush.wall(g, LENS, 0x39444a, x1 - 1.7, x1 - 0.6, 0, 2.5, FACADES - 0.04);
    Brush.wall(g, LENS, 0xece7d8, x0 + 0.5, x1 - 0.5, 2.85, 3.25, FACADES - 0.04);
    int stripes = (int) ((x1 - x0 - 2) / 0.5);
    for (int i = 0; i < stripes; i++) {
      double a = x0 + 0.4 + i * 0.5;
      Brush.face(
          g,
          LENS,
          Tone.opaque(i % 2 == 0 ? trim : 0xeee9dd),
          new double[] {a, 2.75, FACADES - 0.05},
          new double[] {a + 0.5, 2.75, FACADES - 0.05},
          new double[] {a + 0.5, 2.25, FACADES - 1.3},
          new double[] {a, 2.25, FACADES - 1.3});
    }
  }

  private static void tree(Graphics2D g, double x, double z, int seed) {
    Brush.face(
        g,
        LENS,
        Tone.clear(0x10151c, 0.28),
        new double[] {x - 0.4, 0, z - 3.4},
        new double[] {x + 2.2, 0, z - 3},
        new double[] {x + 2.6, 0, z - 1},
        new double[] {x + 1.2, 0, z + 0.3},
        new double[] {x - 0.6, 0, z - 0.6});
    Point2D.Double foot = LENS.at(x, 0, z);
    Point2D.Double fork = LENS.at(x, 3, z);
    Point2D.Double crown = LENS.at(x, 4.9, z);
    double unit = LENS.scale(x, 3, z);
    g.setColor(Tone.opaque(0x5b4735));
    g.setStroke(
        new BasicStroke((float) (0.3 * unit), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(foot, fork));
    g.draw(new Line2D.Double(fork, crown));
    Brush.crown(g, crown.x, crown.y, 1.95 * unit, 0x2c4a24, 0x86a94f, seed);
  }

  private static void crossing(Graphics2D g) {
    for (double z = KERB_NEAR + 0.9; z < KERB_FAR - 0.9; z += 1) {
      Brush.ground(g, LENS, Tone.clear(0xeeece4, 0.85), 1.2, 4.2, z, z + 0.5);
    }
  }

  @Override
  public void paintMoving(Graphics2D g, double seconds) {
    walk(g, seconds, 22, 1.3, 24.1, 1, new Figures.Look(0x3f5d46, 0x30333b, 0x1f1712));
    walk(g, seconds, 48, 1.15, 21.8, -1, new Figures.Look(0x8c3f4d, 0x2a2c33, 0x6a4a2a));
    double far = 48 - (seconds + 40) % LOOP_SECONDS * 7;
    if (far > -14) {
      vehicle(g, cars.get(0), far, 18.9, -1, 4.3, 1.9);
    }
    double ride = (seconds + 55) % LOOP_SECONDS;
    double busX = 52 - busWay(ride);
    if (busX > -20) {
      vehicle(g, bus, busX, 18.8, -1, 11, 2.6);
    }
    double near = -16 + (seconds + 30) % LOOP_SECONDS * 8;
    if (near < 60) {
      vehicle(g, cars.get(1), near, 14.8, 1, 4.3, 1.9);
    }
    double nearer = -16 + (seconds + 12) % LOOP_SECONDS * 7.2;
    if (nearer < 60) {
      vehicle(g, cars.get(2), nearer, 14.7, 1, 4.3, 1.9);
    }
    walk(g, seconds, 5, 1.3, 11, 1, new Figures.Look(0x2f4a72, 0x3d3a36, 0x2b1d12));
    walk(g, seconds, 37, 1.2, 10.2, -1, new Figures.Look(0xc7a64a, 0x26303c, 0x120e0c));
  }

  /** How far the bus has come: it drives up, stops for passengers, drives on. */
  private static double busWay(double ride) {
    double stop = 36;
    if (ride < 8) {
      return stop * (1 - (1 - ride / 8) * (1 - ride / 8));
    }
    double on = Math.max(0, ride - 16);
    return stop + 0.55 * on * on;
  }

  private static void vehicle(
      Graphics2D g, Model model, double x, double z, double way, double length, double width) {
    Model.shadow(g, LENS, x + 0.3, z - 0.2, Math.PI / 2, width, length, 0.55);
    model.draw(g, LENS, x, z, way * Math.PI / 2);
  }

  private static void walk(
      Graphics2D g,
      double seconds,
      double begin,
      double speed,
      double z,
      double way,
      Figures.Look look) {
    double walked = (seconds - begin + LOOP_SECONDS) % LOOP_SECONDS * speed;
    double x = way > 0 ? -12 + walked : 34 - walked;
    if (x > -9 && x < 45) {
      Figures.walker(g, LENS, x, z, walked, way, look);
    }
  }
}
