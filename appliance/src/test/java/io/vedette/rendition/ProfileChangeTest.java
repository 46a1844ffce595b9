package io.vedette.rendition;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.transcode.video.EncoderFailedException;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that change while a driver takes its time with what is made by them. */
@Timeout(600)
class ProfileChangeTest {

  private static final System.Logger LOG = System.getLogger(ProfileChangeTest.class.getName());

  private static final int MANY = 8;

  @TempDir private static Path folder;

  private final CountDownLatch driver = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger inDriver = new AtomicInteger();
  private final AtomicInteger mostInDriver = new AtomicInteger();
  private OneRendition rendition;

  /** Opens as soon as the driver feels like it. */
  private PictureEncoder open(VideoEncoder encoder, EncodingPlan plan)
      throws EncoderFailedException {
    begun.incrementAndGet();
    mostInDriver.accumulateAndGet(inDriver.incrementAndGet(), Math::max);
    boolean waits = true;
    while (waits) {
      try {
        driver.await();
        waits = false;
      } catch (InterruptedException e) {
        // It does not mind.
      }
    }
    inDriver.decrementAndGet();
    return PictureEncoder.open(encoder, plan);
  }

  @BeforeEach
  void offer() throws Exception {
    rendition =
        new OneRendition(
            folder, new Means(VideoDecoder.SOFTWARE, List.of(VideoEncoder.X264), this::open), 50);
  }

  @AfterEach
  void close() {
    driver.countDown();
    rendition.close();
  }

  private static RenditionProfile[] profiles(int width) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> OneRendition.profile("p-" + i, width, 90))
        .toArray(RenditionProfile[]::new);
  }

  private List<FragmentCursor> viewers() {
    return IntStream.range(0, MANY).mapToObj(i -> rendition.open("p-" + i)).toList();
  }

  private void awaitBegun(int count) throws InterruptedException {
    while (begun.get() < count) {
      rendition.publish();
      Thread.sleep(5);
    }
  }

  private static void assertEnded(List<FragmentCursor> viewers) throws InterruptedException {
    for (FragmentCursor viewer : viewers) {
      assertInstanceOf(CursorStep.Ended.class, viewer.next(Duration.ZERO));
      viewer.close();
    }
  }

  /** One after the other, they would take a second each to remove and two to change. */
  @Test
  void whoChangesOrRemovesProfilesDoesNotWaitForWhatIsMadeByThem() throws Exception {
    rendition.offer(OverBudget.LOWER, profiles(160));
    List<FragmentCursor> first = viewers();
    awaitBegun(MANY);
    long start = System.nanoTime();
    rendition.offer(OverBudget.LOWER, profiles(128));
    Duration changing = Duration.ofNanos(System.nanoTime() - start);
    assertEnded(first);
    List<FragmentCursor> second = viewers();
    start = System.nanoTime();
    rendition.offer(OverBudget.LOWER);
    Duration removing = Duration.ofNanos(System.nanoTime() - start);
    assertEnded(second);
    LOG.log(
        INFO, "with {0} in a driver, a change took {1}, a removal {2}", MANY, changing, removing);
    assertTrue(changing.compareTo(Duration.ofSeconds(6)) < 0, changing.toString());
    assertTrue(removing.compareTo(Duration.ofSeconds(6)) < 0, removing.toString());
  }

  /** Also where the profile changes again before what was made at first has ended. */
  @Test
  void theNewFormIsNotMadeBeforeTheOldOneHasEnded() throws Exception {
    List<FragmentCursor> viewers = new ArrayList<>(List.of(rendition.open()));
    awaitBegun(1);
    for (int width : List.of(128, 96)) {
      rendition.offer(OverBudget.LOWER, OneRendition.profile(OneRendition.NAME, width, 90));
      assertEnded(viewers);
      viewers = List.of(rendition.open());
    }
    driver.countDown();
    rendition.play(viewers.getFirst(), 3);
    assertEquals(2, begun.get());
    assertEquals(1, mostInDriver.get());
    viewers.getFirst().close();
  }
}
