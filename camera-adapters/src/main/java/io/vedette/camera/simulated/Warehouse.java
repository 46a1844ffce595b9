package io.vedette.camera.simulated;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;

/** An aisle between pallet racks, with a forklift and somebody who counts boxes. */
final class Warehouse implements Scene {

  private static final Lens LENS = new Lens(4.6, 0.2, 0.05, 780);
  private static final double CEILING = 9.5;
  private static final double END = 50;
  private static final double AISLE = 3.7;
  private static final double DEEP = 1.3;
  private static final double BAY = 2.9;
  private static final double LAMP_EVERY = 7;
  private static final int[] CARTONS = {0xb08d5c, 0xa47f4e, 0xc2a173, 0x8f7148, 0xd0c8b6, 0x6f8aa0};

  private final Model truck = Vehicles.forklift();
  private final Model load = Vehicles.pallet(0xb89160);

  @Override
  public String name() {
    return "WAREHOUSE";
  }

  @Override
  public void paintBackground(Backdrop backdrop) {
    backdrop.fill(LENS, Warehouse::floor, Warehouse::ceiling);
    Graphics2D g = backdrop.canvas();
    endWall(g);
    for (int side = -1; side <= 1; side += 2) {
      for (double z = END; z > 3; z -= 1.5) {
        int sheet = Tone.scaled(0x59626b, 1.02 - z / 95 + 0.05 * (Math.rint(z * 2) % 2));
        sideWall(g, side * (AISLE + DEEP + 0.5), Math.max(1, z - 1.5), z, sheet);
      }
    }
    for (double z = END - BAY; z > 4; z -= BAY) {
      bay(g, z, -1);
      bay(g, z, 1);
    }
    for (double z = END - 3; z > 8; z -= LAMP_EVERY) {
      Point2D.Double lamp = LENS.at(0, CEILING - 0.3, z);
      if (lamp.y > -40) {
        Brush.glow(g, lamp.x, lamp.y, 5.5 * LENS.scale(0, CEILING, z), 0xf3f7ff, 0.5);
      }
    }
    backdrop.finish();
    g.dispose();
  }

  private static int floor(double x, double z, double distance) {
    double wear = Noise.layered(x * 0.6, z * 0.25, 5);
    int concrete = Tone.mix(0x6d6f6e, 0x98999a, wear);
    double sheen = 0;
    for (double lamp = 5; lamp < END; lamp += LAMP_EVERY) {
      double away = (z - lamp * 0.62) / 2.2;
      sheen += Math.exp(-(x * x / 2.6 + away * away));
    }
    int lit = Tone.mix(concrete, 0xf2f4f4, Math.min(0.5, sheen * 0.42));
    double line = Math.abs(Math.abs(x) - (AISLE - 0.45));
    int painted = line < 0.09 ? Tone.mix(lit, 0xe0b21e, 0.85) : lit;
    double tyres = Math.exp(-Math.pow((Math.abs(x) - 1.2) / 0.3, 2)) * 0.22;
    double dim = 1 - Math.clamp((Math.abs(x) - AISLE) / 1.5, 0, 0.65);
    return Tone.scaled(painted, dim * (1 - tyres) * (1.05 - distance / 160));
  }

  private static int ceiling(double side, double elevation) {
    double reach = (CEILING - LENS.height()) / Math.max(1e-3, Math.tan(elevation));
    double x = reach * Math.sin(side);
    double z = reach * Math.cos(side);
    double beam = z / 3.5 - Math.floor(z / 3.5);
    int metal = beam < 0.09 ? 0x2b3036 : Tone.mix(0x3f464d, 0x4a5158, Noise.at(x * 0.5, z));
    double lamp = (END - 3 - z) / LAMP_EVERY;
    double along = Math.abs(lamp - Math.rint(lamp)) * LAMP_EVERY;
    boolean tube = Math.abs(x) < 0.28 && along < 1.4;
    return tube ? 0xfbfdff : Tone.scaled(metal, 0.75 + 0.5 * Math.exp(-x * x / 9));
  }

  private static void endWall(Graphics2D g) {
    Brush.wall(g, LENS, 0x8c949a, -30, 30, 0, CEILING, END);
    Brush.wall(g, LENS, 0x79828a, -30, 30, 0, 1.2, END - 0.02);
    Brush.wall(g, LENS, 0x4e565d, -2.3, 2.3, 0, 4.5, END - 0.03);
    for (int slat = 0; slat < 8; slat++) {
      Brush.wall(g, LENS, 0xc4ccd1, -2.1, 2.1, 0.1 + slat * 0.53, 0.5 + slat * 0.53, END - 0.04);
    }
    Brush.wall(g, LENS, 0x1f8a4c, 3, 4.2, 5, 5.6, END - 0.04);
  }

  private static void sideWall(Graphics2D g, double x, double z0, double z1, int colour) {
    Brush.face(
        g,
        LENS,
        Tone.opaque(colour),
        new double[] {x, 0, z0},
        new double[] {x, CEILING, z0},
        new double[] {x, CEILING, z1},
        new double[] {x, 0, z1});
  }

  private static void bay(Graphics2D g, double z, int side) {
    double inner = side * AISLE;
    double outer = side * (AISLE + DEEP);
    double low = Math.min(inner, outer);
    double high = Math.max(inner, outer);
    for (int level = 0; level < 4; level++) {
      double y = level * 2.05;
      for (int slot = 0; slot < 2; slot++) {
        int seed = (int) (z * 10) * 64 + level * 8 + slot * 2 + (side + 1) / 2;
        double middle = z + 0.75 + (1 - slot) * 1.4;
        if (Noise.corner(seed, 1) > 0.12) {
          goods(g, low, high, y + 0.12, middle, seed);
        }
      }
      if (level > 0) {
        new Model.Builder()
            .box(inner - 0.05, inner + 0.05, y - 0.08, y + 0.08, z, z + BAY, 0xd2691e)
            .build()
            .draw(g, LENS, 0, 0, 0);
      }
    }
    new Model.Builder()
        .box(inner - 0.06, inner + 0.06, 0, 7.6, z - 0.06, z + 0.06, 0x25507e)
        .build()
        .draw(g, LENS, 0, 0, 0);
  }

  private static void goods(Graphics2D g, double low, double high, double y, double z, int seed) {
    int colour = CARTONS[(int) (Noise.corner(seed, 2) * CARTONS.length)];
    double tall = 0.85 + 0.75 * Noise.corner(seed, 3);
    double fade = 1 - z / 130;
    int lit = Tone.scaled(colour, fade * (0.85 + 0.3 * Noise.corner(seed, 4)));
    double middle = (low + high) / 2;
    double half = (high - low) / 2 - 0.08;
    Model.Builder goods =
        new Model.Builder()
            .box(-half, half, y, y + 0.12, -0.6, 0.6, Tone.scaled(0x8a6a3e, fade))
            .over();
    int layers = 2 + (int) (Noise.corner(seed, 5) * 2);
    for (int layer = 0; layer < layers; layer++) {
      double from = y + 0.12 + tall * layer / layers;
      double to = y + 0.12 + tall * (layer + 1) / layers - 0.025;
      for (int part = 0; part < 2; part++) {
        double begin = -0.56 + part * 0.57;
        int box = Tone.scaled(lit, 0.93 + 0.14 * Noise.corner(seed * 7 + layer, part));
        goods.over().box(-half + 0.04, half - 0.04, from, to, begin, begin + 0.54, box);
      }
    }
    goods.build().draw(g, LENS, middle, z, 0);
  }

  @Override
  public void paintMoving(Graphics2D g, double seconds) {
    double there = Math.abs((seconds + 8) % LOOP_SECONDS - 30) / 30;
    double z = 9.5 + 26 * there;
    double walked = 26 * there;
    Figures.Look worker = new Figures.Look(0xe5d21c, 0x27324a, 0xe8e8e2);
    Drive drive = drive(seconds);
    if (z > drive.z) {
      Figures.walker(g, LENS, -2.35, z, walked, 0.45, worker);
      forklift(g, drive);
    } else {
      forklift(g, drive);
      Figures.walker(g, LENS, -2.35, z, walked, 0.45, worker);
    }
  }

  private record Drive(double z, double heading, double lift) {}

  /** Comes down the aisle, shows its load, turns, goes back, turns again. */
  private static Drive drive(double seconds) {
    if (seconds < 22) {
      return new Drive(42 - 30 * ease(seconds / 22), Math.PI, 0.15);
    }
    if (seconds < 28) {
      return new Drive(12, Math.PI, 0.15 + 1.3 * Math.sin(Math.PI * (seconds - 22) / 6));
    }
    if (seconds < 32) {
      return new Drive(12, Math.PI * (1 - ease((seconds - 28) / 4)), 0.15);
    }
    if (seconds < 56) {
      return new Drive(12 + 30 * ease((seconds - 32) / 24), 0, 0.15);
    }
    return new Drive(42, Math.PI * ease((seconds - 56) / 4), 0.15);
  }

  private static double ease(double part) {
    return part * part * (3 - 2 * part);
  }

  private void forklift(Graphics2D g, Drive drive) {
    double x = 0.9;
    Model.shadow(g, LENS, x, drive.z, drive.heading, 1.4, 3, 0.45);
    double ahead = 1.62;
    double loadX = x + ahead * Math.sin(drive.heading);
    double loadZ = drive.z + ahead * Math.cos(drive.heading);
    boolean behind = loadZ > drive.z;
    if (behind) {
      load.draw(g, LENS, loadX, drive.lift, loadZ, drive.heading);
    }
    truck.draw(g, LENS, x, drive.z, drive.heading);
    if (!behind) {
      load.draw(g, LENS, loadX, drive.lift, loadZ, drive.heading);
    }
  }
}
