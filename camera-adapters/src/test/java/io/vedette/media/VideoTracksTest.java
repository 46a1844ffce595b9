package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VideoTracksTest {

  private static final String SPS = "6764001facd9405005bb011000000300100000030320f1831960";
  private static final String OTHER_SPS =
      "6764000dacd10150878888c05a808080a000000300400000064c04003d08000f425259403c50a448";
  private static final String PPS = "68e0";

  /** Slices that name picture parameter set 0. */
  private static final AccessUnit KEY = AccessUnit.copyOf(bytes("00000003658880"));

  private static final AccessUnit NEXT = AccessUnit.copyOf(bytes("00000003419a80"));

  private final VideoTracks tracks =
      new VideoTracks(new H264ParameterSets(), 7, 90_000, 25, new DecodingTimes());

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private void note(String set) {
    byte[] bytes = bytes(set);
    tracks.note(bytes, 0, bytes.length);
  }

  private int width() {
    return ((CodecParameters.Video) tracks.current().orElseThrow().codec()).picture().width();
  }

  @Test
  void aTrackBeginsWithTheFirstKeyFrameWhoseSetsHaveCome() {
    assertFalse(tracks.covers(KEY, true));
    note(SPS);
    note(PPS);
    assertFalse(tracks.covers(NEXT, false));
    assertEquals(Optional.empty(), tracks.current());
    assertTrue(tracks.covers(KEY, true));
    assertTrue(tracks.covers(NEXT, false));
    assertEquals(7, tracks.current().orElseThrow().id());
    assertEquals(90_000, tracks.current().orElseThrow().timescale());
  }

  @Test
  void setsThatComeAgainChangeNothing() {
    note(SPS);
    note(PPS);
    assertTrue(tracks.covers(KEY, true));
    Track before = tracks.current().orElseThrow();
    note(SPS);
    note(PPS);
    assertTrue(tracks.covers(NEXT, false));
    assertTrue(tracks.covers(KEY, true));
    assertSame(before, tracks.current().orElseThrow());
  }

  @Test
  void setsThatChangeBetweenKeyFramesWaitForTheNext() {
    note(SPS);
    note(PPS);
    assertTrue(tracks.covers(KEY, true));
    int before = width();
    note(OTHER_SPS);
    assertFalse(tracks.covers(NEXT, false));
    assertFalse(tracks.covers(NEXT, false));
    assertEquals(before, width());
    assertTrue(tracks.covers(KEY, true));
    assertEquals(322, width());
    assertTrue(tracks.covers(NEXT, false));
  }

  @Test
  void setsThatChangeAndChangeBackCoverWhatTheyDid() {
    note(SPS);
    note(PPS);
    assertTrue(tracks.covers(KEY, true));
    note(OTHER_SPS);
    note(SPS);
    assertTrue(tracks.covers(NEXT, false));
  }

  @Test
  void setsThatCannotBeReadAreToldWithTheReason() {
    note("6764001fac");
    note(PPS);
    IllegalArgumentException broken =
        assertThrows(IllegalArgumentException.class, () -> tracks.covers(KEY, true));
    assertEquals("it ends too early", broken.getMessage());
  }
}
