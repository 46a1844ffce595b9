package io.vedette.camera.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneTest {

  private static final SceneSpec SMALL = new SceneSpec(320, 180, 25, 60);
  private static final int CAPTION_ROWS = 14;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theLoopHasNoSeam(int number) {
    ScenePainter painter = painter(number);
    byte[] before = painter.paint(SMALL.frames() - 2).luma().clone();
    byte[] last = painter.paint(SMALL.frames() - 1).luma().clone();
    byte[] first = painter.paint(0).luma().clone();

    double usual = changed(before, last);
    double seam = changed(last, first);
    assertTrue(seam < 3 * usual + 40, seam + " pixels change at the seam, else " + usual);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void somethingMovesInEverySecond(int number) {
    ScenePainter painter = painter(number);
    byte[] previous = painter.paint(0).luma().clone();
    for (int second = 1; second < 60; second++) {
      byte[] next = painter.paint(second * 25).luma().clone();
      assertTrue(changed(previous, next) > 0, "nothing moves in second " + second);
      previous = next;
    }
  }

  @Test
  void aFrameIsTheSameWhateverWasPaintedBefore() {
    ScenePainter one = painter(1);
    ScenePainter other = painter(1);
    one.paint(700);

    assertArrayEquals(other.paint(10).luma(), one.paint(10).luma());
    assertArrayEquals(other.half().red(), one.half().red());
  }

  @Test
  void everyDigitAndLetterLooksDifferent() {
    String signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-";
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < signs.length(); i++) {
      BufferedImage image = new BufferedImage(24, 28, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      Lettering.write(g, signs.substring(i, i + 1), 2, 2, 24);
      g.dispose();
      StringBuilder shape = new StringBuilder();
      for (int at = 0; at < 24 * 28; at++) {
        shape.append(image.getRGB(at % 24, at / 24) == 0xffffffff ? '#' : ' ');
      }
      shapes.add(shape.toString());
    }
    assertEquals(signs.length(), shapes.size());
  }

  @Test
  void theLensSeesFarThingsSmallerAndHigher() {
    Lens lens = new Lens(5, 0.2, 0.1, 800);
    Point2D.Double near = lens.at(0, 0, 10);
    Point2D.Double far = lens.at(0, 0, 20);

    assertTrue(far.y < near.y);
    assertEquals(2, lens.scale(0, 5, 10) / lens.scale(0, 5, 20), 1e-9);
    double[] ray = lens.ray(near.x, near.y);
    double reach = -5 / ray[1];
    assertEquals(0, ray[0] * reach, 1e-9);
    assertEquals(10, ray[2] * reach, 1e-9);
  }

  @Test
  void whatIsBehindTheLensIsCutOff() {
    Lens lens = new Lens(5, 0, 0, 800);
    double[][] behind = {{-1, 0, -5}, {1, 0, -5}, {0, 0, -9}};
    double[][] across = {{-1, 0, -5}, {1, 0, -5}, {0, 0, 9}};

    assertTrue(lens.outline(behind).getBounds2D().isEmpty());
    assertTrue(lens.outline(across).getBounds2D().getMinY() > 360, "below the horizon");
  }

  private static ScenePainter painter(int number) {
    SimulatedCamera camera = SimulatedCamera.of(number);
    return new ScenePainter(camera, SMALL, ScenePainter.background(camera, SMALL));
  }

  /** Pixels below the caption that differ by more than the sensor's noise. */
  private static int changed(byte[] one, byte[] other) {
    int count = 0;
    for (int i = CAPTION_ROWS * SMALL.width(); i < one.length; i++) {
      if (Math.abs((one[i] & 0xff) - (other[i] & 0xff)) > 8) {
        count++;
      }
    }
    return count;
  }
}
