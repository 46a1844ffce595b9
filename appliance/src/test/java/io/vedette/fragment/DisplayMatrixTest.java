package io.vedette.fragment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.media.Orientation;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the corners of a picture of 40 by 30 are shown. */
class DisplayMatrixTest {

  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  private static String shown(byte[] matrix, int p, int q) {
    ByteBuffer values = ByteBuffer.wrap(matrix);
    int x = values.getInt(0) * p + values.getInt(12) * q + values.getInt(24);
    int y = values.getInt(4) * p + values.getInt(16) * q + values.getInt(28);
    return (x >> 16) + "/" + (y >> 16);
  }

  @ParameterizedTest
  @CsvSource({
    // upper left, upper right and lower left corner
    "0,   false, 0/0,   40/0,  0/30",
    "90,  false, 30/0,  30/40, 0/0",
    "180, false, 40/30, 0/30,  40/0",
    "270, false, 0/40,  0/0,   30/40",
    "0,   true,  40/0,  0/0,   40/30",
    "90,  true,  30/40, 30/0,  0/40",
    "180, true,  0/30,  40/30, 0/0",
    "270, true,  0/0,   0/40,  30/0"
  })
  void cornersGoToCorners(
      int degrees, boolean mirrored, String upperLeft, String upperRight, String lowerLeft) {
    byte[] matrix = DisplayMatrix.of(new Orientation(degrees, mirrored), WIDTH, HEIGHT);
    assertEquals(36, matrix.length);
    assertEquals(upperLeft, shown(matrix, 0, 0));
    assertEquals(upperRight, shown(matrix, WIDTH, 0));
    assertEquals(lowerLeft, shown(matrix, 0, HEIGHT));
    assertEquals(0x40000000, ByteBuffer.wrap(matrix).getInt(32));
  }

  @Test
  void uprightIsUnity() {
    assertArrayEquals(Boxes.UNITY_MATRIX, DisplayMatrix.of(Orientation.UPRIGHT, WIDTH, HEIGHT));
  }
}
