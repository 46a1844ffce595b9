package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/** A car park at dusk: parked cars under lamps, others that come in through a barrier. */
final class CarPark implements Scene {

  private static final Lens LENS = new Lens(6.0, 0.215, 0.06, 860);
  private static final double FAR_ROW = 27;
  private static final double NEAR_ROW = 15;
  private static final double LANE = 20.8;
  private static final double BARRIER_X = 10.5;
  private static final double BAY = 2.7;
  private static final int[] PAINTS = {
    0x8c2f2b, 0xb9bec3, 0x27425f, 0x2b2e33, 0xd8d5cc, 0x4b5a4a, 0x6b7178, 0x9b7a3c
  };
  private static final double[][] LAMPS = {{-9.5, 31}, {3.5, 31}, {16.5, 31}};

  private final List<Model> parked =
      Arrays.stream(PAINTS).mapToObj(paint -> Vehicles.car(paint, false)).toList();
  private final List<Model> driving =
      Arrays.stream(PAINTS).mapToObj(paint -> Vehicles.car(paint, true)).toList();

  /** A car that drives through: when it comes, how fast, and which. */
  private record Drive(double begin, double speed, int car, boolean leaves) {}

  private static final List<Drive> DRIVES =
      List.of(
          new Drive(1, 4.5, 4, false),
          new Drive(17, 5, 0, true),
          new Drive(31, 4.2, 2, false),
          new Drive(45, 4.8, 6, true));

  @Override
  public String name() {
    return "CAR PARK";
  }

  @Override
  public void paintBackground(Backdrop backdrop) {
    backdrop.fill(LENS, CarPark::ground, CarPark::sky);
    Graphics2D g = backdrop.canvas();
    skyline(g);
    bays(g);
    for (int i = 0; i < 13; i++) {
      if (i != 4 && i != 9) {
        park(g, -17.5 + i * BAY, FAR_ROW + 2.4, i % 3 == 0 ? Math.PI : 0, i);
      }
    }
    for (double[] lamp : LAMPS) {
      lamp(g, lamp[0], lamp[1]);
    }
    hut(g);
    nearCar(g, -6.5, 0);
    nearCar(g, -1.1, 5);
    nearCar(g, 7, 1);
    backdrop.finish();
    g.dispose();
  }

  private void park(Graphics2D g, double x, double z, double heading, int index) {
    Model.shadow(g, LENS, x + 0.25, z, heading, 1.9, 4.3, 0.5);
    parked.get((index * 5 + 3) % parked.size()).draw(g, LENS, x, z, heading);
  }

  private static int ground(double x, double z, double distance) {
    double wear = Noise.layered(x * 0.35, z * 0.35, 4);
    double grit = Noise.at(x * 14, z * 14) - 0.5;
    int asphalt = Tone.mix(0x2d3036, 0x474a50, wear + grit * 0.35 * Math.min(1, 14 / distance));
    if (z > 33.2) {
      int grass = Tone.mix(0x1d2a1c, 0x33432a, Noise.layered(x * 1.3, z * 0.8, 3));
      asphalt = Tone.mix(grass, 0x6a5552, Math.min(0.85, (distance - 35) / 90));
    }
    double light = 0;
    for (double[] lamp : LAMPS) {
      double d2 = (x - lamp[0]) * (x - lamp[0]) + (z - lamp[1] + 3) * (z - lamp[1] + 3);
      light += 1 / (1 + d2 / 30);
    }
    return Tone.mix(asphalt, Tone.mix(asphalt, 0xffcf8a, 0.42), Math.min(1, light));
  }

  private static int sky(double side, double elevation) {
    double height = Math.clamp(elevation / 0.42, 0, 1);
    int base =
        height < 0.3
            ? Tone.mix(0xf0a35e, 0xb5677a, height / 0.3)
            : Tone.mix(0xb5677a, 0x2b3a63, (height - 0.3) / 0.7);
    double cloud = Noise.layered(side * 4 + 3, elevation * 26, 4);
    double streak = Math.clamp((cloud - 0.52) * 5, 0, 1);
    return Tone.mix(base, Tone.mix(0x5a4867, 0xffb98a, 1 - height * 1.6), streak * 0.55);
  }

  private static void skyline(Graphics2D g) {
    double horizon = LENS.at(0, LENS.height(), 400).y;
    for (int layer = 0; layer < 2; layer++) {
      double x = -20;
      int index = layer * 100;
      while (x < WIDTH) {
        double wide = 38 + 70 * Noise.corner(index, 3);
        double high = (layer == 0 ? 62 : 26) + 70 * Noise.corner(index, 7) * (layer == 0 ? 1 : 0.6);
        int wall = layer == 0 ? 0x6b5068 : 0x3a3246;
        g.setColor(Tone.opaque(wall));
        g.fill(new Rectangle2D.Double(x, horizon - high, wide + 1, high + 16));
        for (double wy = horizon - high + 7; wy < horizon - 2; wy += 11) {
          for (double wx = x + 6; wx < x + wide - 7; wx += 10) {
            if (Noise.corner((long) wx * 31, (long) wy * 17) > 0.66) {
              g.setColor(Tone.opaque(layer == 0 ? 0xb98d78 : 0xe9bd72));
              g.fill(new Rectangle2D.Double(wx, wy, 4.4, 5.4));
            }
          }
        }
        x += wide + (layer == 0 ? 0 : 26 * Noise.corner(index, 9));
        index++;
      }
    }
    g.setColor(Tone.opaque(0x24302a));
    for (int i = 0; i < 90; i++) {
      double r = 9 + 13 * Noise.corner(i, 21);
      g.fill(new Ellipse2D.Double(i * 15 - 20, horizon + 6 - r, r * 2.1, r * 1.7));
    }
  }

  private static void bays(Graphics2D g) {
    for (int i = 0; i <= 13; i++) {
      double x = -17.5 - BAY / 2 + i * BAY;
      stripe(g, x, FAR_ROW, x, FAR_ROW + 5, 0.12);
      stripe(g, x, NEAR_ROW, x, NEAR_ROW - 5, 0.12);
    }
    stripe(g, -19, FAR_ROW + 5, 17.5, FAR_ROW + 5, 0.12);
    for (double x = -16; x < 9; x += 9) {
      arrow(g, x, LANE + 2.6);
    }
  }

  private static void stripe(
      Graphics2D g, double x0, double z0, double x1, double z1, double width) {
    double length = Math.hypot(x1 - x0, z1 - z0);
    double dx = (z1 - z0) / length * width / 2;
    double dz = (x1 - x0) / length * width / 2;
    g.setColor(Tone.clear(0xd9d6cb, 0.78));
    g.fill(
        LENS.outline(
            new double[] {x0 - dx, 0, z0 + dz},
            new double[] {x1 - dx, 0, z1 + dz},
            new double[] {x1 + dx, 0, z1 - dz},
            new double[] {x0 + dx, 0, z0 - dz}));
  }

  private static void arrow(Graphics2D g, double x, double z) {
    stripe(g, x, z, x + 1.8, z, 0.16);
    g.fill(
        LENS.outline(
            new double[] {x - 0.9, 0, z},
            new double[] {x, 0, z + 0.42},
            new double[] {x, 0, z - 0.42}));
  }

  private static void lamp(Graphics2D g, double x, double z) {
    Point2D.Double foot = LENS.at(x, 0, z);
    Point2D.Double top = LENS.at(x, 7.2, z);
    g.setColor(Tone.opaque(0x22262b));
    g.setStroke(new BasicStroke(4.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(foot, top));
    Point2D.Double arm = LENS.at(x, 7.2, z - 1.6);
    g.draw(new Line2D.Double(top, arm));
    Brush.glow(g, arm.x, arm.y, 95, 0xffd9a0, 0.8);
    g.setColor(Tone.opaque(0xfff4dc));
    g.fill(new Ellipse2D.Double(arm.x - 10, arm.y - 3.5, 20, 7));
  }

  private static void hut(Graphics2D g) {
    Model.shadow(g, LENS, BARRIER_X + 2.2, LANE + 3.4, 0, 2, 2, 0.6);
    new Model.Builder()
        .box(-0.9, 0.9, 0, 2.3, -0.9, 0.9, 0x8b8f86)
        .over()
        .lamp(
            0xffdf9e,
            new double[] {-0.7, 1.05, -0.91},
            new double[] {0.7, 1.05, -0.91},
            new double[] {0.7, 1.95, -0.91},
            new double[] {-0.7, 1.95, -0.91})
        .box(-1.15, 1.15, 2.3, 2.5, -1.15, 1.15, 0x4c5157)
        .build()
        .draw(g, LENS, BARRIER_X + 2.2, LANE + 3.4, 0);
  }

  @Override
  public void paintMoving(Graphics2D g, double seconds) {
    double there = seconds * 1.25;
    Figures.walker(
        g, LENS, -26 + there, 25.2, there, 1, new Figures.Look(0x34506b, 0x22242a, 0x2a1d14));
    double back = (seconds + 30) % LOOP_SECONDS * 1.25;
    Figures.walker(
        g, LENS, 28 - back, 24.9, back, -1, new Figures.Look(0x7a5a3e, 0x2a3036, 0x8a6a44));
    double open = 0;
    for (Drive drive : DRIVES) {
      double x = place(drive, seconds);
      open = Math.max(open, Math.clamp(1 - (Math.abs(x - BARRIER_X) - 5.5) / 4, 0, 1));
    }
    barrier(g, open);
    for (Drive drive : DRIVES) {
      double x = place(drive, seconds);
      if (Math.abs(x) < 33) {
        drive(g, drive, x);
      }
    }
  }

  private void nearCar(Graphics2D g, double x, int index) {
    Model.shadow(g, LENS, x + 0.25, NEAR_ROW - 2.2, 0, 1.9, 4.3, 0.5);
    parked.get(index).draw(g, LENS, x, NEAR_ROW - 2.2, 0);
  }

  private static double place(Drive drive, double seconds) {
    double since = (seconds - drive.begin + LOOP_SECONDS) % LOOP_SECONDS;
    double along = since * drive.speed - 36;
    return drive.leaves ? along : -along;
  }

  private void drive(Graphics2D g, Drive drive, double x) {
    double z = drive.leaves ? LANE - 1.7 : LANE + 1.1;
    double ahead = drive.leaves ? 1 : -1;
    for (int i = 0; i < 7; i++) {
      double reach = 1.2 + i * 0.8;
      g.setColor(Tone.clear(0xffe9b8, 0.055));
      g.fill(
          LENS.outline(
              new double[] {x + ahead * 2.1, 0, z - 0.75},
              new double[] {x + ahead * (2.1 + reach), 0, z - 0.85 - i * 0.14},
              new double[] {x + ahead * (2.5 + reach), 0, z - 0.4},
              new double[] {x + ahead * (2.6 + reach), 0, z + 0.4},
              new double[] {x + ahead * (2.1 + reach), 0, z + 0.85 + i * 0.14},
              new double[] {x + ahead * 2.1, 0, z + 0.75}));
    }
    Model.shadow(g, LENS, x, z, Math.PI / 2, 1.9, 4.4, 0.6);
    driving.get(drive.car).draw(g, LENS, x, z, ahead * Math.PI / 2);
    Point2D.Double lamp = LENS.at(x + ahead * 2.15, 0.68, z - 0.65);
    Brush.glow(g, lamp.x, lamp.y, 34, 0xfff0c8, 0.75);
  }

  private static void barrier(Graphics2D g, double open) {
    Point2D.Double foot = LENS.at(BARRIER_X, 0, LANE + 3.2);
    Point2D.Double hinge = LENS.at(BARRIER_X, 1.05, LANE + 3.2);
    double angle = open * 1.4;
    g.setColor(Tone.opaque(0xd9b21f));
    g.setStroke(new BasicStroke(13, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(foot, hinge));
    for (int i = 0; i < 8; i++) {
      double from = i * 0.6;
      double to = from + 0.6;
      g.setColor(Tone.opaque(i % 2 == 0 ? 0xe8e6df : 0xc92f27));
      g.setStroke(new BasicStroke(4.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      g.draw(
          new Line2D.Double(
              LENS.at(
                  BARRIER_X, 1.05 + from * Math.sin(angle), LANE + 3.2 - from * Math.cos(angle)),
              LENS.at(BARRIER_X, 1.05 + to * Math.sin(angle), LANE + 3.2 - to * Math.cos(angle))));
    }
  }
}
