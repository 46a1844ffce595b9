package io.vedette.rendition;

import io.vedette.config.OverBudget;
import io.vedette.health.TranscodeLoad;
import io.vedette.media.PictureFormat;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.VideoTarget;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How many transcodes the box holds in real time, by what it was measured to be able to and by what
 * it does already. Safe for use by any thread.
 */
final class TranscodeBudget {

  /**
   * All of it: what it is part of was measured while cameras streamed, and transcodes give way to
   * them and leave pictures out before they are late.
   */
  static final double LIMIT = 1;

  /** What smaller renditions have of the wanted width and height. */
  private static final double[] LOWER = {2.0 / 3, 0.5, 1.0 / 3};

  /** What one transcode may use. Closing it gives it back. */
  final class Grant implements AutoCloseable {

    private final VideoTarget target;
    private final double share;

    private Grant(VideoTarget target, double share) {
      this.target = target;
      this.share = share;
    }

    /** What is to be made, perhaps smaller than was wanted. */
    VideoTarget target() {
      return target;
    }

    @Override
    public void close() {
      synchronized (TranscodeBudget.this) {
        grants.remove(this);
      }
    }
  }

  private final Supplier<Power> power;
  private final Set<Grant> grants = new HashSet<>();
  private OverBudget overBudget = OverBudget.LOWER;

  /**
   * Nothing runs as yet.
   *
   * @param power what the box can do as far as it is known; asked with every transcode
   */
  TranscodeBudget(Supplier<Power> power) {
    this.power = power;
  }

  /** Says what happens to transcodes that there is no power left for, from now on. */
  synchronized void overBudget(OverBudget wanted) {
    overBudget = wanted;
  }

  /** What part of the box running transcodes use, 0 to {@link #LIMIT}. */
  synchronized double used() {
    return grants.stream().mapToDouble(grant -> grant.share).sum();
  }

  /**
   * What runs, and how many more would fit.
   *
   * @param source what each of these would be made of
   * @param wanted what each of these would become
   */
  synchronized TranscodeLoad load(PictureFormat source, VideoTarget wanted) {
    double used = used();
    // What is left after sums of fractions is a hair more or less than it should be.
    int room = (int) Math.max(0, (LIMIT - used) / share(source, wanted) + 1e-9);
    return new TranscodeLoad(grants.size(), room, used);
  }

  /**
   * Makes room for a transcode.
   *
   * @param source what its pictures are
   * @param wanted what they are to become
   * @return closes when the transcode has ended
   * @throws OverBudgetException if there is none
   */
  synchronized Grant admit(PictureFormat source, VideoTarget wanted) throws OverBudgetException {
    double used = used();
    double share = share(source, wanted);
    if (used + share <= LIMIT) {
      return grant(wanted, share);
    }
    if (overBudget == OverBudget.LOWER) {
      for (double scale : LOWER) {
        VideoTarget lower = wanted.scaled(scale);
        double less = share(source, lower);
        if (used + less <= LIMIT) {
          return grant(lower, less);
        }
      }
    }
    throw new OverBudgetException(
        grants.isEmpty()
            ? "the box is not fast enough to convert this video in real time"
            : "the box already converts "
                + (grants.size() == 1 ? "one stream" : grants.size() + " streams")
                + " and is not fast enough for another; close one, or let the camera send H.264");
  }

  private Grant grant(VideoTarget target, double share) {
    Grant grant = new Grant(target, share);
    grants.add(grant);
    return grant;
  }

  private double share(PictureFormat source, VideoTarget target) {
    double rate = source.frameRate().orElse(VideoTarget.USUAL_RATE);
    EncodingPlan plan = target.plan(source);
    return power
        .get()
        .share(
            (double) source.width() * source.height() * rate,
            plan.width() * plan.height() * plan.frameRate());
  }
}
