package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.live.PlaylistWindow;
import io.vedette.web.hls.DeliveryDirectives;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Playlist queries: the values of {@code _HLS_msn}, {@code _HLS_part} and {@code _HLS_skip}, a line
 * each. What is wrong is refused with {@link IllegalArgumentException} in words for the client.
 */
class PlaylistFuzzTest {

  private static final long NEXT = 1000;
  private static final PlaylistWindow WITHOUT_PARTS =
      new PlaylistWindow(1, 0, 2, 0, List.of(), Optional.empty(), NEXT);
  private static final PlaylistWindow WITH_PARTS =
      new PlaylistWindow(1, 0, 2, 500_000_000, List.of(), Optional.empty(), NEXT);

  @FuzzTest
  void playlistQuery(byte[] input) {
    String[] values = new String(input, StandardCharsets.UTF_8).split("\n", 3);
    try {
      DeliveryDirectives read =
          DeliveryDirectives.parse(
              values[0], values.length > 1 ? values[1] : "", values.length > 2 ? values[2] : "");
      long wanted = read.mediaSequence().orElse(0);
      Check.that(wanted >= 0, "segment " + wanted);
      Check.that(read.part() >= PlaylistWindow.WHOLE, "part " + read.part());
      read.refuseTooFarAhead(WITHOUT_PARTS);
      read.refuseTooFarAhead(WITH_PARTS);
      // Nobody waits for what will not come within a few seconds.
      Check.that(wanted <= NEXT + 1, "segment " + wanted + " is waited for");
      Check.that(wanted != NEXT || read.part() < 6, "part " + read.part() + " is waited for");
    } catch (IllegalArgumentException e) {
      Check.that(e.getClass() == IllegalArgumentException.class, "not a refusal: " + e);
      Check.that(e.getMessage().length() < 200, "a long refusal");
    }
  }
}
