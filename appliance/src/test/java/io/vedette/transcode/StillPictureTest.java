package io.vedette.transcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vedette.media.Orientation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture of 3 by 2: luma in small letters, its two chroma planes of 2 by 1 in capitals. */
class StillPictureTest {

  private static final StillPicture PICTURE =
      new StillPicture(3, 2, "abcdefUuVv".getBytes(StandardCharsets.US_ASCII));

  @ParameterizedTest
  @CsvSource({
    "0,   true,  3, 2, cbafeduUvV",
    "90,  false, 2, 3, daebfcUuVv",
    "180, false, 3, 2, fedcbauUvV",
    "270, false, 2, 3, cfbeaduUvV",
    "90,  true,  2, 3, fcebdauUvV",
    "180, true,  3, 2, defabcUuVv",
    "270, true,  2, 3, adbecfUuVv"
  })
  void everyPlaneIsTurned(int degrees, boolean mirrored, int width, int height, String planes) {
    StillPicture turned = PICTURE.turned(new Orientation(degrees, mirrored));
    assertEquals(width, turned.width());
    assertEquals(height, turned.height());
    assertEquals(planes, new String(turned.planes(), StandardCharsets.US_ASCII));
  }

  @Test
  void whatIsUprightIsLeftAlone() {
    assertSame(PICTURE, PICTURE.turned(Orientation.UPRIGHT));
  }
}
