package io.vedette.camera.simulated;

import java.util.List;
import java.util.Locale;

/**
 * What a simulated camera shows: one of four scenes, which after the fourth camera come again seen
 * the other way round, in another light and at another time.
 *
 * @param number from 1 to 16
 * @param scene what it looks at
 * @param mirrored whether left and right are exchanged
 * @param light the colour of the light, 0xRRGGBB; white leaves all as it is
 * @param shift seconds by which its scene is ahead
 */
record SimulatedCamera(int number, Scene scene, boolean mirrored, int light, double shift) {

  private static final int[] LIGHTS = {0xffffff, 0xfff0dc, 0xdfeaff, 0xf0ffea};
  private static final String[] SIDES = {"", " EAST", " NORTH", " WEST"};

  /** The camera of a number from 1 to 16. */
  static SimulatedCamera of(int number) {
    List<Scene> scenes = List.of(new CarPark(), new Street(), new Warehouse(), new Harbour());
    int round = (number - 1) / scenes.size();
    return new SimulatedCamera(
        number,
        scenes.get((number - 1) % scenes.size()),
        round % 2 == 1,
        LIGHTS[round % 4],
        round * 13);
  }

  /** Its name on the picture. */
  String caption() {
    return String.format(
        Locale.ROOT, "CAM %02d  %s%s", number, scene.name(), SIDES[(number - 1) / 4]);
  }

  /** What people would call it, such as {@code Car park east}. */
  String name() {
    String capitals = scene.name() + SIDES[(number - 1) / 4];
    return capitals.charAt(0) + capitals.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The scene's time at a time of the loop. */
  double sceneTime(double seconds) {
    return (seconds + shift) % Scene.LOOP_SECONDS;
  }
}
