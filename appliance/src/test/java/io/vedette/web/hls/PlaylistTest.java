package io.vedette.web.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.fragment.InitSegment;
import io.vedette.live.OpenSegment;
import io.vedette.live.Part;
import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import io.vedette.live.StreamRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlaylistTest {

  private static Instant start(long sequence) {
    return Instant.ofEpochSecond(1_800_000_000L + 2 * sequence, 123_456_789);
  }

  private static Part part(int index, boolean independent, long millis) {
    return new Part(index, independent, false, millis * 1_000_000, List.of());
  }

  private static Segment segment(
      long sequence, long epoch, boolean discontinuity, boolean gap, Part... parts) {
    return new Segment(
        sequence,
        epoch,
        discontinuity,
        gap,
        start(sequence),
        0,
        2_000_000_000L,
        250_000,
        List.of(),
        List.of(parts));
  }

  private static PlaylistWindow window(List<Segment> segments, Optional<OpenSegment> open) {
    return new PlaylistWindow(
        1, 7, 2, 216_000_000, segments, open, segments.getLast().mediaSequence() + 1);
  }

  @Test
  void theNewestSegmentsAreListedInPartsToo() {
    PlaylistWindow window =
        window(
            List.of(
                segment(40, 5, false, false, part(0, true, 2000)),
                segment(41, 5, false, true),
                segment(42, 6, true, false, part(0, true, 200), part(1, false, 1800))),
            Optional.of(
                new OpenSegment(
                    43, 6, false, start(43), List.of(part(0, true, 200), part(1, false, 190)))));
    assertEquals(
        """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.00000,PART-HOLD-BACK=0.64800
        #EXT-X-PART-INF:PART-TARGET=0.21600
        #EXT-X-MEDIA-SEQUENCE:40
        #EXT-X-DISCONTINUITY-SEQUENCE:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-MAP:URI="init-5.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:20.123Z
        #EXTINF:2.00000,
        40.m4s
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:22.123Z
        #EXT-X-GAP
        #EXTINF:2.00000,
        41.m4s
        #EXT-X-DISCONTINUITY
        #EXT-X-MAP:URI="init-6.mp4"
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:24.123Z
        #EXT-X-PART:DURATION=0.20000,URI="42.0.m4s",INDEPENDENT=YES
        #EXT-X-PART:DURATION=1.80000,URI="42.1.m4s"
        #EXTINF:2.00000,
        42.m4s
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:26.123Z
        #EXT-X-PART:DURATION=0.20000,URI="43.0.m4s",INDEPENDENT=YES
        #EXT-X-PART:DURATION=0.19000,URI="43.1.m4s"
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="43.2.m4s"
        #EXT-X-RENDITION-REPORT:URI="../sub/index.m3u8",LAST-MSN=12,LAST-PART=3
        """,
        MediaPlaylist.render(window, List.of(new RenditionReport("sub", 12, 3))));
  }

  @Test
  void aDeltaLeavesOutWhatLiesBeforeTheSkipBoundary() {
    List<Segment> segments = new ArrayList<>();
    for (long sequence = 40; sequence < 48; sequence++) {
      segments.add(segment(sequence, 5, false, false));
    }
    String delta = MediaPlaylist.renderDelta(window(segments, Optional.empty()), List.of());
    assertEquals(
        """
        #EXTM3U
        #EXT-X-VERSION:9
        #EXT-X-TARGETDURATION:2
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.00000,PART-HOLD-BACK=0.64800
        #EXT-X-PART-INF:PART-TARGET=0.21600
        #EXT-X-MEDIA-SEQUENCE:40
        #EXT-X-DISCONTINUITY-SEQUENCE:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-SKIP:SKIPPED-SEGMENTS=2
        #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:01:24.123Z
        #EXTINF:2.00000,
        42.m4s
        """,
        delta.substring(0, delta.indexOf("42.m4s") + 7));
  }

  @Test
  void aShortPlaylistHasNoDelta() {
    PlaylistWindow window = window(List.of(segment(40, 5, false, false)), Optional.empty());
    assertEquals(
        MediaPlaylist.render(window, List.of()), MediaPlaylist.renderDelta(window, List.of()));
  }

  @Test
  void theMultivariantPlaylistTellsWhatEachRenditionTakes() {
    InitSegment main =
        new InitSegment(
            new byte[0],
            "avc1.64001f,mp4a.40.2",
            1280,
            720,
            OptionalDouble.of(25),
            true,
            Optional.empty(),
            List.of());
    InitSegment sub =
        new InitSegment(
            new byte[0],
            "avc1.64000d",
            320,
            180,
            OptionalDouble.empty(),
            false,
            Optional.empty(),
            List.of());
    assertEquals(
        """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-STREAM-INF:BANDWIDTH=2000000,AVERAGE-BANDWIDTH=1340000,CODECS="avc1.64001f,mp4a.40.2",\
        RESOLUTION=1280x720,FRAME-RATE=25.000
        main/index.m3u8
        #EXT-X-STREAM-INF:BANDWIDTH=200000,AVERAGE-BANDWIDTH=150000,CODECS="avc1.64000d",\
        RESOLUTION=320x180,FRAME-RATE=12.500
        sub/index.m3u8
        """,
        MultivariantPlaylist.render(
            List.of(
                MultivariantPlaylist.Variant.of(
                    "main", main, new StreamRate(2_000_000, 1_340_000, 25)),
                MultivariantPlaylist.Variant.of(
                    "sub", sub, new StreamRate(200_000, 150_000, 12.5)))));
  }
}
