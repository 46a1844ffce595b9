package io.vedette.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.fragment.Fragment;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts, their lengths, and who waits for them. */
@Timeout(120)
class SegmenterTest {

  private static final RingLimits LARGE = new RingLimits(1 << 30, Duration.ofHours(1));

  private final LiveStream stream = stream(0);

  private static LiveStream stream(long first) {
    return new LiveStream("test", LARGE, new SequenceSpace(_ -> first));
  }

  private static Fragment picture(long nanos, long frameNanos, boolean key, int size) {
    return new Fragment(1, 1, true, key, nanos, frameNanos, new byte[size], nanos, nanos);
  }

  private List<Part> openParts() {
    return stream.window().open().map(OpenSegment::parts).orElse(List.of());
  }

  @Test
  void fivePicturesOfFortyMillisecondsAreAPart() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 4, 25, 100);
    assertEquals(0, openParts().size());
    Fragments.publish(stream, 4, 5, 25, 100);
    assertEquals(1, openParts().size());
    Part first = openParts().getFirst();
    assertEquals(200_000_000, first.durationNanos());
    assertTrue(first.independent());
    assertEquals(500, first.bytes().length);
    assertEquals(216_000_000, stream.window().partTargetNanos());
    Fragments.publish(stream, 5, 10, 25, 100);
    assertFalse(openParts().getLast().independent());
  }

  @Test
  void aStreamThatTakesAnothersPlaceGoesOnBehindADiscontinuity() {
    LiveStreams streams =
        new LiveStreams(LARGE, new RingBudget(Long.MAX_VALUE), new SequenceSpace(_ -> 0));
    LiveStream first = streams.create("c-1", "wall");
    assertFalse(segments(first).getFirst().discontinuity());
    // Its camera was away three times, and two of these have left the list.
    for (int outage = 0; outage < 3; outage++) {
      first.interrupt();
      segments(first);
    }
    assertEquals(2, first.window().discontinuitySequence());

    LiveStream second = streams.create("c-1", "wall");
    Segment begin = segments(second).getFirst();
    assertTrue(begin.discontinuity());
    assertTrue(
        begin.mediaSequence() > first.window().segments().getLast().mediaSequence(),
        begin.toString());
    assertEquals(3, second.window().discontinuitySequence());
    // One that was never begun interrupts nothing more.
    streams.create("c-1", "wall");
    LiveStream last = streams.create("c-1", "wall");
    assertTrue(segments(last).getFirst().discontinuity());
    assertEquals(4, last.window().discontinuitySequence());
  }

  /** The segments that are listed after ten seconds more. */
  private static List<Segment> segments(LiveStream stream) {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 250, 50, 100);
    return stream.window().segments();
  }

  /** Frame rates of cameras, steady and with timestamps that are a few milliseconds off. */
  @ParameterizedTest
  @ValueSource(doubles = {5, 6, 8, 10, 12.5, 15, 20, 24, 25, 29.97, 30, 50, 60})
  void partsKeepToTheirTargetAtEveryFrameRate(double fps) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    long frame = Math.round(1e9 / fps);
    stream.format(Fragments.INIT);
    long time = 0;
    for (int n = 0; n < 400; n++) {
      long jitter = random.nextLong(-frame / 40, frame / 40 + 1);
      stream.publish(picture(time, frame, n % 50 == 0, 10));
      time += frame + jitter;
    }
    PlaylistWindow window = stream.window();
    int full = 0;
    for (Segment segment : window.segments()) {
      for (Part part : segment.parts()) {
        long nanos = part.durationNanos();
        assertTrue(nanos <= window.partTargetNanos(), nanos + " > " + window.partTargetNanos());
        boolean last = part == segment.parts().getLast();
        if (!last && !part.independent()) {
          assertTrue(nanos >= window.partTargetNanos() * 0.85, nanos + " at " + fps + " fps");
          full++;
        }
      }
    }
    assertTrue(full > 5);
  }

  @Test
  void partsTogetherAreTheSegment() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 51, 25, 100);
    Segment segment = stream.window().segments().getFirst();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    segment.parts().forEach(part -> joined.writeBytes(part.bytes()));
    assertEquals(segment.byteLength(), joined.size());
    assertEquals(
        segment.durationNanos(), segment.parts().stream().mapToLong(Part::durationNanos).sum());
    assertEquals(10, segment.parts().size());
  }

  @Test
  void aKeyFrameInsideASegmentMakesItsPartIndependent() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 61, 12, 100);
    List<Part> parts = stream.window().segments().getFirst().parts();
    // Pictures 0, 12, 24, 36 and 48, five to a part; the segment ends with the one at 60.
    assertEquals(
        List.of(0, 2, 4, 7, 9), parts.stream().filter(Part::independent).map(Part::index).toList());
  }

  @Test
  void soundIsCarriedInThePartsAndNotMeasured() {
    stream.format(Fragments.INIT);
    for (int n = 0; n < 10; n++) {
      stream.publish(Fragments.picture(n, n == 0, 100));
      stream.publish(new Fragment(n, 2, false, true, 0, 64_000_000, new byte[7], 0, 0));
    }
    assertEquals(2, openParts().size());
    assertEquals(200_000_000, openParts().getFirst().durationNanos());
    // The sound behind the fifth picture goes with the next part.
    assertEquals(5 * 100 + 4 * 7, openParts().getFirst().bytes().length);
    assertEquals(5 * 100 + 5 * 7, openParts().getLast().bytes().length);
  }

  @Test
  void aReloadWaitsForThePartThatItNames() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 5, 25, 100);
    assertEquals(Optional.empty(), stream.await(0, 1, Duration.ZERO));
    Thread camera = Thread.ofVirtual().start(() -> Fragments.publish(stream, 5, 10, 25, 100));
    PlaylistWindow window = stream.await(0, 1, Duration.ofSeconds(40)).orElseThrow();
    assertEquals(2, window.hintedPart());
    camera.join();
  }

  @Test
  void thePartHintedAtIsWaitedForAndNoOther() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 51, 25, 100);
    Thread camera = Thread.ofVirtual().start(() -> Fragments.publish(stream, 51, 55, 25, 100));
    Part hinted = stream.part(1, 0, Duration.ofSeconds(40)).orElseThrow();
    assertTrue(hinted.independent());
    camera.join();
    assertEquals(Optional.empty(), stream.part(1, 7, Duration.ofSeconds(10)));
    assertArrayEquals(
        new byte[500], stream.part(0, 9, Duration.ZERO).orElseThrow().bytes(), "still listed");
  }

  @Test
  void anOutageEndsThePartAndWakesWhoWaitsForTheNext() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 7, 25, 100);
    stream.interrupt();
    PlaylistWindow window = stream.window();
    assertEquals(2, window.segments().getFirst().parts().size());
    assertEquals(80_000_000, window.segments().getFirst().parts().getLast().durationNanos());
    assertEquals(1, window.hintedMediaSequence());
    assertEquals(Optional.empty(), stream.part(0, 2, Duration.ofSeconds(10)));
  }

  @Test
  void whatTheRingHadToDropIsAGap() {
    LiveStream small =
        new LiveStream(
            "small", new RingLimits(10_000, Duration.ofSeconds(10)), new SequenceSpace(_ -> 0));
    small.format(Fragments.INIT);
    Fragments.publish(small, 0, 101, 400, 100);
    Segment lost = small.window().segments().getLast();
    assertTrue(lost.gap());
    assertEquals(0, lost.byteLength());
    assertTrue(lost.parts().stream().allMatch(Part::gap));
  }

  @Test
  void oldPicturesAreForgottenOnceTheyCouldBeTakenForNew() throws Exception {
    LiveStream brief = new LiveStream("brief", RingLimits.DEFAULT, new SequenceSpace(_ -> 0));
    brief.format(Fragments.INIT);
    Fragments.publish(brief, 0, 100, 25, 100);
    brief.interrupt();
    long newest = 99 * Fragments.FRAME_NANOS;
    brief.expire(newest + Duration.ofSeconds(17).toNanos());
    assertTrue(brief.awaitKeyFrame(-1, Duration.ZERO).isPresent());
    brief.expire(newest + Duration.ofSeconds(19).toNanos());
    assertTrue(brief.awaitKeyFrame(-1, Duration.ZERO).isEmpty());
    assertTrue(brief.window().segments().isEmpty());
    assertEquals(0, brief.bytes());
    Fragments.publish(brief, 0, 51, 25, 100);
    assertEquals(2, brief.window().segments().getFirst().mediaSequence());
    assertTrue(brief.window().segments().getFirst().discontinuity());
  }

  @Test
  void whatARenditionTakesIsMeasuredOverItsSegments() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 51, 25, 1000);
    Fragments.publish(stream, 51, 101, 25, 2000);
    StreamRate rate = stream.rate();
    assertEquals(25, rate.picturesPerSecond(), 0.001);
    assertEquals(396_000, rate.peakBitsPerSecond());
    assertEquals(298_000, rate.averageBitsPerSecond());
  }
}
