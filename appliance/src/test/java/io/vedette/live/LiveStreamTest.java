package io.vedette.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveStreamTest {

  private static final long START = 3 * SequenceSpace.BLOCK;

  private final LiveStream stream = stream(RingLimits.DEFAULT);

  private static LiveStream stream(RingLimits limits) {
    return new LiveStream("test", limits, new SequenceSpace(_ -> START));
  }

  private static Fragment next(FragmentCursor cursor) throws InterruptedException {
    return assertInstanceOf(CursorStep.Next.class, cursor.next(Duration.ZERO)).fragment();
  }

  private static InitSegment format(FragmentCursor cursor) throws InterruptedException {
    return assertInstanceOf(CursorStep.Format.class, cursor.next(Duration.ZERO)).init();
  }

  @Test
  void aViewerBeginsWithTheInitSegmentAndTheNewestKeyFrame() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 60, 25, 100);
    try (FragmentCursor cursor = stream.open()) {
      assertSame(Fragments.INIT, format(cursor));
      assertEquals(50, next(cursor).sequence());
      assertEquals(51, next(cursor).sequence());
      assertEquals(1, stream.viewers());
    }
    assertEquals(0, stream.viewers());
  }

  @Test
  void whatComesBeforeTheFirstKeyFrameIsLeftOut() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 20, 30, 25, 100);
    try (FragmentCursor cursor = stream.open()) {
      format(cursor);
      assertEquals(25, next(cursor).sequence());
    }
    assertEquals(500, stream.bytes());
  }

  @Test
  void aSlowViewerIsMovedToTheNewestKeyFrameAndTheLossCounted() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 1, 25, 100);
    try (FragmentCursor slow = stream.open();
        FragmentCursor quick = stream.open()) {
      format(slow);
      format(quick);
      next(slow);
      for (long n = 0; n < 1000; n++) {
        if (n > 0) {
          stream.publish(Fragments.picture(n, n % 25 == 0, 100));
        }
        assertEquals(n, next(quick).sequence());
      }
      CursorStep.Lagged lagged =
          assertInstanceOf(CursorStep.Lagged.class, slow.next(Duration.ZERO));
      assertEquals(1, lagged.from());
      assertEquals(975, lagged.to());
      Fragment first = next(slow);
      assertEquals(975, first.sequence());
      assertTrue(first.isVideoKey());
      assertEquals(974, slow.laggedFragments());
      assertEquals(0, quick.laggedFragments());
      assertEquals(974, stream.lagged());
    }
  }

  @Test
  void aViewerWhoComesJustBeforeAllIsClearedHasMissedNothing() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 30, 25, 100);
    try (FragmentCursor viewer = stream.open()) {
      stream.clear();
      Fragments.publish(stream, 50, 60, 25, 100);
      format(viewer);
      assertEquals(50, next(viewer).sequence());
    }
    FragmentCursor gone = stream.open();
    stream.clear();
    gone.close();
    assertEquals(0, stream.lagged());
  }

  @Test
  void aViewerWhoLeavesWithoutHavingReadIsCountedToo() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 1, 25, 100);
    FragmentCursor stuck = stream.open();
    Fragments.publish(stream, 1, 1000, 25, 100);
    stuck.close();
    assertTrue(stream.lagged() > 500, "lagged " + stream.lagged());
  }

  @Test
  void theRingKeepsToItsBytesWhateverTheGopIs() {
    LiveStream small = stream(new RingLimits(100_000, Duration.ofSeconds(10)));
    small.format(Fragments.INIT);
    for (long n = 0; n < 5000; n++) {
      small.publish(Fragments.picture(n, n % 400 == 0, 1000));
      assertTrue(small.bytes() <= 100_000, "bytes " + small.bytes());
    }
  }

  @Test
  void theRingKeepsToItsAge() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 5000, 25, 100);
    // Ten seconds, and the rest of the oldest segment.
    assertTrue(stream.bytes() <= 12 * 25 * 100, "bytes " + stream.bytes());
    assertTrue(stream.bytes() >= 8 * 25 * 100, "bytes " + stream.bytes());
  }

  @Test
  void theRingIsLongerWhileSomebodyPlaysHls() {
    stream.format(Fragments.INIT);
    stream.touch();
    Fragments.publish(stream, 0, 5000, 25, 100);
    // Eighteen seconds, and the rest of the oldest segment.
    assertTrue(stream.bytes() <= 20 * 25 * 100, "bytes " + stream.bytes());
    assertTrue(stream.bytes() >= 16 * 25 * 100, "bytes " + stream.bytes());
  }

  @Test
  void aViewerStaysThroughAnOutageAndGetsTheNewFormatFirst() throws Exception {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 30, 25, 100);
    try (FragmentCursor cursor = stream.open()) {
      format(cursor);
      for (int i = 0; i < 5; i++) {
        next(cursor);
      }
      stream.interrupt();
      assertInstanceOf(CursorStep.Idle.class, cursor.next(Duration.ZERO));
      InitSegment other =
          new InitSegment(
              new byte[] {2},
              "avc1.64001e",
              640,
              360,
              OptionalDouble.empty(),
              false,
              Optional.empty(),
              List.of());
      stream.format(other);
      assertSame(other, format(cursor));
      stream.publish(Fragments.picture(3, false, 100));
      assertInstanceOf(CursorStep.Idle.class, cursor.next(Duration.ZERO));
      stream.publish(Fragments.picture(4, true, 100));
      assertEquals(4, next(cursor).sequence());
    }
  }

  @Test
  void oneWaitingViewerIsWokenByWhatComes() throws Exception {
    stream.format(Fragments.INIT);
    try (FragmentCursor cursor = stream.open()) {
      format(cursor);
      Thread publisher =
          Thread.ofVirtual().start(() -> stream.publish(Fragments.picture(0, true, 100)));
      assertInstanceOf(CursorStep.Next.class, cursor.next(Duration.ofSeconds(40)));
      publisher.join();
      Thread closer = Thread.ofVirtual().start(stream::close);
      assertInstanceOf(CursorStep.Ended.class, cursor.next(Duration.ofSeconds(40)));
      closer.join();
    }
  }

  @Test
  void segmentsEndAtTheFirstKeyFrameAfterTwoSeconds() {
    stream.format(Fragments.INIT);
    stream.touch();
    Fragments.publish(stream, 0, 426, 25, 100);
    PlaylistWindow window = stream.window();
    assertEquals(7, window.segments().size());
    Segment newest = window.segments().getLast();
    assertEquals(START + 7, newest.mediaSequence());
    assertEquals(2_000_000_000L, newest.durationNanos());
    assertEquals(50, newest.fragments().size());
    assertEquals(5000, newest.byteLength());
    assertTrue(newest.fragments().getFirst().isVideoKey());
    assertEquals(2, window.targetDurationSeconds());
    assertTrue(
        stream.segment(START).isPresent(), "one more than listed stays for who still fetches it");
    assertTrue(stream.segment(START + 8).isEmpty(), "it is being filled");
  }

  @Test
  void aLongGopMakesLongSegmentsAndALongerTarget() {
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 501, 250, 100);
    PlaylistWindow window = stream.window();
    assertEquals(10, window.targetDurationSeconds());
    assertEquals(2, window.segments().size());
  }

  @Test
  void anOutageIsADiscontinuityThatIsCountedWhenItLeavesTheList() {
    stream.format(Fragments.INIT);
    stream.touch();
    Fragments.publish(stream, 0, 110, 25, 100);
    // From a small number: hls.js freezes over large ones.
    assertEquals(3, stream.window().discontinuitySequence());
    stream.interrupt();
    stream.format(Fragments.INIT);
    Fragments.publish(stream, 0, 51, 25, 100);
    PlaylistWindow window = stream.window();
    Segment newest = window.segments().getLast();
    assertTrue(newest.discontinuity());
    assertFalse(window.segments().getFirst().discontinuity());
    assertEquals(window.segments().getFirst().epoch() + 1, newest.epoch());
    assertTrue(stream.init(newest.epoch()).isPresent());
    assertEquals(3, window.discontinuitySequence());
    Fragments.publish(stream, 51, 451, 25, 100);
    assertEquals(4, stream.window().discontinuitySequence());
  }
}
