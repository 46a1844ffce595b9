package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Headers that x264, x265, SVT-AV1 and libaom have made; the names tell what they were asked for.
 */
class HeadersTest {

  /** High, 322x242 at 12.5, two B pictures that nothing refers to, BT.709, buffers described. */
  private static final byte[] X264 =
      hex("6764000dacd10150878888c05a808080a000000300400000064c04003d08000f425259403c50a448");

  /** Main 10, 322x242 at 15, three B pictures in a pyramid, BT.709 in full range. */
  private static final byte[] X265 =
      hex(
          "42010102200000030090000003000003003ca00a480f9c9236595964932bc05b8080808200000300020000"
              + "03001e10");

  /** 4:2:2 of 8 bits, 320x240 at 25, no B pictures, the default scaling lists. */
  private static final byte[] X265_422 =
      hex("4201010408000003009d0800000300003cb00a080f16592a49395e02d0100000030010000003019080");

  private static final byte[] SVT_AV1 = hex("0a0b000000043d07c4fbf90040");

  /** 10 bits, BT.2020 with PQ in full range. */
  private static final byte[] AOM = hex("0a0e000000043d07c4daf95091009840");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  void h264() {
    SequenceParameterSet set = SequenceParameterSet.parse(X264);
    assertEquals(100, set.profile());
    assertEquals(
        new PictureFormat(
            322,
            242,
            1,
            8,
            8,
            OptionalDouble.of(12.5),
            Optional.of(new Colour(1, 1, 1, false)),
            OptionalInt.of(1)),
        set.picture());
  }

  @Test
  void h265() {
    H265SequenceParameterSet set = H265SequenceParameterSet.parse(X265);
    assertEquals(new H265Profile(0, false, 2, 0x20000000, 0x9000_0000_0000L, 60), set.profile());
    assertEquals(1, set.temporalLayers());
    assertEquals(
        new PictureFormat(
            322,
            242,
            1,
            10,
            10,
            OptionalDouble.of(15),
            Optional.of(new Colour(1, 1, 1, true)),
            OptionalInt.of(2)),
        set.picture());
  }

  @Test
  void h265WithScalingListsAndAnotherChromaFormat() {
    H265SequenceParameterSet set = H265SequenceParameterSet.parse(X265_422);
    assertEquals(2, set.picture().chromaFormat());
    assertEquals(320, set.picture().width());
    assertEquals(OptionalDouble.of(25), set.picture().frameRate());
    assertEquals(OptionalInt.of(0), set.picture().reordered());
  }

  @Test
  void av1() {
    Av1SequenceHeader plain = Av1SequenceHeader.parse(SVT_AV1);
    assertEquals(322, plain.picture().width());
    assertEquals(242, plain.picture().height());
    assertEquals(8, plain.picture().lumaDepth());
    assertEquals(1, plain.picture().chromaFormat());
    Av1SequenceHeader deep = Av1SequenceHeader.parse(AOM);
    assertEquals(10, deep.picture().lumaDepth());
    assertEquals(Optional.of(new Colour(9, 16, 9, true)), deep.picture().colour());
  }

  /** Baseline has no B slices, whatever it leaves untold; so no camera with it is delayed. */
  @Test
  void baselineReordersNothing() {
    byte[] sps = hex("6742c01eda0280bfe5c04400000300040000030028");
    assertEquals(OptionalInt.of(0), SequenceParameterSet.parse(sps).picture().reordered());
  }

  @Test
  void headersCutAnywhereOrMangledAreReadOrRefusedButNothingElse() {
    Random random = new Random(11);
    int read = 0;
    for (byte[] header : new byte[][] {X264, X265, X265_422, SVT_AV1, AOM}) {
      for (int i = 0; i < 4_000; i++) {
        byte[] mangled = Arrays.copyOf(header, random.nextInt(header.length + 1));
        for (int j = random.nextInt(4); j > 0 && mangled.length > 1; j--) {
          mangled[1 + random.nextInt(mangled.length - 1)] = (byte) random.nextInt();
        }
        try {
          if (header == X264) {
            SequenceParameterSet.parse(mangled);
          } else if (header == SVT_AV1 || header == AOM) {
            Av1SequenceHeader.parse(mangled);
          } else {
            H265SequenceParameterSet.parse(mangled);
          }
          read++;
        } catch (IllegalArgumentException e) {
          assertTrue(e.getMessage().length() > 5, e.getMessage());
        }
      }
    }
    assertTrue(read > 500, "only " + read + " were read");
    assertThrows(IllegalArgumentException.class, () -> SequenceParameterSet.parse(new byte[0]));
  }

  @Test
  void coloursHaveTheNamesOfTheirTables() {
    Colour pq = Av1SequenceHeader.parse(AOM).picture().colour().orElseThrow();
    assertEquals("bt2020", pq.primariesName());
    assertEquals("smpte2084", pq.transferName());
    assertEquals("bt2020nc", pq.matrixName());
    assertEquals("unspecified", new Colour(2, 1, 1, false).primariesName());
    assertEquals("reserved-3", new Colour(3, 1, 1, false).primariesName());
    assertEquals("4:2:2", H265SequenceParameterSet.parse(X265_422).picture().chromaName());
  }
}
