package io.vedette.rendition;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.fragment.Fragment;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hardware that fails or hangs while somebody watches what it makes. */
@Timeout(600)
class FallbackTest {

  private static final System.Logger LOG = System.getLogger(FallbackTest.class.getName());

  /** So long that its key frame lies before what viewers have seen when something breaks. */
  private static final int GOP = 400;

  /** So that what stands for hardware is not taken to hang while the machine is busy. */
  private static final Duration PATIENT = Duration.ofSeconds(40);

  /** Long enough for the same where something does hang, and half of a GOP. */
  private static final Duration LESS_PATIENT = Duration.ofSeconds(7);

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

  private void offer(Duration deviceLimit) throws Exception {
    rendition =
        new OneRendition(
            folder, new Means(VideoDecoder.SOFTWARE, order, this::open, deviceLimit), GOP);
  }

  @AfterEach
  void close() throws Exception {
    driver.countDown();
    rendition.close();
    // The next test counts them.
    for (Thread left : rendition.makers()) {
      left.join();
    }
  }

  /** Ends the stream of an encoder, so that it refuses all pictures, while nobody uses it. */
  private void fail(VideoEncoder encoder, FragmentCursor viewer) throws Exception {
    rendition.settle(viewer);
    opened.get(encoder).finish((_, _, _) -> {});
  }

  /** Waits for the next picture, which does not wait for the camera's next key frame. */
  private Duration untilNext(FragmentCursor viewer) throws InterruptedException {
    long nextKey = rendition.nextKeyNanos();
    long begun = System.nanoTime();
    Fragment next = rendition.nextSlowly(viewer);
    assertTrue(next.key(), "no key frame");
    assertTrue(next.timeNanos() < nextKey, "it came with the camera's next key frame only");
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** What the board says once it says that this encoder is at work and the last one failed so. */
  private StreamHealth awaitEncoder(String name, String failure) throws InterruptedException {
    BlockingQueue<StreamHealth> found = new LinkedBlockingQueue<>();
    try (HealthBoard.Subscription _ =
        rendition
            .health()
            .subscribe(
                change -> {
                  if (change instanceof HealthChange.Changed(CameraHealth now)) {
                    now.stream(OneRendition.NAME).ifPresent(found::add);
                  }
                })) {
      StreamHealth seen = rendition.stream();
      while (!(seen.state() instanceof CameraState.Streaming)
          || !seen.facts().transcode().map(TranscodeFacts::encoder).equals(Optional.of(name))
          || !seen.facts().lastFailure().contains(failure)) {
        StreamHealth before = seen;
        seen = found.poll(40, TimeUnit.SECONDS);
        assertNotNull(seen, () -> "never heard of " + name + ", last of " + before);
      }
      return seen;
    }
  }

  @Test
  void anEncoderThatFailsIsReplacedWhileTheViewerWaits() throws Exception {
    offer(PATIENT);
    driver.countDown();
    try (FragmentCursor viewer = rendition.open()) {
      rendition.play(viewer, 30);
      awaitEncoder("h264_vaapi", "");
      fail(VideoEncoder.VAAPI, viewer);
      Duration gap = untilNext(viewer);
      LOG.log(INFO, "after an encoder failed, the next picture came after {0}", gap);
      awaitEncoder("h264_v4l2m2m", ", send: ");
    }
  }

  @Test
  void whatFailedIsNotTriedOnTheNextViewer() throws Exception {
    offer(PATIENT);
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
    offer(LESS_PATIENT);
    try (FragmentCursor viewer = rendition.open()) {
      rendition.play(viewer, 30);
      fail(VideoEncoder.VAAPI, viewer);
      Duration gap = untilNext(viewer);
      LOG.log(INFO, "after an encoder hung, the next picture came after {0}", gap);
      assertEquals(
          "h264_v4l2m2m no longer answers; the box does without until it starts anew",
          awaitEncoder("libx264", "h264_v4l2m2m").facts().lastFailure());
      assertEquals(2, rendition.makers().size());

      // The driver comes back, far too late: nobody gets what it makes.
      driver.countDown();
      while (rendition.makers().size() > 1) {
        Thread.onSpinWait();
      }
      rendition.play(viewer, 10);
      awaitEncoder("libx264", "h264_v4l2m2m");
    }
  }
}
