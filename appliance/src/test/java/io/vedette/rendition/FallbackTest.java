package io.vedette.rendition;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.health.CameraHealth;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import io.vedette.health.StreamHealth;
import io.vedette.health.TranscodeFacts;
import io.vedette.live.FragmentCursor;
import io.vedette.transcode.video.EncoderFailedException;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hardware that fails or hangs while somebody watches what it makes. */
@Timeout(60)
class FallbackTest {

  private static final System.Logger LOG = System.getLogger(FallbackTest.class.getName());

  /** So long that its key frame lies before what viewers have seen when something breaks. */
  private static final int GOP = 100;

  @TempDir private static Path folder;

  private final Map<VideoEncoder, PictureEncoder> opened = new ConcurrentHashMap<>();
  private final CountDownLatch driver = new CountDownLatch(1);
  private final List<VideoEncoder> order =
      List.of(VideoEncoder.VAAPI, VideoEncoder.V4L2M2M, VideoEncoder.X264);
  private OneRendition rendition;

  /** Stands for hardware by x264, which is what there is here. */
  private PictureEncoder open(VideoEncoder encoder, EncodingPlan plan)
      throws EncoderFailedException {
    if (encoder == VideoEncoder.V4L2M2M && driver.getCount() > 0) {
      try {
        driver.await();
      } catch (InterruptedException e) {
        // A driver that hangs does not mind.
        Thread.currentThread().interrupt();
      }
    }
    PictureEncoder made = PictureEncoder.open(VideoEncoder.X264, plan);
    opened.put(encoder, made);
    return made;
  }

  @BeforeEach
  void offer() throws Exception {
    rendition = new OneRendition(folder, new Means(VideoDecoder.SOFTWARE, order, this::open), GOP);
  }

  @AfterEach
  void close() {
    driver.countDown();
    rendition.close();
  }

  /** Ends the stream of an encoder, so that it refuses all pictures, while nobody uses it. */
  private void fail(VideoEncoder encoder, FragmentCursor viewer) throws Exception {
    rendition.settle(viewer);
    opened.get(encoder).finish((_, _, _) -> {});
  }

  private Duration untilNext(FragmentCursor viewer) throws InterruptedException {
    long begun = System.nanoTime();
    assertTrue(rendition.next(viewer).key(), "no key frame");
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** What the board says once it says this of the encoder. */
  private StreamHealth awaitEncoder(String name) throws InterruptedException {
    SynchronousQueue<StreamHealth> found = new SynchronousQueue<>();
    try (HealthBoard.Subscription _ =
        rendition
            .health()
            .subscribe(
                change -> {
                  if (change instanceof HealthChange.Changed(CameraHealth now)) {
                    now.stream(OneRendition.NAME)
                        .filter(
                            stream ->
                                stream.facts().transcode().map(TranscodeFacts::encoder).stream()
                                    .anyMatch(name::equals))
                        .ifPresent(found::offer);
                  }
                })) {
      StreamHealth seen = found.poll(20, TimeUnit.SECONDS);
      assertNotNull(seen, "never heard of " + name);
      return seen;
    }
  }

  @Test
  void anEncoderThatFailsIsReplacedWhileTheViewerWaits() throws Exception {
    driver.countDown();
    try (FragmentCursor viewer = rendition.open()) {
      rendition.play(viewer, 30);
      assertEquals("h264_vaapi", awaitEncoder("h264_vaapi").facts().transcode().get().encoder());
      fail(VideoEncoder.VAAPI, viewer);
      Duration gap = untilNext(viewer);
      LOG.log(INFO, "after an encoder failed, the next picture came after {0}", gap);
      assertTrue(gap.toMillis() < 2000, gap.toString());
      StreamHealth now = awaitEncoder("h264_v4l2m2m");
      assertInstanceOf(CameraState.Streaming.class, now.state());
      assertTrue(now.facts().lastFailure().contains(", send: "), now.facts().lastFailure());
    }
  }

  @Test
  void whatFailedIsNotTriedOnTheNextViewer() throws Exception {
    driver.countDown();
    try (FragmentCursor viewer = rendition.open()) {
      rendition.play(viewer, 30);
      fail(VideoEncoder.VAAPI, viewer);
      untilNext(viewer);
    }
    opened.clear();
    rendition.awaitNobody();
    try (FragmentCursor viewer = rendition.open()) {
      rendition.play(viewer, 5);
      assertEquals(Set.of(VideoEncoder.V4L2M2M), opened.keySet());
    }
  }

  @Test
  void anEncoderThatHangsIsLeftBehindWhileTheViewerWaits() throws Exception {
    try (FragmentCursor viewer = rendition.open()) {
      rendition.play(viewer, 30);
      fail(VideoEncoder.VAAPI, viewer);
      Duration gap = untilNext(viewer);
      LOG.log(INFO, "after an encoder hung, the next picture came after {0}", gap);
      assertTrue(gap.toMillis() < 2000, gap.toString());
      StreamHealth now = awaitEncoder("libx264");
      assertEquals(
          "h264_v4l2m2m no longer answers; the box does without until it starts anew",
          now.facts().lastFailure());
      assertEquals(2, rendition.makers().size());

      // The driver comes back, far too late: nobody gets what it makes.
      driver.countDown();
      while (rendition.makers().size() > 1) {
        Thread.onSpinWait();
      }
      rendition.play(viewer, 10);
      assertInstanceOf(CameraState.Streaming.class, awaitEncoder("libx264").state());
    }
  }
}
