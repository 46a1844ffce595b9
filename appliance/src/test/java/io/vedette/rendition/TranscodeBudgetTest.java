package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.health.TranscodeLoad;
import io.vedette.health.TranscodeRefusals;
import io.vedette.media.Orientation;
import io.vedette.media.PictureFormat;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import io.vedette.transcode.video.VideoTarget;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TranscodeBudgetTest {

  private static final PictureFormat SOURCE =
      new PictureFormat(
          1920, 1080, 1, 8, 8, OptionalDouble.of(25), Optional.empty(), OptionalInt.empty());
  private static final VideoTarget WANTED =
      new Recipe(
              new RenditionProfile(
                  "h264", 1280, 720, 30, 3_000_000, RenditionProfile.Offer.WHEN_NEEDED))
          .target(Orientation.UPRIGHT);

  private static final TranscodeRefusals NONE = TranscodeRefusals.NONE;
  private static final Gear PROCESSOR = new Gear(VideoDecoder.SOFTWARE, VideoEncoder.X264);
  private static final Gear GRAPHICS = new Gear(VideoDecoder.SOFTWARE, VideoEncoder.VAAPI);

  /** Ten sources are decoded in real time, or five renditions encoded: three of both fit. */
  private final TranscodeBudget budget = budget(250, 125);

  /** As above on the graphics unit; the processor encodes a fifth of that. */
  private final TranscodeBudget graphics =
      new TranscodeBudget(
          gear -> Power.measured(250, gear.encoder() == VideoEncoder.VAAPI ? 125 : 25));

  private static TranscodeBudget budget(double decoded, double encoded) {
    return new TranscodeBudget(_ -> Power.measured(decoded, encoded));
  }

  private static TranscodeBudget.Wish wish(VideoTarget wanted, Gear gear) {
    return new TranscodeBudget.Wish("c-1/h264", SOURCE, wanted, gear);
  }

  private static TranscodeBudget.Wish wish(VideoTarget wanted) {
    return wish(wanted, PROCESSOR);
  }

  @Test
  void asManyAsFitAreAdmittedAsTheyWereWanted() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(WANTED, budget.admit(wish(WANTED)).target());
    }
    assertEquals(0.9, budget.used(), 1e-9);
  }

  @Test
  void whatDoesNotFitIsRefusedWithAReasonUntilOneHasEnded() throws Exception {
    budget.overBudget(OverBudget.REFUSE);
    TranscodeBudget.Grant first = budget.admit(wish(WANTED));
    budget.admit(wish(WANTED));
    budget.admit(wish(WANTED));
    OverBudgetException refused =
        assertThrows(OverBudgetException.class, () -> budget.admit(wish(WANTED)));
    assertTrue(refused.getMessage().contains("already converts 3 streams"), refused.getMessage());
    first.close();
    first.close();
    assertEquals(WANTED, budget.admit(wish(WANTED)).target());
  }

  @Test
  void whatDoesNotFitIsMadeSmallerWhereThatHelps() throws Exception {
    TranscodeBudget small = budget(250, 30);
    assertEquals(WANTED, small.admit(wish(WANTED)).target());
    assertThrows(OverBudgetException.class, () -> small.admit(wish(WANTED)));
    TranscodeBudget weak = budget(250, 20);
    assertEquals(853, weak.admit(wish(WANTED)).target().box().width());
  }

  /** An encoder takes no fewer than 32 kbit/s. */
  @Test
  void theSmallestProfileThereIsCanBeMadeSmallerToo() throws Exception {
    VideoTarget smallest =
        new Recipe(
                new RenditionProfile(
                    "thumb",
                    RenditionProfile.LEAST_SIZE,
                    RenditionProfile.LEAST_SIZE,
                    60,
                    RenditionProfile.LEAST_BIT_RATE,
                    RenditionProfile.Offer.ALWAYS))
            .target(Orientation.UPRIGHT);
    TranscodeBudget weak = new TranscodeBudget(_ -> new Power(250.0 * 1920 * 1080, 25_000));
    VideoTarget made = weak.admit(wish(smallest)).target();
    assertEquals(32, made.box().width());
    assertEquals(32_000, made.plan(SOURCE).bitsPerSecond(), 1000);
  }

  @Test
  void whatRunsAndHowManyMoreFitIsTold() throws Exception {
    assertEquals(new TranscodeLoad(0, 3, 0, NONE), budget.load(SOURCE, WANTED, PROCESSOR, NONE));
    TranscodeBudget.Grant first = budget.admit(wish(WANTED));
    budget.admit(wish(WANTED));
    TranscodeLoad two = budget.load(SOURCE, WANTED, PROCESSOR, NONE);
    assertEquals(2, two.running());
    assertEquals(1, two.room());
    assertEquals(0.6, two.used(), 1e-9);
    budget.admit(wish(WANTED));
    assertEquals(0, budget.load(SOURCE, WANTED, PROCESSOR, NONE).room());
    first.close();
    assertEquals(1, budget.load(SOURCE, WANTED, PROCESSOR, NONE).room());
  }

  @Test
  void aBoxThatIsTooSlowForEvenOneSaysSo() {
    TranscodeBudget slow = budget(20, 500);
    OverBudgetException refused =
        assertThrows(OverBudgetException.class, () -> slow.admit(wish(WANTED)));
    assertEquals(
        "the box is not fast enough to convert this video in real time", refused.getMessage());
    assertEquals(0, slow.used());
  }

  @Test
  void whatMovesToASlowerEncoderCountsAsThatAndGoesOn() throws Exception {
    graphics.overBudget(OverBudget.REFUSE);
    TranscodeBudget.Grant first = graphics.admit(wish(WANTED, GRAPHICS));
    TranscodeBudget.Grant second = graphics.admit(wish(WANTED, GRAPHICS));
    assertEquals(0.6, graphics.used(), 1e-9);
    first.uses(PROCESSOR);
    assertEquals(0.3 + 1.1, graphics.used(), 1e-9);
    assertEquals(
        new TranscodeLoad(2, 0, graphics.used(), NONE),
        graphics.load(SOURCE, WANTED, GRAPHICS, NONE));
    OverBudgetException refused =
        assertThrows(OverBudgetException.class, () -> graphics.admit(wish(WANTED, GRAPHICS)));
    assertEquals(
        "it would take 0.30 of the box by h264_vaapi; running: c-1/h264 by libx264, 1.10;"
            + " c-1/h264 by h264_vaapi, 0.30; over the budget: refuse",
        refused.situation());

    // Their cameras begin anew, with the same pictures.
    assertEquals(WANTED, graphics.admitAgain(wish(WANTED, GRAPHICS), second).target());
    assertEquals(WANTED, graphics.admitAgain(wish(WANTED, PROCESSOR), first).target());
    assertEquals(0.3 + 1.1, graphics.used(), 1e-9);
  }

  @Test
  void roomIsReckonedForWhatNewOnesAreDoneWith() throws Exception {
    graphics.admit(wish(WANTED, GRAPHICS));
    assertEquals(2, graphics.load(SOURCE, WANTED, GRAPHICS, NONE).room());
    assertEquals(0, graphics.load(SOURCE, WANTED, PROCESSOR, NONE).room());
    assertEquals(853, graphics.admit(wish(WANTED, PROCESSOR)).target().box().width());
  }

  @Test
  void whatWasMadeSmallerGrowsWhenThereIsRoomAndItsCameraBeginsAnew() throws Exception {
    TranscodeBudget weak = budget(250, 40);
    TranscodeBudget.Grant large = weak.admit(wish(WANTED));
    TranscodeBudget.Grant lower = weak.admit(wish(WANTED));
    int width = lower.target().box().width();
    assertTrue(width < 1280, "made " + width);
    weak.overBudget(OverBudget.REFUSE);
    TranscodeBudget.Grant again = weak.admitAgain(wish(WANTED), lower);
    assertEquals(lower.target(), again.target());
    large.close();
    assertEquals(WANTED, weak.admitAgain(wish(WANTED), again).target());
  }

  /** A camera whose pictures have grown is no better off than a new one. */
  @Test
  void whoseCameraSendsMoreThanThereIsRoomForIsRefusedAndKeepsNothingTwice() throws Exception {
    budget.overBudget(OverBudget.REFUSE);
    budget.admit(wish(WANTED));
    budget.admit(wish(WANTED));
    TranscodeBudget.Grant third = budget.admit(wish(WANTED));
    PictureFormat large =
        new PictureFormat(
            3840, 2160, 1, 8, 8, OptionalDouble.of(25), Optional.empty(), OptionalInt.empty());
    OverBudgetException refused =
        assertThrows(
            OverBudgetException.class,
            () ->
                budget.admitAgain(
                    new TranscodeBudget.Wish("c-1/h264", large, WANTED, PROCESSOR), third));
    assertTrue(refused.getMessage().contains("already converts 2 streams"), refused.getMessage());
    assertEquals(0.9, budget.used(), 1e-9);
    third.close();
    assertEquals(0.6, budget.used(), 1e-9);
  }

  /** The probe finds out while transcodes run. */
  @Test
  void whatIsLearnedOfTheSpeedCountsForWhatRunsToo() throws Exception {
    AtomicReference<Power> known = new AtomicReference<>(Power.measured(250, 125));
    TranscodeBudget learning = new TranscodeBudget(_ -> known.get());
    learning.admit(wish(WANTED));
    assertEquals(0.3, learning.used(), 1e-9);
    known.set(Power.measured(125, 125));
    assertEquals(0.4, learning.used(), 1e-9);
  }
}
