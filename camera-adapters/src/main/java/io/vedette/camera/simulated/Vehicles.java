package io.vedette.camera.simulated;

/** What drives about in the scenes. */
final class Vehicles {

  private static final int GLASS = 0x1c262e;
  private static final int RUBBER = 0x15161a;
  private static final int RIM = 0x8d949b;
  private static final int HEADLIGHT = 0xfff3cf;
  private static final int TAIL_LIGHT = 0xd6231f;
  private static final int CHROME = 0x2a2d31;

  private Vehicles() {}

  /**
   * A family car, 4.3 m long and 1.8 m wide.
   *
   * @param lit whether its lights are on
   */
  static Model car(int colour, boolean lit) {
    double[][] body = {
      {-2.12, 0.32},
      {-2.15, 0.72},
      {-2.02, 0.98},
      {-1.2, 1.0},
      {0.95, 0.98},
      {1.85, 0.84},
      {2.12, 0.66},
      {2.15, 0.32}
    };
    Model.Builder car =
        new Model.Builder()
            .extrude(body, -0.9, 0.9, colour)
            .over()
            .taper(
                new double[] {-0.86, 0.86, -1.75, 1.15},
                0.97,
                new double[] {-0.66, 0.66, -1.2, 0.35},
                1.46,
                GLASS,
                Tone.scaled(colour, 1.05))
            .over();
    for (double side : new double[] {-1, 1}) {
      car.patch(
          colour,
          new double[] {side * 0.765, 1.2, -0.3},
          new double[] {side * 0.86, 0.97, -0.26},
          new double[] {side * 0.86, 0.97, -0.14},
          new double[] {side * 0.66, 1.46, -0.18},
          new double[] {side * 0.66, 1.46, -0.3});
      lights(car, side, lit);
    }
    return wheels(car, 0.9, 0.33, -1.32, 1.34).build();
  }

  private static void lights(Model.Builder car, double side, boolean lit) {
    car.lamp(
        lit ? HEADLIGHT : 0x8f979c,
        new double[] {side * 0.5, 0.62, 2.15},
        new double[] {side * 0.82, 0.62, 2.15},
        new double[] {side * 0.82, 0.75, 2.13},
        new double[] {side * 0.5, 0.75, 2.13});
    car.lamp(
        lit ? TAIL_LIGHT : 0x6b1a18,
        new double[] {side * 0.55, 0.72, -2.16},
        new double[] {side * 0.85, 0.72, -2.16},
        new double[] {side * 0.85, 0.88, -2.1},
        new double[] {side * 0.55, 0.88, -2.1});
  }

  private static Model.Builder wheels(
      Model.Builder thing, double half, double radius, double... axles) {
    for (double axle : axles) {
      for (double side : new double[] {-1, 1}) {
        thing.disc(side * (half + 0.01), radius, axle, radius, RUBBER);
      }
    }
    thing.over();
    for (double axle : axles) {
      for (double side : new double[] {-1, 1}) {
        thing.disc(side * (half + 0.02), radius, axle, radius * 0.58, RIM);
      }
    }
    return thing;
  }

  /** A town bus, 11 m long and 2.5 m wide. */
  static Model bus() {
    Model.Builder bus =
        new Model.Builder().box(-1.25, 1.25, 0.35, 3.05, -5.5, 5.5, 0xc8322b).over();
    for (double side : new double[] {-1.26, 1.26}) {
      bus.patch(
          0xefe7d6,
          new double[] {side, 1.02, -5.45},
          new double[] {side, 1.02, 5.45},
          new double[] {side, 1.2, 5.45},
          new double[] {side, 1.2, -5.45});
      for (int window = 0; window < 7; window++) {
        double z = -5.2 + window * 1.48;
        bus.patch(
            window % 3 == 1 ? 0x51626c : GLASS,
            new double[] {side, 1.42, z},
            new double[] {side, 1.42, z + 1.34},
            new double[] {side, 2.5, z + 1.34},
            new double[] {side, 2.5, z});
      }
    }
    bus.patch(
        GLASS,
        new double[] {-1.1, 1.2, 5.51},
        new double[] {1.1, 1.2, 5.51},
        new double[] {1.1, 2.55, 5.51},
        new double[] {-1.1, 2.55, 5.51});
    bus.lamp(
        0xffc663,
        new double[] {-0.7, 2.65, 5.51},
        new double[] {0.7, 2.65, 5.51},
        new double[] {0.7, 2.92, 5.51},
        new double[] {-0.7, 2.92, 5.51});
    return wheels(bus, 1.25, 0.5, -3.4, 3.3).build();
  }

  /** A forklift truck with its mast in front; load and prongs are drawn apart. */
  static Model forklift() {
    Model.Builder truck =
        new Model.Builder()
            .extrude(
                new double[][] {
                  {-1.35, 0.25},
                  {-1.4, 0.95},
                  {-1.1, 1.1},
                  {0.1, 1.1},
                  {0.2, 0.6},
                  {0.9, 0.55},
                  {0.9, 0.25}
                },
                -0.6,
                0.6,
                0xe39a17)
            .over()
            .box(-0.32, 0.32, 0.7, 1.55, -0.5, -0.1, 0x26292d)
            .over();
    for (double x : new double[] {-0.55, 0.47}) {
      truck.box(x, x + 0.08, 1.0, 2.12, -0.95, -0.87, CHROME);
      truck.box(x, x + 0.08, 0.6, 2.12, 0.5, 0.58, CHROME);
    }
    truck.over().box(-0.58, 0.58, 2.1, 2.18, -0.98, 0.62, CHROME).over();
    for (double x : new double[] {-0.45, 0.33}) {
      truck.box(x, x + 0.12, 0.1, 2.5, 0.95, 1.07, CHROME);
    }
    for (double side : new double[] {-1, 1}) {
      truck.lamp(
          HEADLIGHT,
          new double[] {side * 0.5, 1.95, 0.63},
          new double[] {side * 0.36, 1.95, 0.63},
          new double[] {side * 0.36, 2.07, 0.63},
          new double[] {side * 0.5, 2.07, 0.63});
    }
    return wheels(truck, 0.6, 0.3, -1.0, 0.55).build();
  }

  /** A pallet with boxes, 1.2 m wide, on the two prongs of a fork. */
  static Model pallet(int colour) {
    return new Model.Builder()
        .box(-0.45, -0.33, -0.06, 0, -0.55, 0.45, CHROME)
        .box(0.33, 0.45, -0.06, 0, -0.55, 0.45, CHROME)
        .over()
        .box(-0.6, 0.6, 0, 0.14, -0.5, 0.5, 0x9c7a4c)
        .over()
        .box(-0.55, 0.55, 0.14, 1.05, -0.46, 0.46, colour)
        .over()
        .patch(
            Tone.scaled(colour, 1.25),
            new double[] {-0.05, 0.14, -0.47},
            new double[] {0.05, 0.14, -0.47},
            new double[] {0.05, 1.05, -0.47},
            new double[] {-0.05, 1.05, -0.47})
        .build();
  }
}
