package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.health.CameraState;
import io.vedette.health.HardwareAside;
import io.vedette.health.StreamHealth;
import io.vedette.health.TranscodeRefusals;
import io.vedette.live.FragmentCursor;
import io.vedette.media.CodecParameters;
import io.vedette.transcode.video.EncoderFailedException;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the box reckons with after its hardware failed: four renditions fit on the graphics unit and
 * one on the processor, or one on each.
 */
@Timeout(600)
class BudgetAfterFallbackTest {

  private static final String OTHER = RenditionProfile.DEFAULT;

  private static final double PIXELS = 160 * 90 * 25;
  private static final double ON_GRAPHICS = 0.25;
  private static final double ON_PROCESSOR = 0.7;

  /** So that what stands for hardware is not taken to hang while the machine is busy. */
  private static final Duration PATIENT = Duration.ofSeconds(40);

  @TempDir private static Path folder;

  private final Queue<PictureEncoder> onGraphics = new ConcurrentLinkedQueue<>();
  private final Instant begun = Instant.parse("2026-01-02T03:04:05Z");
  private final AtomicLong asked = new AtomicLong();
  private volatile Duration passed = Duration.ZERO;
  private OneRendition rendition;

  private final Equipment equipment =
      new Equipment() {
        @Override
        public Means means(CodecParameters.Video codec) {
          asked.incrementAndGet();
          return usual();
        }

        @Override
        public Means usual() {
          return new Means(
              VideoDecoder.SOFTWARE,
              List.of(VideoEncoder.VAAPI, VideoEncoder.X264),
              BudgetAfterFallbackTest.this::open,
              PATIENT);
        }

        @Override
        public Power power(Gear gear) {
          double share = gear.encoder() == VideoEncoder.VAAPI ? ON_GRAPHICS : ON_PROCESSOR;
          return new Power(1e15, PIXELS / share);
        }
      };

  /** Stands for the graphics unit by x264, which is what there is here. */
  private PictureEncoder open(VideoEncoder encoder, EncodingPlan plan)
      throws EncoderFailedException {
    PictureEncoder made = PictureEncoder.open(VideoEncoder.X264, plan);
    if (encoder == VideoEncoder.VAAPI) {
      onGraphics.add(made);
    }
    return made;
  }

  @BeforeEach
  void offer() throws Exception {
    rendition = new OneRendition(folder, equipment, 50, () -> begun.plus(passed));
    rendition.offer(
        OverBudget.REFUSE,
        OneRendition.profile(OneRendition.NAME, 160, 90),
        OneRendition.profile(OTHER, 160, 90));
  }

  @AfterEach
  void close() {
    rendition.close();
  }

  private void playUntil(FragmentCursor viewer, BooleanSupplier seen) throws InterruptedException {
    while (!seen.getAsBoolean()) {
      rendition.play(viewer, 1);
    }
  }

  /** Ends the streams of its encoders, so that they refuse all pictures, while nobody uses them. */
  private void failGraphics() throws EncoderFailedException {
    for (PictureEncoder encoder : onGraphics) {
      encoder.finish((_, _, _) -> {});
    }
  }

  private boolean isUsed(double share) {
    return Math.abs(rendition.health().load().used() - share) < 1e-6;
  }

  private String encoderOf(String name) {
    StreamHealth now = rendition.health(name);
    return now.facts().transcode().map(made -> made.encoder()).orElse("");
  }

  @Test
  void whoWatchesStaysAndNewOnesFindRoomAgainWhenTheHardwareIsTriedAgain() throws Exception {
    try (FragmentCursor viewer = rendition.open()) {
      playUntil(viewer, () -> isUsed(ON_GRAPHICS));
      assertEquals(List.of(), rendition.health().setAside());

      rendition.settle(viewer);
      failGraphics();
      playUntil(viewer, () -> isUsed(ON_PROCESSOR));
      assertEquals(0, rendition.health().load().room());
      HardwareAside aside = rendition.health().setAside().getFirst();
      assertEquals("h264_vaapi", aside.name());
      assertEquals(begun.plus(Duration.ofMinutes(10)), aside.until().orElseThrow());
      assertTrue(aside.reason().contains("send: "), aside.reason());

      try (FragmentCursor _ = rendition.open(OTHER)) {
        playUntil(viewer, () -> rendition.health(OTHER).state() instanceof CameraState.Offline);
        CameraState refused = rendition.health(OTHER).state();
        assertTrue(
            refused.reason().startsWith("the box already converts one stream"), refused.toString());
        awaitAnotherRefusal(viewer);
        TranscodeRefusals refusals = rendition.health().load().refusals();
        assertEquals(1, refusals.count());
        assertEquals(begun, refusals.since());
        assertEquals(
            new TranscodeRefusals.Refusal(OneRendition.CAMERA, OTHER, refused.reason(), begun),
            refusals.last().orElseThrow());
        goesOnWithItsCamera(viewer);
        assertEquals("libx264", encoderOf(OneRendition.NAME));

        passed = Duration.ofMinutes(10);
        playUntil(viewer, () -> encoderOf(OTHER).equals("h264_vaapi"));
        playUntil(viewer, () -> isUsed(ON_PROCESSOR + ON_GRAPHICS));
        assertEquals("libx264", encoderOf(OneRendition.NAME));
        assertEquals(List.of(), rendition.health().setAside());
      }
    }
  }

  /** Nobody is cut off, though together they take more than there is. */
  @Test
  void allGoOnWhoseHardwareFailsThoughThatIsTooMuch() throws Exception {
    try (FragmentCursor viewer = rendition.open();
        FragmentCursor other = rendition.open(OTHER)) {
      playUntil(viewer, () -> isUsed(2 * ON_GRAPHICS));
      rendition.settle(viewer, other);
      failGraphics();
      playUntil(viewer, () -> isUsed(2 * ON_PROCESSOR));
      assertEquals(2, rendition.health().load().running());
      assertEquals(0, rendition.health().load().room());
      rendition.settle(viewer, other);
      goesOnWithItsCamera(viewer);
      rendition.settle(viewer, other);
      for (String name : List.of(OneRendition.NAME, OTHER)) {
        assertEquals("libx264", encoderOf(name));
      }
    }
  }

  /** Waits until whoever was refused is so again, which counts no more. */
  private void awaitAnotherRefusal(FragmentCursor viewer) throws InterruptedException {
    CameraState first = rendition.health(OTHER).state();
    long attempts = asked.get();
    playUntil(viewer, () -> asked.get() > attempts + 1);
    assertEquals(first.reason(), rendition.health(OTHER).state().reason());
  }

  /** Waits for pictures of behind an outage. */
  private void goesOnWithItsCamera(FragmentCursor viewer) throws InterruptedException {
    rendition.settle(viewer);
    rendition.restartCamera();
    rendition.play(viewer, 3);
  }
}
