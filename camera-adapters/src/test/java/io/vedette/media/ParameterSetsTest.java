package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {

  private static final String SPS = "6764001facd9405005bb011000000300100000030320f1831960";
  private static final String SPS_OF_X264 =
      "6764000dacd10150878888c05a808080a000000300400000064c04003d08000f425259403c50a448";

  /** pic_parameter_set_id 0, 1 and 2 of sequence 0; only what stands in front is looked at. */
  private static final String PPS_0 = "68e0";

  private static final String PPS_1 = "6858";
  private static final String PPS_2 = "6878";

  /**
   * An IDR slice: first_mb 0 (1), slice_type 7 (0001000), pic_parameter_set_id 0 (1) or 1 (010).
   */
  private static final AccessUnit PICTURE_OF_0 = unit("00000003 658880".replace(" ", ""));

  private static final AccessUnit PICTURE_OF_1 = unit("00000002060100000003658840");

  private final H264ParameterSets sets = new H264ParameterSets();

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static AccessUnit unit(String text) {
    return AccessUnit.copyOf(hex(text));
  }

  private static boolean note(ParameterSets sets, String nal) {
    byte[] padded = hex("ff" + nal + "ff");
    return sets.note(padded, 1, padded.length - 2);
  }

  private CodecParameters.H264 of(AccessUnit picture) {
    return assertInstanceOf(
        CodecParameters.H264.class, sets.forPicture(picture).orElseThrow(AssertionError::new));
  }

  @Test
  void allPictureSetsOfTheSequenceAreThereInTheirOrder() {
    assertTrue(note(sets, PPS_2));
    assertTrue(note(sets, PPS_0));
    assertTrue(note(sets, SPS));
    assertTrue(note(sets, PPS_1));
    List<String> written =
        of(PICTURE_OF_0).pps().stream().map(set -> HexFormat.of().formatHex(set.bytes())).toList();
    assertEquals(List.of(PPS_0, PPS_1, PPS_2), written);
    assertEquals(of(PICTURE_OF_0), of(PICTURE_OF_1));
  }

  @Test
  void whatComesAgainIsNothingNew() {
    note(sets, SPS);
    note(sets, PPS_0);
    CodecParameters before = of(PICTURE_OF_0);
    assertFalse(note(sets, SPS));
    assertFalse(note(sets, PPS_0));
    assertEquals(before, of(PICTURE_OF_0));
    assertTrue(note(sets, SPS_OF_X264));
    assertEquals(322, of(PICTURE_OF_0).picture().width());
  }

  @Test
  void aPictureWhoseSetsHaveNotComeHasNone() {
    assertTrue(sets.forPicture(PICTURE_OF_0).isEmpty());
    note(sets, PPS_0);
    assertTrue(sets.forPicture(PICTURE_OF_0).isEmpty());
    note(sets, SPS);
    assertTrue(sets.forPicture(PICTURE_OF_1).isEmpty());
    assertTrue(sets.forPicture(unit("")).isEmpty());
    assertTrue(sets.forPicture(unit("0000000006")).isEmpty());
    assertTrue(sets.forPicture(unit("ffffffff65")).isEmpty());
  }

  @Test
  void aSequenceSetThatCannotBeReadSaysWhy() {
    note(sets, "6764001f80");
    note(sets, PPS_0);
    assertThrows(IllegalArgumentException.class, () -> sets.forPicture(PICTURE_OF_0));
  }

  @Test
  void garbageIsPassedOver() {
    for (String garbage : new String[] {"67", "68", "6700", "6800", "650102", "67640000000000"}) {
      assertFalse(note(sets, garbage), garbage);
    }
    assertFalse(sets.note(new byte[10_000], 0, 10_000));
  }

  @Test
  void h265NeedsAllThree() {
    H265ParameterSets hevc = new H265ParameterSets();
    AccessUnit idr = unit("0000000426 01af00".replace(" ", ""));
    String sps =
        "42010102200000030090000003000003003ca00a480f9c9236595964932bc05b808080820000030002000003001e10";
    assertTrue(note(hevc, "4401c172b46240"));
    assertTrue(note(hevc, sps));
    assertTrue(hevc.forPicture(idr).isEmpty());
    assertTrue(note(hevc, "40010c01ffff02200000030090000003000003003c959409"));
    CodecParameters.H265 codec =
        assertInstanceOf(CodecParameters.H265.class, hevc.forPicture(idr).orElseThrow());
    assertEquals(322, codec.picture().width());
    assertEquals("H.265 322x242", codec.toString());
    assertFalse(note(hevc, sps));
  }
}
