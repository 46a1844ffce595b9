package io.vedette.web.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlaylistTest {

  private static Segment segment(
      long sequence, long epoch, boolean discontinuity, long millis, int bytes) {
    Fragment picture = new Fragment(1, 1, true, true, 0, 0, new byte[0], 0, 0);
    return new Segment(
        sequence,
        epoch,
        discontinuity,
        Instant.ofEpochSecond(1_800_000_000L + 2 * sequence, 123_456_789),
        millis * 1_000_000,
        bytes,
        Collections.nCopies((int) (millis / 40), picture));
  }

  private static final PlaylistWindow WINDOW =
      new PlaylistWindow(
          7,
          2,
          List.of(
              segment(40, 5, false, 2000, 250_000),
              segment(41, 5, false, 2040, 510_000),
              segment(42, 6, true, 1960, 245_000)));

  @Test
  void theMediaPlaylistTellsSegmentsDiscontinuitiesAndTheirInitSegments() {
    assertEquals(
        """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-TARGETDURATION:2
        #EXT-X-MEDIA-SEQUENCE:40
        #EXT-X-DISCONTINUITY-SEQUENCE:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-MAP:URI="init-5.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:20.123Z
        #EXTINF:2.00000,
        40.m4s
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:22.123Z
        #EXTINF:2.04000,
        41.m4s
        #EXT-X-DISCONTINUITY
        #EXT-X-MAP:URI="init-6.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:24.123Z
        #EXTINF:1.96000,
        42.m4s
        """,
        MediaPlaylist.render(WINDOW));
  }

  @Test
  void theMultivariantPlaylistMeasuresItsRendition() {
    InitSegment init =
        new InitSegment(
            new byte[0], "avc1.64001f,mp4a.40.2", 1280, 720, OptionalDouble.empty(), true);
    assertEquals(
        """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1340000,CODECS="avc1.64001f,mp4a.40.2",\
        RESOLUTION=1280x720,FRAME-RATE=25.000
        main/index.m3u8
        """,
        MultivariantPlaylist.render("main", init, WINDOW));
  }
}
