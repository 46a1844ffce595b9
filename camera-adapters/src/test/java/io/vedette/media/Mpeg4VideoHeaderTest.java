package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Mpeg4VideoHeaderTest {

  /** Simple at level 1, 320x240 at 25, written by FFmpeg's encoder. */
  private static final byte[] FFMPEG =
      HexFormat.of()
          .parseHex(
              "000001b001000001b58913000001000000012000c48d8800cd0a041e1443000001b24c61766335392e33372e313030");

  @Test
  void readsWhatFfmpegWrites() {
    Mpeg4VideoHeader header = Mpeg4VideoHeader.parse(FFMPEG);
    assertEquals(1, header.profileAndLevel());
    assertEquals(320, header.picture().width());
    assertEquals(240, header.picture().height());
  }

  @Test
  void everyPieceOfItIsReadOrRefused() {
    for (int length = 0; length < FFMPEG.length; length++) {
      byte[] piece = Arrays.copyOf(FFMPEG, length);
      try {
        assertEquals(320, Mpeg4VideoHeader.parse(piece).picture().width());
      } catch (IllegalArgumentException e) {
        assertTrue(length < 29, "refused with " + length + " bytes: " + e.getMessage());
      }
    }
  }

  @Test
  void aLayerOfAnotherShapeIsRefused() {
    // object type 1, no identifier, aspect 1, no control parameters, shape 1
    byte[] binary = HexFormat.of().parseHex("00000120008250000000000000000000");
    assertThrows(IllegalArgumentException.class, () -> Mpeg4VideoHeader.parse(binary));
  }
}
