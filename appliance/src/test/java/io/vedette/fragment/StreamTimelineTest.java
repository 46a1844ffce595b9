package io.vedette.fragment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTimelineTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long STARTED = 50 * SECOND;
  private static final StreamFormat FORMAT =
      new StreamFormat(
          List.of(
              new Track(
                  1,
                  90_000,
                  CodecParameters.H264.of(
                      HexFormat.of()
                          .parseHex("6764001facd9405005bb011000000300100000030320f1831960"),
                      HexFormat.of().parseHex("68ebe3cb22c0")))));

  private final StreamTimeline main = new StreamTimeline(() -> Instant.EPOCH, STARTED);

  private static Fragment write(
      StreamTimeline timeline, double sessionSeconds, double arrivalSeconds, long captured) {
    long time = Math.round(sessionSeconds * 90_000);
    return new FragmentWriter(FORMAT, timeline)
        .write(
            new Packet(
                1,
                time,
                time,
                3600,
                true,
                AccessUnit.copyOf(new byte[5]),
                STARTED + Math.round(arrivalSeconds * SECOND),
                captured));
  }

  @Test
  void aSessionBeginsWhereItsFirstPacketCame() {
    assertEquals(7 * SECOND, write(main, 0.5, 7, 1).timeNanos(), StreamTimeline.STEP_NANOS);
    assertEquals(8 * SECOND, write(main, 1.5, 9, 1).timeNanos(), StreamTimeline.STEP_NANOS);
  }

  @Test
  void theNextSessionComesLaterByWhatPassed() {
    Fragment before = write(main, 0, 7, 1);
    main.beginSession();
    Fragment after = write(main, 100, 27, 1);
    assertEquals(
        20 * SECOND, after.timeNanos() - before.timeNanos(), 2 * StreamTimeline.STEP_NANOS);
  }

  @Test
  void aSessionThatFollowsAtOnceStillGoesForward() {
    Fragment before = write(main, 30, 7, 1);
    main.beginSession();
    Fragment after = write(main, 0, 7, 1);
    assertTrue(after.timeNanos() >= before.timeNanos() + before.durationNanos());
  }

  @Test
  void anotherRenditionShowsTheSameMomentAtTheSameTimeThoughTheCameraDrifted() {
    // After a day the camera's clock is four seconds ahead of the box's.
    write(main, 0, 0, 0);
    Fragment large = write(main, 86_404, 86_400, 86_404 * SECOND);
    StreamTimeline sub = main.follower();
    Fragment small = write(sub, 0.2, 86_400.3, 86_404 * SECOND + SECOND / 5);
    assertEquals(SECOND / 5, small.timeNanos() - large.timeNanos(), StreamTimeline.STEP_NANOS);
  }

  @Test
  void anotherRenditionOfAnotherClockGoesByItsArrival() {
    Fragment large = write(main, 0, 7, 1_000_000 * SECOND);
    Fragment small = write(main.follower(), 0, 8, 5 * SECOND);
    assertEquals(SECOND, small.timeNanos() - large.timeNanos(), 2 * StreamTimeline.STEP_NANOS);
  }

  @Test
  void aStepIsWholeInEveryTimescale() {
    for (int timescale : List.of(90_000, 8000, 11_025, 16_000, 22_050, 44_100, 48_000)) {
      assertEquals(0, timescale * StreamTimeline.STEP_NANOS % SECOND, "timescale " + timescale);
    }
  }
}
