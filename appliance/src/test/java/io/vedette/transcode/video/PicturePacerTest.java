package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PicturePacerTest {

  private static int wanted(double limit, double rate, int jitterTicks) {
    PicturePacer pacer = new PicturePacer(limit);
    Random random = new Random(3);
    int wanted = 0;
    for (int i = 0; i < 1000; i++) {
      long pts = Math.round(i * 90_000 / rate) + random.nextInt(jitterTicks + 1);
      wanted += pacer.wants(pts) ? 1 : 0;
    }
    return wanted;
  }

  @Test
  void slowerPicturesAllPass() {
    assertEquals(1000, wanted(30, 30, 0));
    assertEquals(1000, wanted(30, 25, 1000));
    assertEquals(1000, wanted(30, 1, 1000));
  }

  @Test
  void jitterCostsNoPictures() {
    assertEquals(1000, wanted(30, 30, 1400));
  }

  @Test
  void fasterOnesKeepTheRate() {
    assertEquals(600, wanted(30, 50, 0), 1);
    assertEquals(500, wanted(30, 60, 300), 1);
    assertEquals(200, wanted(5, 25, 0), 1);
  }

  @Test
  void aJumpBeginsAnew() {
    PicturePacer pacer = new PicturePacer(30);
    assertTrue(pacer.wants(900_000));
    assertTrue(pacer.wants(0));
    assertTrue(pacer.wants(3_000));
    assertTrue(pacer.wants(9_000_000));
  }
}
