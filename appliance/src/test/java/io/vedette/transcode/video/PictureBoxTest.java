package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureBoxTest {

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 1, 1280, 720",
    "640, 360, 1, 640, 360", // never made larger
    "2592, 1944, 1, 960, 720",
    "1080, 1920, 1, 720, 1280", // upright
    "2560, 1440, 1, 1280, 720",
    "5120, 1440, 1, 1280, 360",
    "704, 576, 1.0909, 704, 528", // PAL's D1, whose pixels are wide
    "352, 576, 2.1818, 352, 264", // half of it
    "4096, 16, 1, 1280, 16",
    "641, 361, 1, 642, 362" // even, if a pixel too large
  })
  void picturesFit(int width, int height, double shape, int fitWidth, int fitHeight) {
    assertEquals(
        new PictureBox.Size(fitWidth, fitHeight),
        new PictureBox(1280, 720).fit(width, height, shape));
  }
}
