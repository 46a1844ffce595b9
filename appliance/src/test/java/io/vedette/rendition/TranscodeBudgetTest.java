package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.health.TranscodeLoad;
import io.vedette.media.Orientation;
import io.vedette.media.PictureFormat;
import io.vedette.transcode.video.VideoTarget;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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

  /** Ten sources are decoded in real time, or five renditions encoded: three of both fit. */
  private final TranscodeBudget budget =
      new TranscodeBudget(() -> new Power(250.0 * 1920 * 1080, 125.0 * 1280 * 720));

  @Test
  void asManyAsFitAreAdmittedAsTheyWereWanted() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(WANTED, budget.admit(SOURCE, WANTED).target());
    }
    assertEquals(0.9, budget.used(), 1e-9);
  }

  @Test
  void whatDoesNotFitIsRefusedWithAReasonUntilOneHasEnded() throws Exception {
    budget.overBudget(OverBudget.REFUSE);
    TranscodeBudget.Grant first = budget.admit(SOURCE, WANTED);
    budget.admit(SOURCE, WANTED);
    budget.admit(SOURCE, WANTED);
    OverBudgetException refused =
        assertThrows(OverBudgetException.class, () -> budget.admit(SOURCE, WANTED));
    assertTrue(refused.getMessage().contains("already converts 3 streams"), refused.getMessage());
    first.close();
    first.close();
    assertEquals(WANTED, budget.admit(SOURCE, WANTED).target());
  }

  @Test
  void whatDoesNotFitIsMadeSmallerWhereThatHelps() throws Exception {
    TranscodeBudget small =
        new TranscodeBudget(() -> new Power(250.0 * 1920 * 1080, 30.0 * 1280 * 720));
    assertEquals(WANTED, small.admit(SOURCE, WANTED).target());
    assertThrows(OverBudgetException.class, () -> small.admit(SOURCE, WANTED));
    TranscodeBudget weak =
        new TranscodeBudget(() -> new Power(250.0 * 1920 * 1080, 20.0 * 1280 * 720));
    assertEquals(853, weak.admit(SOURCE, WANTED).target().box().width());
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
    TranscodeBudget weak = new TranscodeBudget(() -> new Power(250.0 * 1920 * 1080, 25_000));
    VideoTarget made = weak.admit(SOURCE, smallest).target();
    assertEquals(32, made.box().width());
    assertEquals(32_000, made.plan(SOURCE).bitsPerSecond(), 1000);
  }

  @Test
  void whatRunsAndHowManyMoreFitIsTold() throws Exception {
    assertEquals(new TranscodeLoad(0, 3, 0), budget.load(SOURCE, WANTED));
    TranscodeBudget.Grant first = budget.admit(SOURCE, WANTED);
    budget.admit(SOURCE, WANTED);
    TranscodeLoad two = budget.load(SOURCE, WANTED);
    assertEquals(2, two.running());
    assertEquals(1, two.room());
    assertEquals(0.6, two.used(), 1e-9);
    budget.admit(SOURCE, WANTED);
    assertEquals(0, budget.load(SOURCE, WANTED).room());
    first.close();
    assertEquals(1, budget.load(SOURCE, WANTED).room());
  }

  @Test
  void aBoxThatIsTooSlowForEvenOneSaysSo() {
    TranscodeBudget slow =
        new TranscodeBudget(() -> new Power(20.0 * 1920 * 1080, 500.0 * 1280 * 720));
    OverBudgetException refused =
        assertThrows(OverBudgetException.class, () -> slow.admit(SOURCE, WANTED));
    assertEquals(
        "the box is not fast enough to convert this video in real time", refused.getMessage());
    assertEquals(0, slow.used());
  }
}
