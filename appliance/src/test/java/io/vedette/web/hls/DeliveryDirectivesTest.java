package io.vedette.web.hls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.live.OpenSegment;
import io.vedette.live.Part;
import io.vedette.live.PlaylistWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryDirectivesTest {

  /** Three parts of segment 50 are there. */
  private static final PlaylistWindow WINDOW =
      new PlaylistWindow(
          1,
          0,
          2,
          216_000_000,
          List.of(),
          Optional.of(
              new OpenSegment(
                  50,
                  1,
                  false,
                  Instant.EPOCH,
                  Collections.nCopies(3, new Part(0, false, false, 1, List.of())))),
          51);

  @Test
  void whatIsNotAskedForIsEmpty() {
    DeliveryDirectives none = DeliveryDirectives.parse("", "", "");
    assertEquals(OptionalLong.empty(), none.mediaSequence());
    assertEquals(PlaylistWindow.WHOLE, none.part());
    DeliveryDirectives all = DeliveryDirectives.parse("50", "3", "v2");
    assertEquals(OptionalLong.of(50), all.mediaSequence());
    assertEquals(3, all.part());
    assertTrue(all.skip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x;'';''; _HLS_msn",
        "-1;'';''; _HLS_msn",
        "9999999999999999999;'';''; _HLS_msn",
        "5;x;''; _HLS_part",
        "5;12345678;''; _HLS_part",
        "'';3;''; _HLS_part needs _HLS_msn",
        "'';'';NO; _HLS_skip",
      })
  void whatCannotBeMeantIsRefusedByName(String msn, String part, String skip, String named) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> DeliveryDirectives.parse(msn, part, skip));
    assertTrue(refused.getMessage().contains(named.strip()), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1,", "50,", "50,3", "50,16", "51,", "51,0"})
  void aClientMayBeALittleAhead(String msn, String part) {
    DeliveryDirectives directives = DeliveryDirectives.parse(msn, part == null ? "" : part, "");
    assertDoesNotThrow(() -> directives.refuseTooFarAhead(WINDOW));
  }

  @ParameterizedTest
  @CsvSource({"52,", "50,17", "100000,0"})
  void aClientTooFarAheadIsRefused(String msn, String part) {
    DeliveryDirectives directives = DeliveryDirectives.parse(msn, part == null ? "" : part, "");
    assertThrows(IllegalArgumentException.class, () -> directives.refuseTooFarAhead(WINDOW));
  }

  @Test
  void aWindowReachesAPartOnceItIsThere() {
    assertTrue(WINDOW.reaches(49, PlaylistWindow.WHOLE));
    assertTrue(
        WINDOW.reaches(49, 900), "a part beyond a segment's last is the next segment's first");
    assertTrue(WINDOW.reaches(50, 2));
    assertEquals(false, WINDOW.reaches(50, 3));
    assertEquals(false, WINDOW.reaches(50, PlaylistWindow.WHOLE));
  }
}
