package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** A quay in the afternoon: boats at their moorings and under way, people, gulls. */
final class Harbour implements Scene {

  private static final Lens LENS = new Lens(6.5, 0.13, -0.08, 800);
  private static final double QUAY = 14.5;
  private static final int GLINTS = 170;

  private final Model trawler = Boats.trawler(0x27557a, 0xe9e4d6);
  private final Model red = Boats.trawler(0xa23a30, 0xf0ebdd);
  private final Model ferry = Boats.ferry();
  private final Model dinghy = Boats.dinghy();

  @Override
  public String name() {
    return "HARBOUR";
  }

  @Override
  public void paintBackground(Backdrop backdrop) {
    backdrop.fill(LENS, Harbour::ground, Harbour::sky);
    Graphics2D g = backdrop.canvas();
    hills(g);
    mole(g);
    backdrop.finish();
    g.dispose();
  }

  private static int ground(double x, double z, double distance) {
    if (z < QUAY) {
      double wear = Noise.layered(x * 0.7, z * 0.7, 4);
      double rowOffset = Math.floorMod((int) Math.floor(z / 0.9), 2) * 0.8;
      boolean joint = part(x + rowOffset, 1.6) < 0.035 || part(z, 0.9) < 0.05;
      int stone = Tone.mix(0x8d8577, 0xb3aa99, wear);
      if (z > QUAY - 0.55) {
        return Tone.mix(0xc4bcab, 0xa79f8f, wear);
      }
      return joint ? Tone.scaled(stone, 0.78) : stone;
    }
    double near = Math.min(1, 60 / distance);
    double wave = Noise.layered(x * 0.22, z * 0.55, 4) * near + 0.5 * (1 - near);
    int water = Tone.mix(0x2f5d6c, 0x5f93a0, wave);
    int far = Tone.mix(water, 0xa9c3c8, Math.min(0.8, distance / 420));
    double sun = Math.exp(-Math.pow((x / Math.max(1, z) - 0.32) * 7, 2));
    return Tone.mix(far, 0xffe7b5, sun * (0.12 + 0.5 * Math.max(0, wave - 0.45)));
  }

  private static double part(double at, double size) {
    return at / size - Math.floor(at / size);
  }

  private static int sky(double side, double elevation) {
    int base = Tone.mix(0xf3dfbd, 0x86b0d2, Math.pow(Math.clamp(elevation / 0.34, 0, 1), 0.7));
    double cloud = Noise.layered(side * 2.6 + 8, elevation * 13, 5);
    int cloudy = Tone.mix(base, 0xfdf6e8, (cloud - 0.5) * 4.2);
    double sun = Math.exp(-(Math.pow((side - 0.32) * 4.2, 2) + Math.pow((elevation - 0.2) * 5, 2)));
    return Tone.mix(cloudy, 0xfff3cf, sun * 0.75);
  }

  private static void hills(Graphics2D g) {
    double horizon = LENS.at(0, LENS.height(), 900).y;
    for (int layer = 0; layer < 3; layer++) {
      Path2D.Double ridge = new Path2D.Double();
      ridge.moveTo(-10, horizon + 3);
      for (double x = -10; x <= WIDTH + 10; x += 5) {
        double rise = Noise.layered(x * 0.004 + layer * 7, layer * 3.3, 4);
        ridge.lineTo(x, horizon + 2 - Math.max(0, rise - 0.25 - 0.06 * layer) * (190 - 45 * layer));
      }
      ridge.lineTo(WIDTH + 10, horizon + 3);
      ridge.closePath();
      g.setColor(Tone.opaque(Tone.mix(0x9db3bd, 0x5c7a68, layer / 2.2)));
      g.fill(ridge);
    }
    for (int i = 0; i < 46; i++) {
      double x = 90 + 420 * Noise.corner(i, 41);
      double size = 5 + 5 * Noise.corner(i, 42);
      double y = horizon - 1 - 15 * Noise.corner(i, 43);
      g.setColor(Tone.opaque(Tone.mix(0xd8cdb9, 0xf4efe2, Noise.corner(i, 44))));
      g.fill(new Rectangle2D.Double(x, y - size, size * 1.3, size));
      g.setColor(Tone.opaque(0xa65f48));
      g.fill(new Rectangle2D.Double(x - 0.6, y - size - 2.4, size * 1.3 + 1.2, 2.8));
    }
  }

  /** The mole with its light. */
  private static void mole(Graphics2D g) {
    new Model.Builder()
        .taper(
            new double[] {20, 90, 148, 156},
            0,
            new double[] {21, 90, 149, 155},
            2.6,
            0x7b766b,
            0x9b958a)
        .build()
        .draw(g, LENS, 0, 0, 0);
    double base = 2.6;
    for (int band = 0; band < 5; band++) {
      double half = 1.7 - band * 0.16;
      double next = 1.7 - (band + 1) * 0.16;
      new Model.Builder()
          .taper(
              new double[] {-half, half, -half, half},
              base + band * 2.3,
              new double[] {-next, next, -next, next},
              base + (band + 1) * 2.3,
              band % 2 == 0 ? 0xf1ede4 : 0xb53a32,
              0xd9d5cc)
          .build()
          .draw(g, LENS, 25, 152, 0.5);
    }
    new Model.Builder()
        .box(-0.7, 0.7, base + 11.5, base + 13.2, -0.7, 0.7, 0x2d3a44)
        .build()
        .draw(g, LENS, 25, 152, 0.5);
  }

  @Override
  public void paintMoving(Graphics2D g, double seconds) {
    glints(g, seconds);
    double crossing = -150 + seconds * 5.2;
    afloat(g, ferry, crossing, 118, Math.PI / 2, 28, seconds, 1);
    double sail = 62 - (seconds + 20) % LOOP_SECONDS * 2.1;
    Boats.sailing(g, LENS, sail, 64, bob(seconds, 5, 2) * 0.03);
    double tack = -86 + (seconds + 42) % LOOP_SECONDS * 2.8;
    Boats.sailing(g, LENS, tack, 90, bob(seconds, 6, 1) * 0.03);
    double out = -42 + (seconds + 33) % LOOP_SECONDS * 3;
    if (out < 75) {
      wake(g, out, 36);
      afloat(g, red, out, 36, Math.PI / 2, 9, seconds, 3);
    }
    afloat(g, trawler, -9.5, 21.5, 1.75, 9, seconds, 5);
    afloat(g, dinghy, 2.2, 18.2, 1.5, 4, seconds, 8);
    afloat(g, dinghy, 9.4, 17.6, 1.68, 4, seconds + 9, 7);
    gulls(g, seconds);
    railing(g);
    people(g, seconds);
  }

  private static void glints(Graphics2D g, double seconds) {
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < GLINTS; i++) {
      double z = 16 + 120 * Math.pow(Noise.corner(i, 51), 2);
      double x = (Noise.corner(i, 52) - 0.5) * 1.75 * z;
      double shine = bob(seconds, 9 + i % 14, i * 0.7);
      if (shine > 0.1) {
        double drift = bob(seconds, 3, i) * 0.5;
        Point2D.Double middle = LENS.at(x + drift, 0, z);
        double half = 0.5 * LENS.scale(x, 0, z) * (0.4 + Noise.corner(i, 53));
        g.setColor(Tone.clear(0xe8f3ee, 0.42 * shine));
        g.draw(new Line2D.Double(middle.x - half, middle.y, middle.x + half, middle.y));
      }
    }
  }

  /** From -1 to 1, a whole number of times in a loop. */
  private static double bob(double seconds, int times, double phase) {
    return Math.sin(2 * Math.PI * times * seconds / LOOP_SECONDS + phase);
  }

  private static void afloat(
      Graphics2D g,
      Model boat,
      double x,
      double z,
      double heading,
      double length,
      double seconds,
      int phase) {
    double along = Math.abs(Math.sin(heading)) * length / 2;
    Brush.face(
        g,
        LENS,
        Tone.clear(0x12323c, 0.45),
        new double[] {x - along, 0, z - 0.8},
        new double[] {x - along * 0.8, 0, z - 2.1},
        new double[] {x + along * 0.8, 0, z - 2.1},
        new double[] {x + along, 0, z - 0.8});
    boat.draw(
        g,
        LENS,
        x,
        0.05 + 0.09 * bob(seconds, 12, phase),
        z,
        heading + 0.015 * bob(seconds, 7, phase));
  }

  private static void wake(Graphics2D g, double x, double z) {
    for (int i = 0; i < 4; i++) {
      double back = 5 + i * 4;
      Brush.face(
          g,
          LENS,
          Tone.clear(0xeaf4f2, 0.34 - 0.07 * i),
          new double[] {x - back + 4, 0, z - 0.5 - i * 0.3},
          new double[] {x - back, 0, z - 1 - i * 0.4},
          new double[] {x - back - 1, 0, z + 0.6 + i * 0.4},
          new double[] {x - back + 4, 0, z + 0.4 + i * 0.2});
    }
  }

  private static void gulls(Graphics2D g, double seconds) {
    g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(new Color(0xf7f7f2));
    for (int i = 0; i < 4; i++) {
      double x = 640 + 430 * bob(seconds, 2 + i % 2, i * 1.7);
      double y = 150 + 40 * i + 22 * bob(seconds, 3, i);
      double wing = 7 * bob(seconds, 70 + i * 6, i);
      double span = 11 + i * 2;
      g.draw(new Line2D.Double(x, y, x - span, y - wing));
      g.draw(new Line2D.Double(x, y, x + span, y - wing));
    }
  }

  private static void railing(Graphics2D g) {
    g.setColor(Tone.opaque(0x39444c));
    for (double x = -12; x <= 12; x += 4) {
      Point2D.Double foot = LENS.at(x, 0, QUAY - 0.9);
      double unit = LENS.scale(x, 0, QUAY - 0.9);
      g.fill(
          new Ellipse2D.Double(foot.x - 0.2 * unit, foot.y - 0.62 * unit, 0.4 * unit, 0.3 * unit));
      g.fill(
          new Rectangle2D.Double(
              foot.x - 0.13 * unit, foot.y - 0.5 * unit, 0.26 * unit, 0.52 * unit));
    }
  }

  private static void people(Graphics2D g, double seconds) {
    double first = seconds * 1.2;
    Figures.walker(
        g, LENS, -16 + first % 72, 12.6, first, 1, new Figures.Look(0x8d3434, 0x2b3345, 0x2c1c10));
    double second = (seconds + 24) % LOOP_SECONDS * 1.1;
    Figures.Look blue = new Figures.Look(0x3b6f8f, 0x57534a, 0x80592f);
    Figures.Look grey = new Figures.Look(0xd2cbb8, 0x31404f, 0x1b1512);
    Figures.walker(g, LENS, 20 - second, 11.6, second, -1, blue);
    Figures.walker(g, LENS, 20.8 - second, 11.4, second + 0.4, -1, grey);
  }
}
